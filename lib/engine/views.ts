import type { Facts, Requirement } from "@/lib/requirements/types";
import { VANTAGES, type Vantage } from "@/lib/requirements/vocabulary";

import { decidedBy } from "./app-view";
import type { StoredObservation } from "./fold";
import { freshUntil } from "./freshness";
import type { AttestationRecord, Observation, VantageView } from "./types";
import { worst } from "./worst";

export interface Stale {
  since: string;
  because: string;
}

/** One vantage's observations folded for themselves. */
export interface Seen {
  view: VantageView;
  /** The worst observation, with what it counts for. */
  decisive: StoredObservation;
  /** The same observation as it was seen. */
  raw: Observation;
  stale?: Stale;
  /** How many targets share its verdict. */
  size: number;
}

function staleness(group: readonly StoredObservation[], { policy }: Facts, now: Date): Stale | undefined {
  const edited = group.find((one) => one.staleBecause);
  if (edited) return { since: edited.staleSince ?? edited.observedAt, because: edited.staleBecause ?? "" };
  const end = ({ vantage, observedAt }: StoredObservation) => freshUntil(vantage, observedAt, policy);
  const aged = group.find((one) => end(one) <= now.getTime());
  return aged ? { since: new Date(end(aged)).toISOString(), because: "The last look is too old to count." } : undefined;
}

/** What each vantage saw, and what that counts for (catalogue 1.1: fold over targets, freshness, and `fromApp`). */
export function seenFrom(
  requirement: Requirement,
  observations: readonly StoredObservation[],
  facts: Facts,
  now: Date,
): Seen[] {
  return VANTAGES.flatMap((vantage): Seen[] => {
    const group = observations.filter((one) => one.vantage === vantage);
    const raw = worst(group);
    if (!raw) return [];
    const stale = staleness(group, facts, now);
    const decisive = { ...raw, ...decidedBy(requirement, raw) };
    const view: VantageView = {
      vantage,
      verdict: raw.verdict,
      reasonCode: raw.reasonCode,
      counts: stale ? "could-not-tell" : decisive.verdict,
      observedAt: raw.observedAt,
      stale: stale !== undefined,
      decides: false,
      ...(raw.host ? { host: raw.host } : {}),
    };
    const size = group.filter((one) => one.verdict === raw.verdict).length;
    return [{ view, decisive, raw, size, ...(stale ? { stale } : {}) }];
  });
}

const good = (verdict: VantageView["verdict"] | undefined) => verdict === "pass" || verdict === "warn";

/** The halves of a requirement that a pod only completes: its pass needs theirs, and theirs then needs no more. */
function completed(seen: readonly Seen[], attested: boolean): Seen[] {
  const cluster = seen.find(({ view }) => view.vantage === "cluster");
  if (!cluster || !good(cluster.view.counts)) return [...seen];
  const app = seen.find(({ view, raw, stale }) => view.vantage === "app" && !stale && good(raw.verdict));
  if (!app && !attested) {
    const message = `${cluster.decisive.message} That is half of it: the rest is proved elsewhere, and nobody has yet.`;
    const half = {
      ...cluster.decisive,
      verdict: "could-not-tell" as const,
      reasonCode: "unsupported" as const,
      message,
    };
    return seen.map((one) =>
      one === cluster ? { ...one, decisive: half, view: { ...one.view, counts: "could-not-tell" as const } } : one,
    );
  }
  if (!app) return [...seen];
  // "Only from here" was all that was wrong with it.
  const only = app.raw.verdict === "warn" && app.raw.reasonCode === "app-unreachable";
  const verdict = only ? "pass" : app.raw.verdict;
  const decisive = { ...app.raw, verdict, ...(only ? { reasonCode: "ok" as const } : {}) };
  return seen.map((one) => (one === app ? { ...one, decisive, view: { ...one.view, counts: verdict } } : one));
}

/** The view that decides: the workers before the app, then the worst of those that could tell (catalogue 1.1). */
export function decisiveView(
  { fromApp, fromCluster, divided }: Requirement,
  seen: readonly Seen[],
  attested: boolean,
): { seen: Seen[]; chosen: Seen | undefined } {
  const all = fromCluster === "completes" ? completed(seen, attested) : [...seen];
  const told = all.filter(({ view }) => view.counts !== "could-not-tell");
  const from = (vantage: Vantage) => told.find(({ view }) => view.vantage === vantage);
  const [cluster, terminal] = [from("cluster"), from("terminal")];
  if (divided && cluster && terminal && (cluster.view.counts === "fail") !== (terminal.view.counts === "fail")) {
    const [bad, fine] = cluster.view.counts === "fail" ? [cluster, terminal] : [terminal, cluster];
    const message = `${bad.decisive.message} Seen the other way from the ${fine === cluster ? "workers" : "terminal server"}.`;
    return { seen: all, chosen: { ...bad, decisive: { ...bad.decisive, verdict: divided, message } } };
  }
  const outranked = cluster !== undefined && fromCluster === "decides" && fromApp !== "faults";
  const heard = told.filter(({ view }) => !(outranked && view.vantage === "app"));
  const pool = heard.length > 0 ? heard : all;
  const decisive = worst(pool.map((one) => ({ one, verdict: one.view.counts })));
  return { seen: all, chosen: decisive?.one };
}

/**
 * Whether a person's word still stands: within its days, and given after the last fail that anybody saw,
 * fresh or not: a fail that merely grew old does not bring an older word back.
 */
export function wordStands(
  attestation: AttestationRecord | undefined,
  seen: readonly Seen[],
  facts: Facts,
  now: Date,
): attestation is AttestationRecord {
  if (!attestation) return false;
  const ends = Math.min(Date.parse(attestation.expiresAt), freshUntil("person", attestation.at, facts.policy));
  if (ends <= now.getTime()) return false;
  return !seen.some(
    ({ decisive, stale }) => stale && decisive.verdict === "fail" && decisive.observedAt >= attestation.at,
  );
}
