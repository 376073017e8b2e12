import type { Verdict } from "@/lib/requirements/vocabulary";

import { canonicalJson } from "./canonical";
import type { CertificateContent, CertificateRow } from "./content";

type Value = CertificateContent["answers"][number]["value"];
type Waiver = CertificateContent["waivers"][number];
type Attestation = CertificateContent["attestations"][number];

/** What differs between two contents of one project. */
export interface Comparison {
  answers: { field: string; before?: Value; after?: Value }[];
  /** Secrets that were stored, removed, or set anew. */
  secrets: { field: string; change: "set" | "removed" | "replaced" }[];
  verdicts: VerdictChange[];
  waivers: { added: Waiver[]; ended: Waiver[] };
  attestations: { added: Attestation[]; ended: Attestation[] };
  catalogue?: { before: string; after: string };
}

export interface VerdictChange {
  id: string;
  statement: string;
  /** undefined: nobody had looked. */
  before?: Verdict;
  after?: Verdict;
  settledBefore: boolean;
  settledAfter: boolean;
  message: string;
}

function added<Entry extends { id: string }>(before: readonly Entry[], after: readonly Entry[]): Entry[] {
  const known = new Set(before.map(({ id }) => id));
  return after.filter(({ id }) => !known.has(id));
}

type Judged = Pick<CertificateRow, "id" | "statement" | "verdict" | "message"> & { settled: boolean };

/** Rows whose verdict differs, or whose being settled does: what makes a signed statement untrue. */
export function changedRows(before: readonly CertificateRow[], after: readonly Judged[]): VerdictChange[] {
  const then = new Map(before.map((row) => [row.id, row]));
  return after.flatMap(({ id, statement, verdict, message, settled }) => {
    const old = then.get(id);
    const settledBefore = old?.settledBy !== undefined;
    if (old?.verdict === verdict && settledBefore === settled) return [];
    return [
      {
        id,
        statement,
        message,
        settledBefore,
        settledAfter: settled,
        ...(old?.verdict ? { before: old.verdict } : {}),
        ...(verdict ? { after: verdict } : {}),
      },
    ];
  });
}

function changedAnswers(before: CertificateContent, after: CertificateContent): Comparison["answers"] {
  const then = new Map(before.answers.map(({ field, value }) => [field, value]));
  const now = new Map(after.answers.map(({ field, value }) => [field, value]));
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((field) => {
    const [old, current] = [then.get(field), now.get(field)];
    if (old !== undefined && current !== undefined && canonicalJson(old) === canonicalJson(current)) return [];
    return [
      { field, ...(old === undefined ? {} : { before: old }), ...(current === undefined ? {} : { after: current }) },
    ];
  });
}

function changedSecrets(before: CertificateContent, after: CertificateContent): Comparison["secrets"] {
  const then = new Map(before.secrets.map(({ field, setAt }) => [field, setAt]));
  const now = new Map(after.secrets.map(({ field, setAt }) => [field, setAt]));
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((field) => {
    if (then.get(field) === now.get(field)) return [];
    return [{ field, change: !then.has(field) ? "set" : !now.has(field) ? "removed" : "replaced" }];
  });
}

/** What changed from one content to another: answers, secrets, verdicts, and people's words. Pure. */
export function compareContents(before: CertificateContent, after: CertificateContent): Comparison {
  return {
    answers: changedAnswers(before, after),
    secrets: changedSecrets(before, after),
    verdicts: changedRows(
      before.rows,
      after.rows.map((row) => ({ ...row, settled: row.settledBy !== undefined })),
    ),
    waivers: { added: added(before.waivers, after.waivers), ended: added(after.waivers, before.waivers) },
    attestations: {
      added: added(before.attestations, after.attestations),
      ended: added(after.attestations, before.attestations),
    },
    ...(before.catalogueVersion === after.catalogueVersion
      ? {}
      : { catalogue: { before: before.catalogueVersion, after: after.catalogueVersion } }),
  };
}

/** True when nothing differs. */
export function isSame({ answers, secrets, verdicts, waivers, attestations, catalogue }: Comparison): boolean {
  const lists = [answers, secrets, verdicts, waivers.added, waivers.ended, attestations.added, attestations.ended];
  return !catalogue && lists.every(({ length }) => length === 0);
}
