import { expect } from "vitest";

import type { JudgeContext, Judgement } from "@/lib/checks/define-check";
import { checks } from "@/lib/checks/registry";
import { worst } from "@/lib/engine/worst";
import type { Answers, KubeconfigSummary, SecretFieldId } from "@/lib/intake/answers";
import { healthyCluster } from "@/lib/peers/kubernetes/healthy";
import { TOKEN, underTest } from "@/lib/peers/kubernetes/probe-under-test";
import type { ClusterObject, ClusterScenario, Rogue } from "@/lib/peers/kubernetes/scenario";
import { tcpProbe } from "@/lib/probes/tcp";
import type { Probes } from "@/lib/probes/types";
import { DEFAULT_POLICY, type Policy } from "@/lib/requirements/policy";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { healthyAnswers } from "@/test/cluster/answers";

export interface Situation {
  cluster?: (healthy: ClusterScenario) => ClusterScenario;
  rogue?: Rogue;
  answers?: Partial<Answers>;
  kubeconfig?: Partial<KubeconfigSummary>;
  /** In place of the usual token of the tests. */
  token?: string;
  secrets?: readonly SecretFieldId[];
  /** Secrets that stay with the customer and by which a look from there could log in. */
  provedElsewhere?: readonly SecretFieldId[];
  policy?: Policy;
  today?: string;
  consented?: boolean;
}

/** One row of a verdict table: what is the case, and what must be said of it. */
export type Row = [title: string, situation: Situation, verdict: Verdict, reasonCode?: ReasonCode, said?: RegExp];

/** The healthy cluster with one collection of objects replaced. */
export const having =
  (path: string, objects: readonly ClusterObject[]) =>
  (healthy: ClusterScenario): ClusterScenario => ({ ...healthy, objects: { ...healthy.objects, [path]: objects } });
/** The healthy cluster that also serves these API groups. */
export const serving =
  (groups: Record<string, string[]>) =>
  (healthy: ClusterScenario): ClusterScenario => ({ ...healthy, groups: { ...healthy.groups, ...groups } });
/** The healthy cluster with other roles bound. */
export const grants =
  (change: (list: ClusterScenario["grants"]) => ClusterScenario["grants"]) =>
  (healthy: ClusterScenario): ClusterScenario => ({ ...healthy, grants: change(healthy.grants) });
/** Several changes of the healthy cluster, one after the other. */
export const all =
  (...changes: ((healthy: ClusterScenario) => ClusterScenario)[]) =>
  (healthy: ClusterScenario): ClusterScenario =>
    changes.reduce((cluster, change) => change(cluster), healthy);

const SUMMARY: KubeconfigSummary = {
  contextName: "test",
  contextCount: 1,
  server: "https://127.0.0.1",
  serverHost: "127.0.0.1",
  credentialKind: "service-account-token",
  identity: "system:serviceaccount:knovvu-common:knovvu-deployer",
  groups: [],
  expiresAt: "2099-01-01T00:00:00.000Z",
  caFingerprint: "00",
  dropped: [],
  clusterAdminLike: false,
  uploadSha256: "0",
};

/** Runs one real check through the real probe against a practice cluster in that situation. */
export async function look(
  id: string,
  {
    cluster,
    rogue,
    answers,
    kubeconfig,
    token = TOKEN,
    secrets = ["k8s.kubeconfig"],
    provedElsewhere = [],
    policy = DEFAULT_POLICY,
    today,
    consented = false,
  }: Situation,
): Promise<Judgement[]> {
  const check = checks.get(id);
  if (!check) throw new Error(`${id} has no check`);
  const healthy = healthyCluster({ token });
  const end = new AbortController();
  const { probe, peer, close } = await underTest({
    scenario: cluster ? cluster(healthy) : healthy,
    policy,
    signal: end.signal,
    config: { credential: { kind: "token", token } },
    ...(rogue ? { rogue } : {}),
  });
  const egress = { allowPrivate: false, allowCidrs: [], denyCidrs: [], allowLoopback: true, ownAddresses: [] };
  const facts = {
    answers: { ...healthyAnswers(), ...answers },
    secretsSet: new Set(secrets),
    provedElsewhere: new Set(provedElsewhere),
    policy,
    today: today ?? new Date().toISOString().slice(0, 10),
  };
  const context: JudgeContext = {
    answers: facts.answers,
    facts,
    consented,
    now: new Date(),
    kubeconfig: { ...SUMMARY, server: peer.url, serverHost: new URL(peer.url).host, ...kubeconfig },
  };
  try {
    const seen = await check.run({
      answers: facts.answers,
      facts,
      probes: {
        kubernetes: probe,
        tcp: tcpProbe(egress, { connectMs: 2_000, perHost: 4 }, end.signal),
      } as unknown as Probes,
      signal: end.signal,
      consented,
      ...(context.kubeconfig ? { kubeconfig: context.kubeconfig } : {}),
    });
    return check.verdict(seen, context);
  } finally {
    end.abort();
    await close();
  }
}

/** Expects the folded verdict of a row, and that its message is a sentence. */
export async function expectRow(id: string, [, situation, verdict, reasonCode, words]: Row): Promise<void> {
  const judgements = await look(id, situation);
  const decisive = worst(judgements);
  const said = `${decisive?.verdict} (${decisive?.reasonCode}): ${decisive?.message}`;
  expect(decisive?.verdict, said).toBe(verdict);
  if (reasonCode) expect(decisive?.reasonCode, said).toBe(reasonCode);
  if (words) expect(decisive?.message).toMatch(words);
  for (const { message } of judgements) expect(message).toMatch(/^\S.{15,}\S$/s);
}
