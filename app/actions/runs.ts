"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { countRun } from "@/lib/auth/throttle";
import { takeFound as take } from "@/lib/data/answers";
import { withdrawAttestation as withdraw } from "@/lib/data/attestations";
import { cancelRun as cancel, startRun, startTest } from "@/lib/data/runs";
import { waive as accept, revokeWaiver as revoke } from "@/lib/data/waivers";
import { Invalid } from "@/lib/errors";
import { isFieldId } from "@/lib/intake/sections";
import { GROUPS } from "@/lib/requirements/vocabulary";
import { readersSay } from "@/lib/sentences/server";

const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(90);
const scope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("group"), group: z.enum(GROUPS.map((group) => group.id)) }),
  z.object({ kind: z.literal("only"), ids }),
  z.object({ kind: z.literal("failed"), ids }),
]);
const row = z.object({ projectId: id, requirementId: id });

/** Queues a run; the worker does the looking. */
export const runChecks = action(
  z.object({ projectId: id, scope, consent: z.array(id).max(90).default([]) }),
  async (actor, { projectId, scope: chosen, consent }) => {
    await countRun(actor.userId, projectId);
    return startRun(actor, projectId, chosen, consent);
  },
);

/** Runs the checks that look at one answer first. */
export const testAnswer = action(z.object({ projectId: id, field: z.string().max(64) }), async (actor, input) => {
  if (!isFieldId(input.field)) throw new Invalid("This question is not part of the intake.");
  await countRun(actor.userId, input.projectId);
  const [{ seq, requirements }, say] = await Promise.all([
    startTest(actor, input.projectId, input.field),
    readersSay(),
  ]);
  return { seq, requirements: requirements.map(({ id, statement }) => ({ id, statement: say(statement) })) };
});

/** Asks the running checks to stop. */
export const cancelRun = action(z.object({ projectId: id }), (actor, { projectId }) => cancel(actor, projectId));

/** Puts what a check saw in the place of the answer that it contradicts. */
export const takeFound = action(
  row.extend({ field: z.string().max(64) }),
  (actor, { projectId, requirementId, field }) => take(actor, { projectId, requirementId, field }),
);

/** Takes an attestation back. */
export const withdrawAttestation = action(row, (actor, { projectId, requirementId }) =>
  withdraw(actor, projectId, requirementId),
);

/** Accepts a failure by name, with a reason and an expiry. */
export const waive = action(row.extend({ reason: z.string().max(4000), days: z.number() }), (actor, input) =>
  accept(actor, input),
);

/** Ends a waiver. */
export const revokeWaiver = action(row, (actor, { projectId, requirementId }) =>
  revoke(actor, projectId, requirementId),
);
