import { expect, test } from "vitest";

import { PRACTICE_TOKEN } from "@/lib/practice/scenario";
import { healthyAnswers } from "@/test/cluster/answers";
import { expectVerdicts } from "@/test/cluster/expectations";
import { practiceHands } from "@/test/cluster/practice-hands";
import { SCENARIOS } from "@/test/cluster/scenarios";
import { check } from "@/test/readiness-command";

import { healthyCluster } from "./healthy";
import { startKubernetesPeer } from "./server";

/** The practice cluster is held to what a real API server was seen to answer, so that it cannot drift. */
for (const scenario of SCENARIOS) {
  test(`practice cluster: ${scenario.title}`, async () => {
    const { hands, scenario: prepared } = practiceHands(
      healthyCluster({ token: PRACTICE_TOKEN, clusterReader: scenario.clusterReader ?? true }),
    );
    await scenario.prepare?.(hands);
    const peer = await startKubernetesPeer(prepared());
    try {
      expectVerdicts(
        await check({ ...healthyAnswers(), ...scenario.answers }, peer.kubeconfig({ token: PRACTICE_TOKEN })),
        scenario,
      );
    } finally {
      await peer.close();
    }
  }, 30_000);
}

test("looking at a practice cluster creates nothing: reviews and dry runs only", async () => {
  const peer = await startKubernetesPeer(healthyCluster({ token: PRACTICE_TOKEN }));
  try {
    await check(healthyAnswers(), peer.kubeconfig({ token: PRACTICE_TOKEN }));
    const writes = peer
      .requests()
      .filter(({ method, path }) => method !== "GET" && !/reviews$/.test(path) && !path.endsWith("dryRun=All"));
    expect(writes).toEqual([]);
  } finally {
    await peer.close();
  }
});
