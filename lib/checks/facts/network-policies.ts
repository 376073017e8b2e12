import type { V1NetworkPolicy } from "@kubernetes/client-node";

import type { ApiResult, KubernetesProbe, ListResult } from "@/lib/probes/types";

import { readApiGroups } from "./api-groups";

/** Kinds beside NetworkPolicy that can forbid traffic: group, resource, and whether they are cluster-wide. */
const OTHER_KINDS = [
  { group: "cilium.io", resource: "ciliumnetworkpolicies", clusterWide: false },
  { group: "cilium.io", resource: "ciliumclusterwidenetworkpolicies", clusterWide: true },
  { group: "crd.projectcalico.org", resource: "networkpolicies", clusterWide: false },
  { group: "crd.projectcalico.org", resource: "globalnetworkpolicies", clusterWide: true },
  { group: "k8s.ovn.org", resource: "egressfirewalls", clusterWide: false },
  { group: "policy.networking.k8s.io", resource: "adminnetworkpolicies", clusterWide: true },
  { group: "policy.networking.k8s.io", resource: "baselineadminnetworkpolicies", clusterWide: true },
  { group: "network.openshift.io", resource: "netnamespaces", clusterWide: true },
] as const;

/** How many objects of another policy kind exist where we may look; undefined when nobody let us look. */
export interface OtherPolicies {
  kind: string;
  clusterWide: boolean;
  namespace?: string;
  objects?: number;
}

function pickPolicy(policy: V1NetworkPolicy): V1NetworkPolicy {
  return { metadata: { name: policy.metadata?.name ?? "" }, ...(policy.spec ? { spec: policy.spec } : {}) };
}

const pickAny = () => true as const;

/** NetworkPolicies of a namespace, without their bookkeeping. */
export function listNetworkPolicies(
  kubernetes: KubernetesProbe,
  namespace: string,
): Promise<ListResult<V1NetworkPolicy>> {
  const path = `/apis/networking.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/networkpolicies`;
  return kubernetes.list<V1NetworkPolicy, V1NetworkPolicy>(path, pickPolicy);
}

function absent(answer: ApiResult): boolean {
  return answer.ok && answer.status === 404;
}

/** Policy kinds of network plug-ins that this cluster serves, each looked at as far as the rights go. */
export async function listOtherPolicies(
  kubernetes: KubernetesProbe,
  namespaces: readonly string[],
): Promise<OtherPolicies[]> {
  const groups = await readApiGroups(kubernetes);
  if (!groups.ok) return [];
  const looked = OTHER_KINDS.flatMap((one) => {
    const version = groups.versions.get(one.group)?.[0];
    if (!version) return [];
    const kind = `${one.resource}.${one.group}`;
    const base = `/apis/${one.group}/${version}`;
    const places = one.clusterWide ? [undefined] : namespaces;
    return places.map(async (namespace): Promise<OtherPolicies | undefined> => {
      const path = namespace
        ? `${base}/namespaces/${encodeURIComponent(namespace)}/${one.resource}`
        : `${base}/${one.resource}`;
      const result = await kubernetes.list<unknown, true>(path, pickAny);
      if (!result.ok && absent(result.answer)) return undefined;
      return {
        kind,
        clusterWide: one.clusterWide,
        ...(namespace ? { namespace } : {}),
        ...(result.ok ? { objects: result.items.length } : {}),
      };
    });
  });
  return (await Promise.all(looked)).filter((one) => one !== undefined);
}
