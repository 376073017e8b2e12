/**
 * How many requests the whole Kubernetes check set sends to a cluster of 200 namespaces (quality bar P3).
 * Beside it: the naive way, one request a fact, counted from the same questions.
 * Run: npx tsx --conditions=react-server bench/kubernetes-requests.mts [--json]
 */
import { checks } from "@/lib/checks/registry";
import type { Answers } from "@/lib/intake/answers";
import { inspectKubeconfig } from "@/lib/intake/kubeconfig/inspect";
import { healthyCluster, NAMESPACES } from "@/lib/peers/kubernetes/healthy";
import type { ClusterObject, ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { practiceAnswers } from "@/lib/practice/scenario";
import { buildProbes } from "@/lib/probes/build";
import type { KubernetesProbe } from "@/lib/probes/types";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";

const MOST_REQUESTS = 60;
/** Requests of a support bundle's cluster resources over the same 200 namespaces, by its source. */
const WHOLE_CLUSTER_DUMP = 6_600;
const CLUSTER_NAMESPACES = 200;
const PODS_EACH = 5;
const TOKEN = "bench-token";

function pod(namespace: string, at: number): ClusterObject {
  const resources = { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "1", memory: "1Gi" } };
  const env = Array.from({ length: 12 }, (_, index) => ({ name: `SETTING_${index}`, value: "value ".repeat(6) }));
  return {
    metadata: { name: `workload-${at}`, namespace, labels: { app: `workload-${at}` } },
    spec: { nodeName: "worker-1", containers: [{ name: "main", image: "registry.example/app:1", resources, env }] },
    status: { phase: "Running" },
  };
}

function bigCluster(): ClusterScenario {
  const healthy = healthyCluster({ token: TOKEN });
  const others = Array.from({ length: CLUSTER_NAMESPACES - NAMESPACES.length }, (_, at) => `team-${at}`);
  const added = others.map((name) => ({
    metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
    status: { phase: "Active" },
  }));
  const pods = others.flatMap((name) => Array.from({ length: PODS_EACH }, (_, at) => pod(name, at)));
  const namespaces = [...(healthy.objects["/api/v1/namespaces"] ?? []), ...added];
  return { ...healthy, objects: { ...healthy.objects, "/api/v1/namespaces": namespaces, "/api/v1/pods": pods } };
}

/** Counts what every check asks, as if nothing were shared: each read, each permission and each trial by itself. */
function counting(probe: KubernetesProbe, count: (requests: number) => void): KubernetesProbe {
  const one = <Result,>(ask: () => Result): Result => {
    count(1);
    return ask();
  };
  return {
    ...probe,
    connect: () => one(() => probe.connect()),
    get: (path) => one(() => probe.get(path)),
    list: async (path, pick) => {
      const result = await probe.list(path, pick);
      count(result.ok ? result.pages : 1);
      return result;
    },
    access: (tuples) => {
      count(tuples.length);
      return probe.access(tuples);
    },
    rules: (namespace) => one(() => probe.rules(namespace)),
    review: (path, body) => one(() => probe.review(path, body)),
    dryRun: (path, body) => one(() => probe.dryRun(path, body)),
  };
}

const peer = await startKubernetesPeer(bigCluster());
const inspection = inspectKubeconfig(JSON.parse(peer.kubeconfig({ token: TOKEN })), { uploadSha256: "bench" });
if (!inspection.ok) throw new Error("The kubeconfig of the bench was refused.");
const answers: Answers = { ...practiceAnswers(new Date()), "st.className": "fast" };
const signal = new AbortController().signal;
const egress = { allowPrivate: false, allowCidrs: [], denyCidrs: [], allowLoopback: true, ownAddresses: [] };
const built = buildProbes({
  secrets: { "k8s.kubeconfig": inspection },
  answers,
  policy: DEFAULT_POLICY,
  egress,
  signal,
});
const { kubernetes, tcp } = built.probes;
if (!kubernetes || !tcp) throw new Error("No probe was built.");
let naive = 0;
const counted = counting(kubernetes, (requests) => {
  naive += requests;
});
const facts: Facts = {
  answers,
  secretsSet: new Set(["k8s.kubeconfig"]),
  policy: DEFAULT_POLICY,
  today: new Date().toISOString().slice(0, 10),
};
const kubeconfig = inspection.summary;
const started = performance.now();
const verdicts: Record<string, number> = {};
await Promise.all(
  [...checks.values()]
    .filter((check) => check.needs.includes("kubernetes"))
    .map(async (check) => {
      const seen = await check.run({ answers, facts, probes: { kubernetes: counted, tcp }, signal, kubeconfig });
      for (const { verdict } of check.verdict(seen, { answers, facts, now: new Date(), kubeconfig }))
        verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }),
);
const durationMs = Math.round(performance.now() - started);
const byKind: Record<string, number> = {};
for (const { method, path } of peer.requests()) {
  const kind = `${method} ${path.replace(/\?.*/, "").split("/").filter(Boolean).at(-1) ?? ""}`;
  byKind[kind] = (byKind[kind] ?? 0) + 1;
}
const requests = peer.requests().length;
const result = {
  requests,
  bar: MOST_REQUESTS,
  bytes: peer.bytesSent(),
  durationMs,
  naive,
  ratioToNaive: Number((requests / naive).toFixed(3)),
  ratioToWholeClusterDump: Number((requests / WHOLE_CLUSTER_DUMP).toFixed(4)),
  verdicts,
  byKind,
};
console.log(process.argv.includes("--json") ? JSON.stringify(result) : result);
built.close();
await peer.close();
if (requests > MOST_REQUESTS) {
  console.error(`${requests} requests are more than the bar of ${MOST_REQUESTS}.`);
  process.exitCode = 1;
}
