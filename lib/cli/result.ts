import { decidedBy } from "@/lib/engine/app-view";
import { notFromHere } from "@/lib/engine/plan";
import type { Observation, PlanRow } from "@/lib/engine/types";
import { worst } from "@/lib/engine/worst";
import type { Requirement } from "@/lib/requirements/types";
import type { ReasonCode, Severity, Verdict } from "@/lib/requirements/vocabulary";

/** One requirement of the command's result (design section 5). */
export interface ResultRow {
  id: string;
  severity: Severity;
  verdict: Verdict;
  reasonCode: ReasonCode;
  message: string;
  blockedBy?: string;
  observations: Omit<Observation, "requirementId" | "runId">[];
}

/** The object that `--json` prints: `knovvu-readiness/result@1`. Times are ISO strings. */
export interface Result {
  schema: "knovvu-readiness/result@1";
  vantage: "app";
  catalogue: string;
  startedAt: string;
  finishedAt: string;
  summary: { ready: boolean; blockers: number; counts: Record<Verdict, number> };
  requirements: ResultRow[];
}

function row(requirement: Requirement, planned: PlanRow | undefined, seen: readonly Observation[]): ResultRow {
  const { id, severity } = requirement;
  const base = { id, severity, observations: seen.map(({ requirementId: _id, runId: _run, ...one }) => one) };
  const decisive = worst(seen);
  if (decisive) {
    return {
      ...base,
      ...decidedBy(requirement, decisive),
      ...(decisive.blockedBy ? { blockedBy: decisive.blockedBy } : {}),
    };
  }
  if (planned?.action === "not-applicable")
    return { ...base, verdict: "not-applicable", reasonCode: "ok", message: planned.because };
  if (planned?.action === "waiting")
    return { ...base, verdict: "could-not-tell", reasonCode: "answer-missing", message: planned.because };
  if (planned?.action === "run")
    return {
      ...base,
      verdict: "could-not-tell",
      reasonCode: "timeout",
      message: "The time was over before it was looked at. Give more with --timeout.",
    };
  if (planned === undefined)
    return { ...base, verdict: "could-not-tell", reasonCode: "unsupported", message: "Not asked for in this call." };
  return { ...base, verdict: "could-not-tell", reasonCode: "unsupported", message: notFromHere(requirement) };
}

/** All requirements in catalogue order, and whether the installation may start. */
export function result(options: {
  catalogue: readonly Requirement[];
  catalogueVersion: string;
  rows: readonly PlanRow[];
  seen: ReadonlyMap<string, readonly Observation[]>;
  startedAt: Date;
}): Result {
  const planned = new Map(options.rows.map((one) => [one.requirementId, one]));
  const requirements = options.catalogue.map((one) => row(one, planned.get(one.id), options.seen.get(one.id) ?? []));
  const counts: Result["summary"]["counts"] = { pass: 0, warn: 0, fail: 0, "could-not-tell": 0, "not-applicable": 0 };
  for (const { verdict } of requirements) counts[verdict]++;
  const open = (one: ResultRow) => one.verdict === "fail" || one.verdict === "could-not-tell";
  const blockers = requirements.filter((one) => one.severity === "blocker" && open(one)).length;
  const failedWarnings = requirements.some((one) => one.severity === "warning" && one.verdict === "fail");
  return {
    schema: "knovvu-readiness/result@1",
    vantage: "app",
    catalogue: options.catalogueVersion,
    startedAt: options.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    summary: { ready: blockers === 0 && !failedWarnings, blockers, counts },
    requirements,
  };
}
