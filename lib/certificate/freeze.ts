import { freshUntil } from "@/lib/engine/freshness";
import type { Board, BoardRow } from "@/lib/engine/types";
import { sections } from "@/lib/intake/sections";
import type { Policy } from "@/lib/requirements/policy";

import { CERTIFICATE_SCHEMA, type CertificateContent, type CertificateRow } from "./content";

type Json = CertificateContent["answers"][number]["value"];

/** Everything that a certificate is made of, as it stands at one moment. Hints of secrets, never their values. */
export interface Standing {
  project: CertificateContent["project"];
  board: Board;
  /** Values by field; cleared ones are left out. */
  answers: Readonly<Record<string, unknown>>;
  secrets: readonly { field: string; setBy: string; setAt: string; hint: Record<string, unknown> }[];
  matrixWords: CertificateContent["matrixWords"];
  policy: Policy;
}

const ORDER = new Map(sections.flatMap(({ fields }) => fields).map(({ id }, index) => [id as string, index]));
const inOrder = <Entry extends { field: string }>(entries: Entry[]) =>
  entries.sort((a, b) => (ORDER.get(a.field) ?? 999) - (ORDER.get(b.field) ?? 999) || (a.field < b.field ? -1 : 1));

/** Why nothing is left to do about a row; undefined while something is. */
function settledBy(row: BoardRow): CertificateRow["settledBy"] {
  if (!row.settled) return undefined;
  if (row.verdict !== "pass" && row.verdict !== "warn" && row.verdict !== "not-applicable") return "waiver";
  return row.vantage === "person" ? "attestation" : "verdict";
}

function frozenRow(row: BoardRow, now: Date): CertificateRow {
  const { id, group, severity, statement, verdict, reasonCode, message, vantage, observedAt } = row;
  const settled = settledBy(row);
  return {
    id,
    group,
    severity,
    statement,
    message,
    ...(verdict ? { verdict } : {}),
    ...(reasonCode ? { reasonCode } : {}),
    ...(vantage ? { vantage } : {}),
    ...(observedAt
      ? { observedAt, ageSeconds: Math.max(0, Math.round((now.getTime() - Date.parse(observedAt)) / 1000)) }
      : {}),
    ...(settled ? { settledBy: settled } : {}),
  };
}

/** When the things that a row rests on are too old to count, or end; in milliseconds. */
function endsOf(row: BoardRow, policy: Policy): number[] {
  const { attestation, waiver, views, observations } = row;
  const by = settledBy(row);
  if (by === "waiver") return waiver ? [Date.parse(waiver.expiresAt)] : [];
  if (by === "attestation" && attestation)
    return [Date.parse(attestation.expiresAt), freshUntil("person", attestation.at, policy)];
  if (by === undefined || row.verdict === "not-applicable") return [];
  const counting = views.filter(({ counts, stale }) => !stale && (counts === "pass" || counts === "warn"));
  return observations
    .filter((one) => counting.some(({ vantage }) => vantage === one.vantage))
    .map(({ vantage, observedAt }) => freshUntil(vantage, observedAt, policy));
}

/** When the first of the things that the rows rest on is too old to count, or ends. */
function restsUntil(rows: readonly BoardRow[], policy: Policy): string | undefined {
  const ends = rows.flatMap((row) => endsOf(row, policy));
  return ends.length > 0 ? new Date(Math.min(...ends)).toISOString() : undefined;
}

/** The content of a certificate: all that is known of a project at this moment, without any secret. Pure. */
export function freeze(
  { project, board, answers, secrets, matrixWords, policy }: Standing,
  { seq, by, role, now }: { seq: number; by: string; role: string; now: Date },
): CertificateContent {
  const { rows, summary } = board;
  const until = restsUntil(rows, policy);
  return {
    schema: CERTIFICATE_SCHEMA,
    seq,
    project,
    signed: { at: now.toISOString(), by, role },
    catalogueVersion: board.catalogueVersion,
    summary: { applicable: summary.applicable, settled: summary.settled, counts: summary.counts },
    ...(until ? { restsUntil: until } : {}),
    answers: inOrder(Object.entries(answers).map(([field, value]) => ({ field, value: value as Json }))),
    secrets: inOrder(
      secrets.map(({ field, setBy, setAt, hint }) => ({ field, setBy, setAt, shown: hint as Record<string, Json> })),
    ),
    rows: rows.map((row) => frozenRow(row, now)),
    attestations: rows.flatMap(({ attestation }) => {
      if (!attestation || Date.parse(attestation.expiresAt) <= now.getTime()) return [];
      const { id, requirementId, statement, holds, person, role, at, expiresAt, note, evidenceFile } = attestation;
      return [
        {
          ...{ id, requirementId, statement, holds, person, role, at, expiresAt },
          ...(note ? { note } : {}),
          ...(evidenceFile ? { file: evidenceFile } : {}),
        },
      ];
    }),
    waivers: rows.flatMap(({ waiver, statement, verdict }) => {
      if (!waiver) return [];
      const { id, requirementId, reason, person, at, expiresAt } = waiver;
      return [{ id, requirementId, statement, reason, person, at, expiresAt, ...(verdict ? { verdict } : {}) }];
    }),
    matrixWords,
  };
}
