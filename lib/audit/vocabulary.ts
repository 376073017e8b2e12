/** What can stand in the audit log: a thing and what happened to it. */
export const AUDIT_ACTIONS = [
  "answer.saved",
  "answer.taken-from-finding",
  "answers.imported",
  "secret.set",
  "secret.removed",
  "secret.used",
  "secrets.purged",
  "run.started",
  "run.stopped",
  "verdict.turned",
  "attestation.given",
  "attestation.withdrawn",
  "waiver.given",
  "waiver.ended",
  "assignment.changed",
  "comment.added",
  "comment.removed",
  "matrix.agreed",
  "certificate.issued",
  "certificate.voided",
  "project.created",
  "project.closed",
  "project.reopened",
  "networks.allowed",
  "person.invited",
  "person.joined",
  "invitation.revoked",
  "access.ended",
  "person.created",
  "person.changed",
  "password.changed",
  "signed-in",
  "sign-in.refused",
  "product.saved",
  "product.retired",
  "product.applied",
  "decision.confirmed",
  "webhook.saved",
  "webhook.disabled",
  "errand.handed-out",
  "errand.revoked",
  "errand.taken",
  "errand.refused",
  "probe.created",
  "probe.removed",
  "probe.residue",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** One entry as pages and exports show it. `at` is an ISO string. */
export interface AuditView {
  seq: number;
  at: string;
  actor: string;
  role: string;
  address?: string;
  projectId?: string;
  action: AuditAction;
  subject?: string;
  details: Record<string, unknown>;
}
