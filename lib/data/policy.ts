import "server-only";

import { decidedPolicy } from "@/lib/requirements/decisions";
import type { Policy } from "@/lib/requirements/policy";

import type { Tx } from "./db";
import { currentPolicy } from "./settings";

/** The numbers and choices that hold everywhere: the installation's own, and over them SESTEK's decisions. */
export async function commonPolicy(tx: Pick<Tx, "decision">): Promise<Policy> {
  const rows = await tx.decision.findMany({ select: { id: true, value: true } });
  return decidedPolicy(
    currentPolicy(),
    rows.map(({ id, value }) => ({ id, value: JSON.parse(value) as unknown })),
  );
}

/** The policy of one project. The caller has proved access. */
export async function policyOf(tx: Pick<Tx, "decision" | "projectProduct">, _projectId: string): Promise<Policy> {
  return commonPolicy(tx);
}
