import { spawnSync } from "node:child_process";

import { sum, vitest } from "./tests.mjs";

const has = (command) => spawnSync(command, ["version"], { stdio: "ignore" }).error === undefined;

/**
 * The checks against a real API server: one that is built and started here, or the cluster that
 * READINESS_TEST_KUBECONFIG names. Says plainly what it leaves out.
 */
export async function testCluster(env) {
  if (!env.READINESS_TEST_KUBECONFIG && !has("go")) {
    console.log("Left out: the checks against a real API server. Go is not installed here, so none can be built.");
    console.log("Install Go 1.24 or newer, or name a cluster in READINESS_TEST_KUBECONFIG.");
    return { passed: 0, failed: 0, leftOut: true };
  }
  return sum([await vitest("checks against a real API server", ["--config", "vitest.cluster.config.ts"], env)]);
}
