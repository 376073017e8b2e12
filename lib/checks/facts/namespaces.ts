import type { V1Namespace } from "@kubernetes/client-node";

import type { ApiResult, KubernetesProbe } from "@/lib/probes/types";

export interface NamespaceFacts {
  name: string;
  /** Empty when the API did not say. */
  phase: string;
  uid: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}
export type NamespaceRead = { ok: true; item: NamespaceFacts } | { ok: false; answer: ApiResult };

/** One namespace by name. A 403 is ambiguous: see ns-exist. */
export async function readNamespace(kubernetes: KubernetesProbe, name: string): Promise<NamespaceRead> {
  const answer = await kubernetes.get<V1Namespace>(`/api/v1/namespaces/${encodeURIComponent(name)}`);
  if (!answer.ok || answer.status !== 200 || !answer.body?.metadata) return { ok: false, answer };
  const { metadata, status } = answer.body;
  return {
    ok: true,
    item: {
      name,
      phase: status?.phase ?? "",
      uid: metadata.uid ?? "",
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
    },
  };
}
