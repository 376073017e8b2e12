import { expect, test } from "vitest";

import { inspectKubeconfig } from "@/lib/intake/kubeconfig/inspect";
import { startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { startRegistryPeer } from "@/lib/peers/registry/server";
import { startSqlServerPeer } from "@/lib/peers/sql-server/server";
import { lookOut, type Outlook } from "@/test/look-out";

import {
  PRACTICE_DATABASE,
  PRACTICE_DATABASE_PORT,
  PRACTICE_HOST,
  PRACTICE_MISTAKES,
  PRACTICE_PORT,
  PRACTICE_REGISTRY,
  type PracticeMistake,
} from "./mistakes";
import { PRACTICE_TOKEN, practiceAnswers, practiceScenario } from "./scenario";
import {
  PRACTICE_DATABASE_PASSWORD,
  PRACTICE_REGISTRY_PASSWORD,
  practiceDatabase,
  practiceRegistry,
  practiceSystemAnswers,
} from "./systems";

const NOW = new Date("2026-11-23T12:00:00Z");

/** Verdicts of the checks that the mistakes are about, as the app itself would come to them. */
async function verdicts(mistakes: readonly PracticeMistake[]): Promise<Record<string, string[]>> {
  const cluster = await startKubernetesPeer(practiceScenario(mistakes), { names: [PRACTICE_HOST] });
  const registry = await startRegistryPeer(practiceRegistry(mistakes), { names: [PRACTICE_REGISTRY] });
  const database = await startSqlServerPeer(practiceDatabase(mistakes), [PRACTICE_DATABASE]);
  const server = `https://${PRACTICE_HOST}:${PRACTICE_PORT}`;
  const inspection = inspectKubeconfig(JSON.parse(cluster.kubeconfig({ token: PRACTICE_TOKEN, server })), {
    uploadSha256: "practice",
  });
  if (!inspection.ok) throw new Error("The practice kubeconfig was refused.");
  const outlook: Outlook = {
    answers: {
      ...practiceAnswers(NOW),
      ...practiceSystemAnswers({ registry: registry.ca, database: database.ca }),
    },
    secrets: {
      "k8s.kubeconfig": inspection,
      "reg.password": PRACTICE_REGISTRY_PASSWORD,
      "db.password": PRACTICE_DATABASE_PASSWORD,
    },
    pinned: {
      [`${PRACTICE_HOST}:${PRACTICE_PORT}`]: cluster.port,
      [`${PRACTICE_REGISTRY}:443`]: registry.port,
      [`${PRACTICE_DATABASE}:${PRACTICE_DATABASE_PORT}`]: database.port,
    },
    consented: true,
  };
  const found: Record<string, string[]> = {};
  for (const { requirement } of PRACTICE_MISTAKES)
    found[requirement] = (await lookOut(requirement, outlook)).map(({ verdict }) => verdict);
  for (const peer of [cluster, registry, database]) await peer.close();
  return found;
}

test("the mended practice systems pass every check that a mistake is about", async () => {
  for (const [requirement, all] of Object.entries(await verdicts([])))
    expect(new Set(all), requirement).toEqual(new Set(["pass"]));
});

test.each(PRACTICE_MISTAKES.map(({ id, requirement }) => [id, requirement] as const))(
  "the practice mistake %s makes %s fail",
  async (id, requirement) => {
    expect((await verdicts([id]))[requirement]).toContain("fail");
  },
);
