import "server-only";

import type { FieldId } from "@/lib/intake/answers";
import { field } from "@/lib/intake/sections";
import { catalogue } from "@/lib/requirements/catalogue";

import type { Tx } from "./db";

/** Requirements whose verdict cites any of the fields. */
export function citing(fields: readonly FieldId[]): string[] {
  return catalogue.filter((one) => one.fields.some((id) => fields.includes(id))).map(({ id }) => id);
}

/** An edit of a cited field makes results stale at once, and ends attestations (catalogue 1.1). */
export async function markStale(
  tx: Pick<Tx, "observation" | "attestation">,
  projectId: string,
  changed: FieldId,
  now: Date,
): Promise<void> {
  const requirementId = { in: citing([changed]) };
  await tx.observation.updateMany({
    where: { projectId, current: true, staleBecause: null, requirementId },
    data: { staleBecause: `The answer to "${field(changed).label}" has changed since.`, staleSince: now },
  });
  await tx.attestation.updateMany({
    where: { projectId, requirementId, withdrawnAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}
