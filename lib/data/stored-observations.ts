import "server-only";

import type { StoredObservation } from "@/lib/engine/fold";
import type { Observation } from "@/lib/engine/types";
import type { JudgedVerdict, ReasonCode, Vantage } from "@/lib/requirements/vocabulary";

import type { Tx } from "./db";

interface ObservationRow {
  requirementId: string;
  target: string;
  vantage: string;
  verdict: string;
  reasonCode: string;
  message: string;
  expected: string | null;
  found: string | null;
  evidence: string;
  details: string | null;
  suggests: string | null;
  blockedBy: string | null;
  observedAt: Date;
  durationMs: number;
  runId: string | null;
  runSeq: number | null;
  staleBecause: string | null;
  staleSince: Date | null;
  host: string | null;
}

/** A row of the table as the engine knows it. */
export function observationView(row: ObservationRow): StoredObservation {
  return {
    requirementId: row.requirementId,
    target: row.target,
    vantage: row.vantage as Vantage,
    verdict: row.verdict as JudgedVerdict,
    reasonCode: row.reasonCode as ReasonCode,
    message: row.message,
    evidence: JSON.parse(row.evidence) as Record<string, unknown>,
    observedAt: row.observedAt.toISOString(),
    durationMs: row.durationMs,
    ...(row.expected === null ? {} : { expected: row.expected }),
    ...(row.found === null ? {} : { found: row.found }),
    ...(row.details === null ? {} : (JSON.parse(row.details) as Pick<Observation, "steps" | "places">)),
    ...(row.suggests === null ? {} : { suggests: JSON.parse(row.suggests) as NonNullable<Observation["suggests"]> }),
    ...(row.blockedBy === null ? {} : { blockedBy: row.blockedBy }),
    ...(row.runId === null ? {} : { runId: row.runId }),
    ...(row.runSeq === null ? {} : { runSeq: row.runSeq }),
    ...(row.host === null ? {} : { host: row.host }),
    ...(row.staleBecause === null ? {} : { staleBecause: row.staleBecause }),
    ...(row.staleSince === null ? {} : { staleSince: row.staleSince.toISOString() }),
  };
}

/** Condition on what a customer's own machine saw in the application's place, by answers that still stand. */
export const BROUGHT = { current: true, vantage: "app", host: { not: null }, staleBecause: null } as const;

/** Where an observation belongs: a run of the app, or an errand and the machine that looked. */
export type ObservedIn = { projectId: string } & (
  | { runId: string; runSeq: number }
  | { errandId: string; host: string }
);

/** An observation as a row of the table. */
export function observationRow(observation: Observation, place: ObservedIn) {
  const {
    evidence,
    steps,
    places,
    suggests,
    observedAt,
    requirementId,
    target,
    vantage,
    verdict,
    reasonCode,
    message,
    durationMs,
  } = observation;
  return {
    ...place,
    requirementId,
    target,
    vantage,
    verdict,
    reasonCode,
    message,
    durationMs,
    expected: observation.expected ?? null,
    found: observation.found ?? null,
    blockedBy: observation.blockedBy ?? null,
    evidence: JSON.stringify(evidence),
    details: steps || places ? JSON.stringify({ steps, places }) : null,
    suggests: suggests ? JSON.stringify(suggests) : null,
    observedAt: new Date(observedAt),
  };
}

/** Makes what a vantage saw of these requirements the current look; what it saw before stays as history. */
export async function replaceObservations(
  tx: Pick<Tx, "observation">,
  place: ObservedIn,
  vantage: Vantage,
  observations: readonly Observation[],
): Promise<void> {
  const ids = [...new Set(observations.map(({ requirementId }) => requirementId))];
  await tx.observation.updateMany({
    where: { projectId: place.projectId, current: true, vantage, requirementId: { in: ids } },
    data: { current: false },
  });
  await tx.observation.createMany({ data: observations.map((one) => observationRow(one, place)) });
}
