import type { V1ObjectMeta, V1PersistentVolumeClaim } from "@kubernetes/client-node";

import { MANAGED } from "@/lib/probes/kubernetes/types";
import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

/** An object that takes room in a namespace, as far as its owner matters (ns-exist). */
export interface Holding {
  namespace: string;
  name: string;
  /** True for what this application made for a look inside the cluster. */
  ours: boolean;
}

const [[LABEL, VALUE]] = Object.entries(MANAGED) as [[string, string]];

/** Name, namespace and maker of an object. */
export function holdingOf({ metadata }: { metadata?: V1ObjectMeta }): Holding {
  return {
    namespace: metadata?.namespace ?? "",
    name: metadata?.name ?? "",
    ours: metadata?.labels?.[LABEL] === VALUE,
  };
}

/** The persistent volume claims of the cluster, or of one namespace. */
export function listClaims(kubernetes: KubernetesProbe, namespace?: string): Promise<ListResult<Holding>> {
  const all = namespace ? `/api/v1/namespaces/${encodeURIComponent(namespace)}` : "/api/v1";
  return kubernetes.list<V1PersistentVolumeClaim, Holding>(`${all}/persistentvolumeclaims`, holdingOf);
}
