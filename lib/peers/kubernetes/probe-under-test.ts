import type { SafeKubeconfig } from "@/lib/intake/answers";
import type { EgressOptions } from "@/lib/probes/egress/guard";
import { kubernetesProbe } from "@/lib/probes/kubernetes/probe";
import { DEFAULT_POLICY, type Policy } from "@/lib/requirements/policy";
import { healthyCluster } from "./healthy";
import type { ClusterScenario, Rogue } from "./scenario";
import { type KubernetesPeer, type KubernetesPeerOptions, startKubernetesPeer } from "./server";

export const TOKEN = "token-of-the-tests";

/** Loopback is open, as it is in tests only; everything else as in production. */
export const LOOPBACK: EgressOptions = {
  allowPrivate: false,
  allowCidrs: [],
  denyCidrs: [],
  allowLoopback: true,
  ownAddresses: [],
};

export interface UnderTest {
  peer: KubernetesPeer;
  probe: ReturnType<typeof kubernetesProbe>;
  close(): Promise<void>;
}

/** Limits short enough for a test; a deadline is still a deadline. */
export function shortLimits(limits: Partial<Policy["limits"]> = {}): Policy {
  return { ...DEFAULT_POLICY, limits: { ...DEFAULT_POLICY.limits, connectMs: 400, checkMs: 600, ...limits } };
}

/** A peer with a probe that was made for it: healthy unless told otherwise. */
export async function underTest(options: {
  scenario?: ClusterScenario;
  rogue?: Rogue;
  policy?: Policy;
  config?: Partial<SafeKubeconfig>;
  /** Name in place of 127.0.0.1; the egress options must resolve it. */
  host?: string;
  egress?: Partial<EgressOptions>;
  peer?: KubernetesPeerOptions;
  caBundle?: string;
  signal?: AbortSignal;
}): Promise<UnderTest> {
  const scenario = options.scenario ?? healthyCluster({ token: TOKEN });
  const peer = await startKubernetesPeer(
    { ...scenario, ...(options.rogue ? { rogue: options.rogue } : {}) },
    options.peer,
  );
  const config: SafeKubeconfig = {
    contextName: "test",
    server: options.host ? `https://${options.host}:${peer.port}` : peer.url,
    ca: peer.caPem,
    credential: { kind: "token", token: TOKEN },
    ...options.config,
  };
  const probe = kubernetesProbe({
    config,
    policy: options.policy ?? DEFAULT_POLICY,
    egress: { ...LOOPBACK, ...options.egress },
    signal: options.signal ?? new AbortController().signal,
    ...(options.caBundle ? { caBundle: options.caBundle } : {}),
  });
  return {
    peer,
    probe,
    async close() {
      probe.close();
      await peer.close();
    },
  };
}
