import { type ClusterExecution, executeCluster } from "@/lib/cluster/execute";
import type { Timing } from "@/lib/cluster/job";
import { agreementOf, plannedObjects } from "@/lib/cluster/objects";
import { type Agreement, type PartId, plannedRows } from "@/lib/cluster/parts";
import type { Left, Swept } from "@/lib/cluster/sweep";
import type { Observation } from "@/lib/engine/types";
import type { Answers, SafeKubeconfig } from "@/lib/intake/answers";
import { LOOPBACK } from "@/lib/peers/kubernetes/probe-under-test";
import { clusterHands } from "@/lib/probes/kubernetes/hands";
import { kubernetesProbe } from "@/lib/probes/kubernetes/probe";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";

/** Short enough for a test; a deadline is still a deadline. */
export const SHORT: Timing = { pollMs: 40, appearMs: 700, stuckMs: 900, jobMs: 4_000 };

/** What a customer would answer whose workers are to be looked at from inside. */
export function probingAnswers(change: Partial<Answers> = {}): Answers {
  return {
    "k8s.distribution": "vanilla",
    "k8s.probeAllowed": "yes",
    "k8s.probeImage": "registry.acme.test/knovvu/agnhost:2.45",
    "ns.list": [
      { name: "knovvu-common", role: "common" },
      { name: "knovvu-core", role: "core" },
      { name: "knovvu-va", role: "va" },
    ],
    "project.products": ["CORE", "VA", "CA"],
    "st.className": "fast",
    "st.provisioning": "dynamic",
    "st.accessMode": "RWO",
    "st.nfsBacked": "yes",
    "lic.host": "lic01.acme.test",
    "lic.installed": "no",
    "db.engine": "postgresql",
    "db.host": "pg01.acme.test",
    "db.ip": "10.2.9.20",
    "db.port": 5432,
    "rec.used": "no",
    "sr.separate": "no",
    "reg.host": "registry.acme.test",
    "reg.type": "harbor",
    "net.baseDomain": "knovvu.acme.test",
    "net.baseDomainConfirmed": "yes",
    "net.ingressController": "ingress-nginx",
    "net.ingressAddress": "10.2.9.20",
    "net.tlsAt": "ingress",
    "net.serviceMesh": { present: "no" },
    "os.strategy": "existing-s3",
    "os.endpoint": "https://s3.acme.test",
    "obs.logForward": "none",
    "obs.tracing": "default-elastic-apm",
    "ns.sizing": [
      { name: "knovvu-common", requestsCpu: "1", requestsMemory: "1Gi", storage: "1Gi", pvcCount: 1, pods: 5 },
    ],
    ...change,
  };
}

export const ALL_PARTS: readonly PartId[] = ["ports", "pull", "traffic", "volume", "squash", "redirect"];

/** The facts around answers; the kubeconfig counts as stored. */
export function probingFacts(answers: Answers): Facts {
  return { answers, secretsSet: new Set(["k8s.kubeconfig"]), policy: DEFAULT_POLICY, today: "2026-11-25" };
}

export interface RunSeen {
  /** The last judgement of each requirement. */
  seen: Map<string, Observation[]>;
  /** How often each was told before its end. */
  partial: Map<string, number>;
  writtenDown: string[];
  swept?: Swept;
  left: Left[];
  defects: unknown[];
  of(id: string): Observation[];
  /** `verdict reasonCode` of each observation. */
  verdicts(id: string): string[];
}

/** One whole look at the API server of the kubeconfig, with nothing behind it but this process. */
export async function clusterRun(
  config: SafeKubeconfig,
  options: {
    answers?: Answers;
    parts?: readonly PartId[];
    agreement?: Partial<Agreement>;
    timing?: Timing;
    signal?: AbortSignal;
    runId?: string;
    onWrittenDown?: (name: string) => void | Promise<void>;
    change?: Partial<ClusterExecution>;
  } = {},
): Promise<RunSeen> {
  const { answers = probingAnswers(), parts = ALL_PARTS, runId = "run-of-the-tests" } = options;
  const facts = probingFacts(answers);
  const hex = options.agreement?.hex ?? "1a2b";
  const access = {
    config,
    policy: DEFAULT_POLICY,
    egress: LOOPBACK,
    signal: options.signal ?? new AbortController().signal,
  };
  const seen = new Map<string, Observation[]>();
  const partial = new Map<string, number>();
  const result: RunSeen = {
    seen,
    partial,
    writtenDown: [],
    left: [],
    defects: [],
    of: (id) => seen.get(id) ?? [],
    verdicts: (id) => (seen.get(id) ?? []).map(({ verdict, reasonCode }) => `${verdict} ${reasonCode}`),
  };
  const reader = kubernetesProbe(access);
  const hands = clusterHands(access);
  const broom = clusterHands({ ...access, signal: new AbortController().signal });
  try {
    await executeCluster({
      runId,
      agreement: {
        parts,
        hex,
        agreed: agreementOf(plannedObjects(facts, parts, hex)),
        volumeMayStay: true,
        ...options.agreement,
      },
      ids: plannedRows(parts, facts)
        .filter(({ state }) => state === "queued")
        .map(({ requirementId }) => requirementId),
      facts,
      reader,
      hands,
      broom: () => broom,
      async writeDown({ namespace, name, kind }) {
        result.writtenDown.push(`${kind} ${namespace}/${name}`);
        await options.onWrittenDown?.(name);
      },
      async swept(swept) {
        result.swept = swept;
        result.left = swept.left;
      },
      signal: access.signal,
      scrub: (value) => value,
      onStart: () => undefined,
      onObservations(id, observations, done) {
        seen.set(id, observations);
        if (!done) partial.set(id, (partial.get(id) ?? 0) + 1);
      },
      onDefect: (_what, error) => result.defects.push(error),
      timing: options.timing ?? SHORT,
      ...options.change,
    });
  } finally {
    reader.close();
    hands.close();
    broom.close();
  }
  return result;
}
