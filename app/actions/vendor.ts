"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { confirmDecision as confirm } from "@/lib/data/decisions";
import { agreeToMatrix as agree } from "@/lib/data/matrix";

const id = z.string().min(1).max(64);

/** The actor's side agrees to the responsibility matrix of that hash. */
export const agreeToMatrix = action(z.object({ projectId: id, hash: z.string().max(64) }), (actor, input) =>
  agree(actor, input.projectId, input.hash),
);

/** SESTEK confirms or changes one open question. */
export const confirmDecision = action(
  z.object({
    id: z.string().max(4),
    value: z.record(z.string().max(40), z.unknown()),
    note: z.string().max(4000).optional(),
    seenAt: z.iso.datetime().nullable(),
  }),
  (actor, { id: decision, value, note, seenAt }) =>
    confirm(actor, { id: decision, value, seenAt, ...(note === undefined ? {} : { note }) }),
);
