import "server-only";

import type { FieldId } from "@/lib/intake/answers";
import { field } from "@/lib/intake/sections";
import { catalogue } from "@/lib/requirements/catalogue";

import type { Tx } from "./db";

/** Requirements whose verdict cites any of the fields. */
export function citing(fields: readonly FieldId[]): string[] {
  return catalogue.filter((one) => one.fields.some((id) => fields.includes(id))).map(({ id }) => id);
}

/** What was seen of the requirements counts no longer: in one project, or in every open one. */
export async function staleFor(
  tx: Pick<Tx, "observation">,
  {
    projectId,
    requirements,
    because,
    now,
  }: {
    projectId?: string;
    requirements: readonly string[];
    because: string;
    now: Date;
  },
): Promise<void> {
  await tx.observation.updateMany({
    where: {
      ...(projectId ? { projectId } : { project: { closedAt: null } }),
      current: true,
      staleBecause: null,
      requirementId: { in: [...requirements] },
    },
    data: { staleBecause: because, staleSince: now },
  });
}

/** An edit of a cited field makes results stale at once, and ends attestations (catalogue 1.1). */
export async function markStale(
  tx: Pick<Tx, "observation" | "attestation">,
  projectId: string,
  changed: FieldId,
  now: Date,
): Promise<void> {
  const requirements = citing([changed]);
  const because = `The answer to "${field(changed).label}" has changed since.`;
  await staleFor(tx, { projectId, requirements, because, now });
  await tx.attestation.updateMany({
    where: { projectId, requirementId: { in: requirements }, withdrawnAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}
