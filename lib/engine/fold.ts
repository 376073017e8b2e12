import type { Facts, Requirement } from "@/lib/requirements/types";
import { VANTAGES, type Verdict } from "@/lib/requirements/vocabulary";

import { decidedBy } from "./app-view";
import { freshUntil } from "./freshness";
import { missingNeeds, notFromHere, waitingFor } from "./plan";
import type { AttestationRecord, BoardRow, Observation, WaiverRecord } from "./types";
import { worst } from "./worst";

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

/** Vantages fold each for itself; one that decided goes before one that could not tell. */
function judgeObserved({ requirement, observations, facts, now }: FoldInput): Judged | undefined {
  const folded = VANTAGES.flatMap((vantage) => {
    const group = observations.filter((one) => one.vantage === vantage);
    const first = worst(group);
    if (!first) return [];
    const decisive = { ...first, ...decidedBy(requirement, first) };
    const aged = group.find((one) => freshUntil(one.vantage, one.observedAt, facts.policy) <= now.getTime());
    const edited = group.find((one) => one.staleBecause);
    const stale = edited
      ? { since: edited.staleSince ?? edited.observedAt, because: edited.staleBecause ?? "" }
      : aged
        ? {
            since: new Date(freshUntil(aged.vantage, aged.observedAt, facts.policy)).toISOString(),
            because: "The last look is too old to count.",
          }
        : undefined;
    return [
      {
        decisive,
        stale,
        verdict: stale ? ("could-not-tell" as const) : decisive.verdict,
        size: group.filter((one) => one.verdict === first.verdict).length,
      },
    ];
  });
  const decided = folded.filter(({ verdict }) => verdict !== "could-not-tell");
  const chosen = worst(decided.length > 0 ? decided : folded);
  if (!chosen) return undefined;
  const { decisive, stale, size } = chosen;
  const more = size > 1 ? ` And ${size - 1} more.` : "";
  const base: Judged = {
    verdict: chosen.verdict,
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
function withAttestation(
  seen: Judged | undefined,
  attestation: AttestationRecord | undefined,
  now: Date,
): Judged | undefined {
  if (!attestation || Date.parse(attestation.expiresAt) <= now.getTime()) return seen;
  const decided = seen?.verdict !== undefined && seen.verdict !== "could-not-tell";
  if (decided) return seen;
  const message = attestation.holds
    ? `Attested by ${attestation.person} on ${attestation.at.slice(0, 10)}.`
    : `${attestation.person} says that it does not hold${attestation.note ? `: ${attestation.note}` : "."}`;
  return {
    verdict: attestation.holds ? "pass" : "fail",
    reasonCode: attestation.holds ? "ok" : "answer-mismatch",
    message,
    vantage: "person",
    observedAt: attestation.at,
  };
}

/** Folds everything known of one requirement into its row of the board. Pure. */
export function fold(input: FoldInput): BoardRow {
  const { requirement, facts, observations, attestation, waiver, work, now } = input;
  const applies = requirement.applies(facts);
  const missing = applies.applies ? missingNeeds(requirement, facts) : [];
  const open = requirement.vantages.filter(
    (vantage) => !observations.some((one) => one.vantage === vantage) && !(vantage === "person" && attestation),
  );
  const judged: Judged | undefined = applies.applies
    ? withAttestation(judgeObserved(input), attestation, now)
    : { verdict: "not-applicable", reasonCode: "ok", message: applies.because };
  const progress = work?.progress ?? (missing.length > 0 && judged?.verdict !== "pass" ? "waiting" : "idle");
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
    statement: requirement.statement,
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
    openVantages: [...open],
    observations: observations.map(({ staleBecause: _because, staleSince: _since, ...one }) => one),
    fields: [...requirement.fields],
    ...(failing || judged?.verdict === "warn" ? { remedy: (remedyFor ?? requirement.remedy)(facts) } : {}),
    ...(attestation ? { attestation } : {}),
    ...(requirement.attestation ? { attestable: requirement.attestation } : {}),
    ...(waived && waiver ? { waiver } : {}),
    waivable: requirement.waivable,
    ...(requirement.consent?.by === "app" && input.checkable ? { consent: requirement.consent.writes } : {}),
    settled,
    blocks: requirement.severity === "blocker" && applies.applies && !settled,
    changed: input.changed ?? false,
    ...(work?.startedAt ? { startedAt: work.startedAt } : {}),
  };
}
