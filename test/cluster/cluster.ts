import type { Answers } from "@/lib/intake/answers";
import { type Checked, check } from "@/test/readiness-command";

import { healthyAnswers } from "./answers";
import { type ControlPlane, startControlPlane } from "./control-plane";
import { deployerKubeconfig, grantClusterReader, seedHealthy } from "./seed";

/** A real API server seeded as a customer's healthy cluster, and the command pointed at it. */
export interface TestCluster {
  plane: ControlPlane;
  kubeconfig: string;
  /** `readiness check` with the healthy answers, changed as given. */
  check(change?: Partial<Answers>, args?: readonly string[]): Promise<Checked>;
  stop(): Promise<void>;
}

export async function startTestCluster(
  options: { gitVersion?: string; clusterReader?: boolean } = {},
): Promise<TestCluster> {
  const plane = await startControlPlane(options.gitVersion ? { gitVersion: options.gitVersion } : {});
  try {
    await seedHealthy(plane.admin);
    if (options.clusterReader !== false) await grantClusterReader(plane.admin);
    const kubeconfig = await deployerKubeconfig(plane);
    return {
      plane,
      kubeconfig,
      check: (change = {}, args = []) => check({ ...healthyAnswers(), ...change }, kubeconfig, args),
      stop: () => plane.stop(),
    };
  } catch (error) {
    await plane.stop();
    throw error;
  }
}
