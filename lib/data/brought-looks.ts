import "server-only";

import { freshUntil } from "@/lib/engine/freshness";
import type { Observation } from "@/lib/engine/types";

import type { Tx } from "./db";
import { policyOf } from "./policy";
import { BROUGHT } from "./stored-observations";

/** Ends of a connection before anybody answered: they tell of the way from here, which a closed network closes. */
export const CLOSED_WAY = ["dns", "refused", "timeout", "reset", "app-unreachable", "blocked-by-policy"];

const toldNothing = ({ verdict, reasonCode }: Observation) =>
  verdict === "could-not-tell" || (verdict === "fail" && CLOSED_WAY.includes(reasonCode));

/**
 * Of the requirements that a look from here told nothing of: those for which a fresh look of the customer's own
 * machine stands. Not reaching a closed network says nothing against what was seen inside it (catalogue 1.1).
 */
export async function standingBrought(
  tx: Pick<Tx, "observation" | "decision" | "projectProduct">,
  projectId: string,
  judged: ReadonlyMap<string, readonly Observation[]>,
): Promise<Set<string>> {
  const untold = [...judged].filter(([, seen]) => seen.every(toldNothing));
  if (untold.length === 0) return new Set();
  const rows = await tx.observation.findMany({
    where: {
      projectId,
      ...BROUGHT,
      verdict: { not: "could-not-tell" },
      requirementId: { in: untold.map(([id]) => id) },
    },
    select: { requirementId: true, observedAt: true },
  });
  if (rows.length === 0) return new Set();
  const policy = await policyOf(tx, projectId);
  const fresh = rows.filter(({ observedAt }) => freshUntil("app", observedAt.toISOString(), policy) > Date.now());
  return new Set(fresh.map(({ requirementId }) => requirementId));
}
