import { statementOf } from "@/lib/requirements/statement";
import type { Facts, Requirement } from "@/lib/requirements/types";
import type { Verdict } from "@/lib/requirements/vocabulary";

import { freshUntil } from "./freshness";
import { missingNeeds, notFromHere, waitingFor } from "./plan";
import type { AttestationRecord, BoardRow, Observation, VantageView, WaiverRecord } from "./types";
import { decisiveView, type Seen, seenFrom, wordStands } from "./views";

/** An observation as stored: an answer that it cites may have changed since. */
export type StoredObservation = Observation & { staleBecause?: string; staleSince?: string; runSeq?: number };

export interface FoldInput {
  requirement: Requirement;
  facts: Facts;
  /** Newest look of every vantage. */
  observations: readonly StoredObservation[];
  attestation?: AttestationRecord;
  waiver?: WaiverRecord;
  /** Where the requirement stands in the run that is queued or running now. */
  work?: { progress: "queued" | "running"; startedAt?: string };
  /** True when a check of the app exists for it. */
  checkable: boolean;
  changed?: boolean;
  now: Date;
}

type Judged = Pick<
  BoardRow,
  "verdict" | "reasonCode" | "message" | "vantage" | "observedAt" | "durationMs" | "blockedBy" | "stale" | "runSeq"
>;

/** What was seen decides, as far as anybody could tell; else a person's word; else why nobody could (catalogue 1.1). */
function judge({ requirement, observations, attestation, facts, now }: FoldInput): {
  judged?: Judged;
  views: VantageView[];
} {
  const from = seenFrom(requirement, observations, facts, now);
  const stands = wordStands(attestation, from, facts, now);
  const { seen, chosen } = decisiveView(requirement, from, stands && attestation.holds);
  const told = chosen !== undefined && !chosen.stale && chosen.decisive.verdict !== "could-not-tell";
  const byWord = stands && !told;
  const decides = byWord ? "person" : chosen?.view.vantage;
  const views = seen.map(({ view }) => ({ ...view, decides: view.vantage === decides }));
  const onlyWord = attestation !== undefined && !chosen;
  if (attestation) views.push(viewOfWord(attestation, stands, byWord || onlyWord));
  if (byWord) return { judged: attested(attestation), views };
  if (onlyWord) return { judged: lapsed(attestation, facts), views };
  return { ...(chosen ? { judged: judgedBy(chosen) } : {}), views };
}

function judgedBy({ decisive, stale, size }: Seen): Judged {
  const more = size > 1 ? ` And ${size - 1} more.` : "";
  const base: Judged = {
    verdict: stale ? "could-not-tell" : decisive.verdict,
    reasonCode: stale ? "stale" : decisive.reasonCode,
    message: stale ? `${stale.because} Run it again.` : `${decisive.message}${more}`,
    vantage: decisive.vantage,
    observedAt: decisive.observedAt,
    durationMs: decisive.durationMs,
  };
  if (decisive.blockedBy && !stale) base.blockedBy = decisive.blockedBy;
  if (decisive.runSeq !== undefined) base.runSeq = decisive.runSeq;
  if (stale) base.stale = { ...stale, last: decisive.verdict };
  return base;
}

/** A person's word lifts could-not-tell to pass; it never overrules what was seen (catalogue 1.1). */
function attested({ holds, person, at, note }: AttestationRecord): Judged {
  return {
    verdict: holds ? "pass" : "fail",
    reasonCode: holds ? "ok" : "answer-mismatch",
    message: holds
      ? `Attested by ${person} on ${at.slice(0, 10)}.`
      : `${person} says that it does not hold${note ? `: ${note}` : "."}`,
    vantage: "person",
    observedAt: at,
  };
}

/** A word whose days are over and that nothing else replaces: what it said is shown, and it counts no more. */
function lapsed({ holds, person, at, expiresAt }: AttestationRecord, { policy }: Facts): Judged {
  const end = new Date(Math.min(Date.parse(expiresAt), freshUntil("person", at, policy))).toISOString();
  const because = `The word of ${person} ended on ${end.slice(0, 10)}.`;
  return {
    verdict: "could-not-tell",
    reasonCode: "stale",
    message: `${because} Somebody has to attest it again.`,
    vantage: "person",
    observedAt: at,
    stale: { since: end, because, last: holds ? "pass" : "fail" },
  };
}

function viewOfWord({ holds, person, at }: AttestationRecord, stands: boolean, decides: boolean): VantageView {
  const verdict = holds ? "pass" : "fail";
  return {
    vantage: "person",
    verdict,
    reasonCode: holds ? "ok" : "answer-mismatch",
    counts: stands ? verdict : "could-not-tell",
    observedAt: at,
    stale: !stands,
    host: person,
    decides,
  };
}

/** The question for a person, where the answers let its statement be true. */
function attestable({ attestation }: Requirement, facts: Facts): Pick<BoardRow, "attestable"> {
  if (!attestation || attestation.askable?.(facts) === false) return {};
  const { statement, by, expiresInDays } = attestation;
  return { attestable: { statement, by, expiresInDays } };
}

/** Folds everything known of one requirement into its row of the board. Pure. */
export function fold(input: FoldInput): BoardRow {
  const { requirement, facts, observations, attestation, waiver, work, now } = input;
  const { judged: found, views } = judge(input);
  const applies = requirement.applies(facts);
  const missing = applies.applies ? missingNeeds(requirement, facts) : [];
  const open = requirement.vantages.filter(
    (vantage) =>
      !observations.some((one) => one.vantage === vantage) &&
      !(vantage === "person" && views.some((view) => view.vantage === "person" && !view.stale)),
  );
  const judged: Judged | undefined = applies.applies
    ? found
    : { verdict: "not-applicable", reasonCode: "ok", message: applies.because };
  // What was seen all the same, from a network that keeps its secrets or by a script, is no longer waited for.
  const unknown = judged === undefined || judged.verdict === "could-not-tell";
  const progress = work?.progress ?? (missing.length > 0 && unknown ? "waiting" : "idle");
  const unseen = missing.length > 0 ? waitingFor(missing) : input.checkable ? "Not yet run." : notFromHere(requirement);
  const waived = waiver !== undefined && Date.parse(waiver.expiresAt) > now.getTime();
  const settledVerdict: readonly (Verdict | undefined)[] = ["pass", "warn", "not-applicable"];
  const settled = settledVerdict.includes(judged?.verdict) || waived;
  const failing = judged?.verdict === "fail" || judged?.verdict === "could-not-tell";
  const remedyFor = judged?.reasonCode ? requirement.remedyFor?.[judged.reasonCode] : undefined;
  return {
    id: requirement.id,
    group: requirement.group,
    severity: requirement.severity,
    statement: statementOf(requirement, facts),
    why: requirement.why,
    source: `${requirement.source.heading} (${requirement.source.lines})${requirement.source.derived ? ", derived" : ""}`,
    whoActs: requirement.whoActs,
    message: unseen,
    ...judged,
    progress,
    missing,
    ...(applies.applies
      ? {}
      : { notApplicable: { because: applies.because, ...(applies.field ? { field: applies.field } : {}) } }),
    views,
    openVantages: [...open],
    observations: observations.map(({ staleBecause: _because, staleSince: _since, ...one }) => one),
    fields: [...requirement.fields],
    ...(failing || judged?.verdict === "warn" ? { remedy: (remedyFor ?? requirement.remedy)(facts) } : {}),
    ...(attestation ? { attestation } : {}),
    ...attestable(requirement, facts),
    ...(waiver ? (waived ? { waiver } : { waiverEnded: waiver }) : {}),
    waivable: requirement.waivable,
    ...(requirement.consent?.by === "app" && input.checkable ? { consent: requirement.consent.writes } : {}),
    settled,
    blocks: requirement.severity === "blocker" && applies.applies && !settled,
    changed: input.changed ?? false,
    ...(work?.startedAt ? { startedAt: work.startedAt } : {}),
  };
}
