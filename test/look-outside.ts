import type { JudgeContext, Judgement } from "@/lib/checks/define-check";
import { checks } from "@/lib/checks/registry";
import { scrubber } from "@/lib/engine/evidence";
import type { Answers, Secrets } from "@/lib/intake/answers";
import { buildProbes } from "@/lib/probes/build";
import type { EgressOptions } from "@/lib/probes/egress/guard";
import type { Probes } from "@/lib/probes/types";
import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY, type Policy } from "@/lib/requirements/policy";

export interface Outside {
  answers: Answers;
  secrets: Secrets;
  /** Names of the answers (`host:port`) and the loopback port that plays them. */
  peers?: Readonly<Record<string, number>>;
  policy?: Policy;
  consented?: boolean;
  egress?: Partial<EgressOptions>;
}

/**
 * Runs one real check with the probes that the worker would build, against peers on loopback: names lead
 * to their peers by pinning, and loopback itself stays closed.
 */
export async function lookOutside(id: string, outside: Outside): Promise<Judgement[]> {
  const { answers, secrets, peers = {}, policy = DEFAULT_POLICY, consented = false } = outside;
  const check = checks.get(id);
  if (!check) throw new Error(`${id} has no check`);
  const pinned = Object.fromEntries(
    Object.entries(peers).map(([host, port]) => [host, { address: "127.0.0.1", port }]),
  );
  const end = new AbortController();
  const egress: EgressOptions = {
    allowPrivate: false,
    allowCidrs: [],
    denyCidrs: [],
    allowLoopback: false,
    ownAddresses: [],
    pinned,
    resolver: async () => {
      throw Object.assign(new Error("not known"), { code: "ENOTFOUND" });
    },
    ...outside.egress,
  };
  const built = buildProbes({ secrets, answers, policy, egress, signal: end.signal });
  const today = new Date().toISOString().slice(0, 10);
  const facts = { answers, secretsSet: new Set(Object.keys(secrets) as (keyof Secrets)[]), policy, today };
  const context: JudgeContext = { answers, facts, consented, now: new Date() };
  try {
    const lacking = check.needs.filter((need) => !built.probes[need]);
    if (lacking.length > 0) throw new Error(`${id} lacks ${lacking.join(", ")}`);
    const probes = built.probes as Probes;
    const seen = await check.run({ answers, facts, consented, probes, signal: end.signal });
    return scrubber(secrets)(check.verdict(seen, context));
  } finally {
    end.abort();
    built.close();
  }
}

/** The advice that the row of a judgement shows. */
export function adviceFor(id: string, outside: Outside, judgement: Judgement) {
  const { remedy, remedyFor } = requirement(id);
  const facts = { answers: outside.answers, secretsSet: new Set<never>(), policy: DEFAULT_POLICY, today: "2026-11-24" };
  return (remedyFor?.[judgement.reasonCode] ?? remedy)(facts);
}
