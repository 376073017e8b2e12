import type { V1Pod } from "@kubernetes/client-node";

import { parseQuantity } from "@/lib/intake/quantity";
import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

import { type Holding, holdingOf } from "./holdings";

/** A pod that occupies its node, with its requests in nano-units. */
export interface RunningPod extends Holding {
  cpu: bigint;
  memory: bigint;
}

function sum(pod: V1Pod, resource: "cpu" | "memory"): bigint {
  const of = (requests?: Record<string, string>) => parseQuantity(requests?.[resource] ?? "0") ?? 0n;
  const running = (pod.spec?.containers ?? []).reduce((total, one) => total + of(one.resources?.requests), 0n);
  const starting = (pod.spec?.initContainers ?? []).reduce(
    (most, one) => (of(one.resources?.requests) > most ? of(one.resources?.requests) : most),
    0n,
  );
  return running > starting ? running : starting;
}

function pickRunning(pod: V1Pod): RunningPod | undefined {
  if (pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed") return undefined;
  return { ...holdingOf(pod), cpu: sum(pod, "cpu"), memory: sum(pod, "memory") };
}

/** Every pod that has not ended, of the cluster or of one namespace. */
export function listRunningPods(kubernetes: KubernetesProbe, namespace?: string): Promise<ListResult<RunningPod>> {
  const path = namespace ? `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods` : "/api/v1/pods";
  return kubernetes.list<V1Pod, RunningPod>(path, pickRunning);
}
