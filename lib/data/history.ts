import "server-only";

import type { AuditAction, AuditView } from "@/lib/audit/vocabulary";
import { type Actor, isVendor } from "@/lib/auth/actor";
import { NotFound } from "@/lib/errors";
import { isRequirementId, requirement } from "@/lib/requirements/catalogue";

import { proveProject } from "./access";
import { db } from "./db";

const PAGE = 30;
const OF_REQUIREMENT: AuditAction[] = [
  "verdict.turned",
  "attestation.given",
  "attestation.withdrawn",
  "waiver.given",
  "waiver.ended",
  "assignment.changed",
  "comment.added",
  "comment.removed",
];
const OF_FIELD: AuditAction[] = [
  "answer.saved",
  "answer.taken-from-finding",
  "answers.imported",
  "secret.set",
  "secret.removed",
];
/** How the log marks what is SESTEK's own: inside a string the quotes would be escaped. */
const INTERNAL = '"internal":true';

/**
 * What happened to a requirement, newest first: turns of its verdict, people's words and work, and changes
 * of the answers that it cites. A page of entries older than `before`. A customer sees neither what is
 * internal nor from where somebody came.
 */
export async function readHistory(
  actor: Actor,
  projectId: string,
  requirementId: string,
  before?: number,
): Promise<{ entries: AuditView[]; next?: number }> {
  const client = await db();
  await proveProject(client, actor, projectId);
  if (!isRequirementId(requirementId)) throw new NotFound("Requirement");
  const vendor = isVendor(actor);
  const fields: string[] = [...requirement(requirementId).fields];
  const rows = await client.auditEntry.findMany({
    where: {
      projectId,
      OR: [
        { subject: requirementId, action: { in: OF_REQUIREMENT } },
        { subject: { in: fields }, action: { in: OF_FIELD } },
      ],
      ...(before === undefined ? {} : { seq: { lt: before } }),
      ...(vendor ? {} : { NOT: { details: { contains: INTERNAL } } }),
    },
    orderBy: { seq: "desc" },
    take: PAGE + 1,
  });
  const entries = rows.slice(0, PAGE).map(
    ({ seq, at, actorName, actorRole, address, action, subject, details }): AuditView => ({
      seq,
      at: at.toISOString(),
      actor: actorName,
      role: actorRole,
      projectId,
      action: action as AuditAction,
      details: JSON.parse(details) as Record<string, unknown>,
      ...(vendor && address ? { address } : {}),
      ...(subject ? { subject } : {}),
    }),
  );
  const last = entries.at(-1);
  return { entries, ...(rows.length > PAGE && last ? { next: last.seq } : {}) };
}
