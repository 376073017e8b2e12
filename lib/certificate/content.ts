import { z } from "zod";

import { GROUPS, SEVERITIES, VANTAGES, VERDICTS } from "@/lib/requirements/vocabulary";

export const CERTIFICATE_SCHEMA = "knovvu-readiness/certificate@1";

const moment = z.iso.datetime();
const id = z.string().min(1).max(120);

/** One requirement as it stood. `settledBy` says why nothing is left to do about it. */
const Row = z.strictObject({
  id,
  group: z.enum(GROUPS.map((group) => group.id)),
  severity: z.enum(SEVERITIES),
  statement: z.string(),
  verdict: z.enum(VERDICTS).optional(),
  reasonCode: z.string().optional(),
  message: z.string(),
  vantage: z.enum(VANTAGES).optional(),
  observedAt: moment.optional(),
  /** How old the observation was when this was signed. */
  ageSeconds: z.int().nonnegative().optional(),
  settledBy: z.enum(["verdict", "attestation", "waiver"]).optional(),
});

const FileMark = z.strictObject({ name: z.string(), size: z.int().nonnegative(), sha256: z.string() });

const Attestation = z.strictObject({
  id,
  requirementId: id,
  statement: z.string(),
  holds: z.boolean(),
  person: z.string(),
  role: z.string(),
  at: moment,
  expiresAt: moment,
  note: z.string().optional(),
  file: FileMark.optional(),
});

const Waiver = z.strictObject({
  id,
  requirementId: id,
  statement: z.string(),
  /** What was accepted: a failure, or something that could not be proved. */
  verdict: z.enum(VERDICTS).optional(),
  reason: z.string(),
  person: z.string(),
  at: moment,
  expiresAt: moment,
});

/** The last agreement of one side to the responsibility matrix. */
const MatrixWord = z.strictObject({
  side: z.enum(["customer", "sestek"]),
  person: z.string(),
  at: moment,
  /** Given to the matrix as it stood; otherwise to an earlier text of it. */
  holds: z.boolean(),
  matrixHash: z.string(),
});

/** What a certificate freezes: everything needed to read it years later, and no secret. */
export const Content = z.strictObject({
  schema: z.literal(CERTIFICATE_SCHEMA),
  seq: z.int().positive(),
  project: z.strictObject({ id, customer: z.string(), environment: z.string(), practice: z.boolean() }),
  signed: z.strictObject({ at: moment, by: z.string(), role: z.string() }),
  catalogueVersion: z.string(),
  summary: z.strictObject({
    applicable: z.int().nonnegative(),
    settled: z.int().nonnegative(),
    counts: z.record(z.enum(VERDICTS), z.int().nonnegative()),
  }),
  /** The first moment at which something that it rests on is too old or ends, if nobody looks again. */
  restsUntil: moment.optional(),
  answers: z.array(z.strictObject({ field: id, value: z.json() })),
  /** Which secrets were stored, and what may be shown of them. */
  secrets: z.array(
    z.strictObject({ field: id, setBy: z.string(), setAt: moment, shown: z.record(z.string(), z.json()) }),
  ),
  rows: z.array(Row),
  attestations: z.array(Attestation),
  waivers: z.array(Waiver),
  /** The matrix itself stands among the answers, as resp.matrix. */
  matrixWords: z.array(MatrixWord),
});
export type CertificateContent = z.infer<typeof Content>;
export type CertificateRow = CertificateContent["rows"][number];

/** The hash as people compare it: groups of eight characters. */
export function groupedHash(hash: string): string {
  return hash.match(/.{1,8}/g)?.join(" ") ?? hash;
}
