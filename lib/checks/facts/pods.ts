import type { V1Pod } from "@kubernetes/client-node";

import { parseQuantity } from "@/lib/intake/quantity";
import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

/** Requests of one pod that occupies its node, in nano-units. */
export interface PodRequests {
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

function pickRequests(pod: V1Pod): PodRequests | undefined {
  if (pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed") return undefined;
  return { cpu: sum(pod, "cpu"), memory: sum(pod, "memory") };
}

/** Requests of every pod of the cluster that counts against its node. */
export function listPodRequests(kubernetes: KubernetesProbe): Promise<ListResult<PodRequests>> {
  return kubernetes.list<V1Pod, PodRequests>("/api/v1/pods", pickRequests);
}
