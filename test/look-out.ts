import { expect } from "vitest";

import type { JudgeContext, Judgement } from "@/lib/checks/define-check";
import { checks } from "@/lib/checks/registry";
import { scrubber } from "@/lib/engine/evidence";
import { execute } from "@/lib/engine/execute";
import type { Observation } from "@/lib/engine/types";
import { worst } from "@/lib/engine/worst";
import type { Answers, SecretFieldId, Secrets } from "@/lib/intake/answers";
import { buildProbes } from "@/lib/probes/build";
import type { EgressOptions } from "@/lib/probes/egress/guard";
import type { Probes } from "@/lib/probes/types";
import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY, type Policy } from "@/lib/requirements/policy";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";

export interface Outlook {
  answers: Partial<Answers>;
  secrets?: Secrets;
  /** `host:port` as answered, and the loopback port of its peer. */
  pinned?: Readonly<Record<string, number>>;
  egress?: Partial<EgressOptions>;
  policy?: Policy;
  limits?: Partial<Policy["limits"]>;
  consented?: boolean;
  today?: string;
}

/** The facts of a project and the real probes of its run, as the worker builds them. */
function prepared(outlook: Outlook, signal: AbortSignal) {
  const { answers, secrets = {}, pinned = {}, today } = outlook;
  const base = outlook.policy ?? DEFAULT_POLICY;
  const policy = { ...base, limits: { ...base.limits, ...outlook.limits } };
  const built = buildProbes({
    secrets,
    answers,
    policy,
    egress: {
      allowPrivate: false,
      allowCidrs: [],
      denyCidrs: [],
      allowLoopback: false,
      ownAddresses: [],
      pinned: Object.fromEntries(Object.entries(pinned).map(([at, port]) => [at, { address: "127.0.0.1", port }])),
      resolver: async () => {
        throw Object.assign(new Error("not known"), { code: "ENOTFOUND" });
      },
      ...outlook.egress,
    },
    signal,
  });
  const facts = {
    answers,
    secretsSet: new Set(Object.keys(secrets) as SecretFieldId[]),
    policy,
    today: today ?? new Date().toISOString().slice(0, 10),
  };
  return { built, facts, scrub: scrubber(secrets) };
}

/** Runs checks one after the other with the run's real probes, as the worker builds them. */
export async function lookOut(ids: string | readonly string[], outlook: Outlook): Promise<Judgement[]> {
  const { answers, consented = false } = outlook;
  const end = new AbortController();
  const { built, facts, scrub } = prepared(outlook, end.signal);
  const judgements: Judgement[] = [];
  try {
    for (const id of typeof ids === "string" ? [ids] : ids) {
      const check = checks.get(id);
      if (!check) throw new Error(`${id} has no check`);
      const shared = { answers, facts, consented };
      const probes = built.probes as Probes;
      for (const need of check.needs) if (!probes[need]) throw new Error(`${id} needs the probe ${need}`);
      const seen = await check.run({ ...shared, probes, signal: end.signal });
      const context: JudgeContext = { ...shared, now: new Date() };
      judgements.push(...check.verdict(seen, context));
    }
    return scrub(judgements);
  } finally {
    end.abort();
    built.close();
  }
}

/** Runs one check as a run does: through the engine, with its deadline. */
export async function runOut(id: string, outlook: Outlook): Promise<Observation[]> {
  const end = new AbortController();
  const { built, facts, scrub } = prepared(outlook, end.signal);
  const observations: Observation[] = [];
  try {
    await execute({
      rows: [{ requirementId: id, action: "run" }],
      catalogue: [requirement(id)],
      checks,
      facts,
      probes: built.probes,
      ...(outlook.consented ? { consent: "all" } : {}),
      signal: end.signal,
      scrub,
      onObservations: (_id, seen) => observations.push(...seen),
    });
    return observations;
  } finally {
    end.abort();
    built.close();
  }
}

/** Expects one folded verdict, and that every message is a sentence. */
export async function expectSeen(
  id: string,
  outlook: Outlook,
  verdict: Verdict,
  reasonCode?: ReasonCode,
): Promise<Judgement> {
  const judgements = await lookOut(id, outlook);
  const decisive = worst(judgements);
  const said = `${decisive?.verdict} (${decisive?.reasonCode}): ${decisive?.message}`;
  expect(decisive?.verdict, said).toBe(verdict);
  if (reasonCode) expect(decisive?.reasonCode, said).toBe(reasonCode);
  for (const { message } of judgements) expect(message).toMatch(/^\S.{15,}\S$/s);
  return decisive as Judgement;
}

/** The advice that the row of a judgement shows. */
export function adviceFor(id: string, { answers }: Pick<Outlook, "answers">, judgement: Judgement) {
  const { remedy, remedyFor } = requirement(id);
  const facts = { answers: answers, secretsSet: new Set<never>(), policy: DEFAULT_POLICY, today: "2026-11-24" };
  return (remedyFor?.[judgement.reasonCode] ?? remedy)(facts);
}
