"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { tryAgain } from "@/lib/data/deliveries";
import { chooseNotices as choose, markRead as read } from "@/lib/data/notifications";
import { addWebhook as add, switchWebhook as turn } from "@/lib/data/webhooks";
import { KINDS, MAIL } from "@/lib/notify/kinds";
import { WEBHOOK_FORMATS } from "@/lib/notify/webhook";

const id = z.string().min(1).max(64);
const text = z.string().max(2_000);

/** Marks one of one's own notifications as read, or all of them. */
export const markRead = action(z.object({ id: id.optional() }), (actor, input) => read(actor, input.id));

/** Keeps what one wants to be told, and how. */
export const chooseNotices = action(
  z.object({ choices: z.record(z.enum(KINDS), z.object({ app: z.boolean(), mail: z.enum(MAIL) })) }),
  (actor, { choices }) => choose(actor, choices),
);

/** Adds a place that is told of events; its signing secret is shown once. */
export const addWebhook = action(
  z.object({
    name: text,
    format: z.enum(WEBHOOK_FORMATS),
    url: text,
    ca: z.string().max(70_000).optional(),
    kinds: z.array(z.enum(KINDS)),
  }),
  (actor, input) => add(actor, input),
);

/** Tells such a place nothing more, or again. */
export const switchWebhook = action(z.object({ id, disabled: z.boolean() }), (actor, input) =>
  turn(actor, input.id, input.disabled),
);

/** Tries a message that was given up again. */
export const sendAgain = action(z.object({ id }), (actor, input) => tryAgain(actor, input.id));
