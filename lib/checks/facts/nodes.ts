import type { V1Node } from "@kubernetes/client-node";

import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

/** What is kept of a node. Quantities are Kubernetes quantity strings. */
export interface NodeFacts {
  name: string;
  kubeletVersion: string;
  architecture: string;
  operatingSystem: string;
  osImage: string;
  ready: boolean;
  /** Takes ordinary workloads: not cordoned, no control-plane taint. */
  schedulable: boolean;
  providerId: string;
  labelKeys: string[];
  cpu: string;
  memory: string;
}

const CONTROL_PLANE = /node-role\.kubernetes\.io\/(control-plane|master)/;

function pickNode(node: V1Node): NodeFacts {
  const info = node.status?.nodeInfo;
  const taints = node.spec?.taints ?? [];
  return {
    name: node.metadata?.name ?? "",
    kubeletVersion: info?.kubeletVersion ?? "",
    architecture: info?.architecture ?? "",
    operatingSystem: info?.operatingSystem ?? "",
    osImage: info?.osImage ?? "",
    ready: (node.status?.conditions ?? []).some((one) => one.type === "Ready" && one.status === "True"),
    schedulable:
      !node.spec?.unschedulable &&
      !taints.some((taint) => taint.effect === "NoSchedule" && CONTROL_PLANE.test(taint.key)),
    providerId: node.spec?.providerID ?? "",
    labelKeys: Object.keys(node.metadata?.labels ?? {}),
    cpu: node.status?.allocatable?.cpu ?? "0",
    memory: node.status?.allocatable?.memory ?? "0",
  };
}

/** All nodes; a namespace administrator is expected to get 403. */
export function listNodes(kubernetes: KubernetesProbe): Promise<ListResult<NodeFacts>> {
  return kubernetes.list<V1Node, NodeFacts>("/api/v1/nodes", pickNode);
}
