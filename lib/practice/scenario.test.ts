import { expect, test } from "vitest";

import { checks } from "@/lib/checks/registry";
import { inspectKubeconfig } from "@/lib/intake/kubeconfig/inspect";
import { startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { buildProbes } from "@/lib/probes/build";
import type { Probes } from "@/lib/probes/types";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";

import { PRACTICE_HOST, PRACTICE_MISTAKES, PRACTICE_PORT, type PracticeMistake } from "./mistakes";
import { PRACTICE_TOKEN, practiceAnswers, practiceScenario } from "./scenario";

const NOW = new Date("2026-11-23T12:00:00Z");

/** Verdicts of the five checks that the mistakes are about, as the app itself would come to them. */
async function verdicts(mistakes: readonly PracticeMistake[]): Promise<Record<string, string[]>> {
  const peer = await startKubernetesPeer(practiceScenario(mistakes), { names: [PRACTICE_HOST] });
  const server = `https://${PRACTICE_HOST}:${PRACTICE_PORT}`;
  const inspection = inspectKubeconfig(JSON.parse(peer.kubeconfig({ token: PRACTICE_TOKEN, server })), {
    uploadSha256: "practice",
  });
  if (!inspection.ok) throw new Error("The practice kubeconfig was refused.");
  const answers = practiceAnswers(NOW);
  const signal = new AbortController().signal;
  const pinned = { [`${PRACTICE_HOST}:${PRACTICE_PORT}`]: { address: "127.0.0.1", port: peer.port } };
  const egress = { allowPrivate: false, allowCidrs: [], denyCidrs: [], allowLoopback: false, ownAddresses: [], pinned };
  const secrets = { "k8s.kubeconfig": inspection };
  const { probes, close } = buildProbes({ secrets, answers, policy: DEFAULT_POLICY, egress, signal });
  const { kubernetes, tcp } = probes;
  if (!kubernetes || !tcp) throw new Error("No probe was built.");
  const secretsSet = new Set(["k8s.kubeconfig"] as const);
  const facts = { answers, secretsSet, policy: DEFAULT_POLICY, today: NOW.toISOString().slice(0, 10) };
  const found: Record<string, string[]> = {};
  for (const { requirement } of PRACTICE_MISTAKES) {
    const check = checks.get(requirement);
    if (!check) throw new Error(`There is no check ${requirement}.`);
    const seen = await check.run({ answers, facts, consented: false, probes: { kubernetes, tcp } as Probes, signal });
    found[requirement] = check
      .verdict(seen, { answers, facts, consented: false, now: NOW })
      .map(({ verdict }) => verdict);
  }
  close();
  await peer.close();
  return found;
}

test("the mended practice cluster passes every check that a mistake is about", async () => {
  for (const [requirement, all] of Object.entries(await verdicts([])))
    expect(new Set(all), requirement).toEqual(new Set(["pass"]));
});

test.each(PRACTICE_MISTAKES.map(({ id, requirement }) => [id, requirement] as const))(
  "the practice mistake %s makes %s fail",
  async (id, requirement) => {
    expect((await verdicts([id]))[requirement]).toContain("fail");
  },
);
