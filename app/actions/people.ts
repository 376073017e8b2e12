"use server";

import { z } from "zod";

import { action, openAction } from "@/lib/actions/action";
import { countTry } from "@/lib/auth/throttle";
import { redeemInvitation as accept, createUser as create, redeemSetup as setUp } from "@/lib/data/links";
import { changePassword as change, chooseReading as choose, updateUser as update } from "@/lib/data/users";
import { LOCALES } from "@/lib/messages/locales";

const text = z.string().max(400);
const role = z.enum(["admin", "manager", "engineer"]);

/** The first administrator, by the link that the first start printed. */
export const redeemSetup = openAction(
  z.object({ token: text, name: text, email: text, password: text }),
  async ({ token, ...person }, { address }) => {
    await countTry(`setup ${token.slice(0, 8)}`, address);
    return setUp(token, person);
  },
);

/** Accepts an invitation, with a new account or the one that is signed in. */
export const redeemInvitation = openAction(
  z.object({ token: text, name: text, password: text }),
  async ({ token, ...person }, { actor, address }) => {
    await countTry(`invitation ${token.slice(0, 8)}`, address);
    return accept(token, person, actor);
  },
);

/** A link for one of SESTEK's people; it is shown once. */
export const createUser = action(z.object({ email: text, role }), (actor, input) => create(actor, input));

/** Changes a person's role, or lets the person in or out. */
export const updateUser = action(
  z.object({ userId: text, role: role.optional(), disabled: z.boolean().optional() }),
  (actor, { userId, role: next, disabled }) =>
    update(actor, userId, { ...(next ? { role: next } : {}), ...(disabled === undefined ? {} : { disabled }) }),
);

/** Language and time zone of one's own; empty follows the browser. */
export const chooseReading = action(
  z.object({ locale: z.enum(LOCALES).nullable(), timeZone: z.string().max(64).nullable() }),
  (actor, input) => choose(actor, input),
);

/** A new password of one's own; every session ends. */
export const changePassword = action(z.object({ current: text, next: text }), async (actor, input) => {
  await countTry(actor.email, actor.userId);
  await change(actor, input);
});
