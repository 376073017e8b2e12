import { z } from "zod";

import { AUDIT_ACTIONS } from "./vocabulary";

const words = z.string().trim().max(200).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const seq = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined);

const Query = z.object({
  person: words,
  action: z.enum(AUDIT_ACTIONS).optional().catch(undefined),
  /** An id, or words of the customer and the environment. */
  project: words,
  subject: words,
  /** Local days of the viewer, both included. */
  from: day,
  to: day,
  /** Entries with a lower or a higher number than this one. */
  before: seq,
  after: seq,
});
/** What is asked of the audit log: all of it stands in the address. */
export type AuditQuery = z.infer<typeof Query>;

/** Reads the address of the audit log; what makes no sense counts as not given. */
export function readAuditQuery(given: Readonly<Record<string, string | string[] | undefined>>): AuditQuery {
  return Query.parse(
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value) || undefined]),
    ),
  );
}

/** The address of a log with some of the question changed; a changed question begins at the newest entry. */
export function auditHref(path: string, query: AuditQuery, change: Partial<AuditQuery> & { format?: string }): string {
  const { before: _before, after: _after, ...rest } = query;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...rest, ...change }))
    if (value !== undefined && value !== "") params.set(name, String(value));
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** True when the log is narrowed. */
export function isAuditNarrowed({ before: _before, after: _after, ...rest }: AuditQuery): boolean {
  return Object.values(rest).some((value) => value !== undefined);
}
