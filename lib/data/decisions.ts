import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import { decision, decisions, presentValue, withDecision } from "@/lib/requirements/decisions";
import type { DecisionView } from "@/lib/requirements/decisions-vocabulary";

import { boardChanged } from "./access";
import { audit } from "./audit";
import { db, isDouble } from "./db";
import { commonPolicy } from "./policy";
import { currentPolicy } from "./settings";
import { staleFor } from "./staleness";

const LONGEST_NOTE = 1000;

function proveVendor(actor: Actor): void {
  if (!isVendor(actor)) throw new NotFound();
}

/** Every open question with its present value, for SESTEK's people. */
export async function listDecisions(actor: Actor): Promise<DecisionView[]> {
  proveVendor(actor);
  const client = await db();
  const [rows, policy] = await Promise.all([client.decision.findMany(), commonPolicy(client)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return decisions.map((one) => {
    const row = byId.get(one.id);
    return {
      ...one,
      value: presentValue(one, policy),
      proposed: presentValue(one, currentPolicy()),
      ...(row
        ? {
            confirmed: {
              person: row.personName,
              at: row.at.toISOString(),
              ...(row.note ? { note: row.note } : {}),
            },
          }
        : {}),
    };
  });
}

/**
 * Confirms or changes one decision. `seenAt` is when the decision that the person saw was made, null for
 * none: another one in between is a Conflict. A changed value makes what was seen of the requirements that
 * use it stale in every open project, in the same transaction.
 */
export async function confirmDecision(
  actor: Actor,
  input: { id: string; value: Record<string, unknown>; note?: string; seenAt: string | null },
): Promise<{ changed: boolean }> {
  proveVendor(actor);
  if (actor.role === "engineer") throw new Forbidden("A project manager or administrator confirms this.");
  const one = decision(input.id);
  if (!one) throw new NotFound("Decision");
  const note = input.note?.trim() ?? "";
  if (note.length > LONGEST_NOTE) throw new Invalid(`Use at most ${LONGEST_NOTE} characters for the note.`, "note");
  const now = new Date();
  const taken = (by: string | undefined, value: unknown) =>
    new Conflict(`${by ?? "Somebody"} has decided on this in the meantime. Open the page again to see how.`, value);
  const work = (await db()).$transaction(
    async (tx) => {
      const before = await commonPolicy(tx);
      const next = withDecision(one, input.value, before);
      if (!next.ok) throw new Invalid(next.message, next.part);
      const value = presentValue(one, next.policy);
      const changed = JSON.stringify(value) !== JSON.stringify(presentValue(one, before));
      const data = {
        value: JSON.stringify(value),
        note: note || null,
        personId: actor.userId,
        personName: actor.name,
        at: now,
      };
      const { count } = input.seenAt
        ? await tx.decision.updateMany({ where: { id: one.id, at: new Date(input.seenAt) }, data })
        : (await tx.decision.findUnique({ where: { id: one.id } }))
          ? { count: 0 }
          : { count: Number(Boolean(await tx.decision.create({ data: { id: one.id, ...data } }))) };
      if (count === 0) {
        const current = await tx.decision.findUnique({ where: { id: one.id } });
        throw taken(current?.personName, current?.value);
      }
      if (changed) {
        await staleFor(tx, {
          requirements: one.requirements,
          because: `SESTEK has decided anew on "${one.title}" since.`,
          now,
        });
        await tx.project.updateMany({ where: { closedAt: null }, data: boardChanged() });
      }
      await audit(tx, actor, { action: "decision.confirmed", subject: one.id, details: { value, changed } });
      return { changed };
    },
    { timeout: 20_000 },
  );
  return work.catch((error: unknown) => {
    if (isDouble(error)) throw taken(undefined, undefined);
    throw error;
  });
}
