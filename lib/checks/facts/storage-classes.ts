import type { V1StorageClass } from "@kubernetes/client-node";

import type { ApiResult, KubernetesProbe, ListResult } from "@/lib/probes/types";

export interface StorageClassFacts {
  name: string;
  provisioner: string;
  /** Values of secret-like keys are dropped. */
  parameters: Record<string, string>;
  reclaimPolicy: string;
  volumeBindingMode: string;
  allowVolumeExpansion: boolean;
  mountOptions: string[];
  isDefault: boolean;
}

const PATH = "/apis/storage.k8s.io/v1/storageclasses";
const SECRET_LIKE = /secret|password|token|key|user|credential/i;

function pickClass(item: V1StorageClass): StorageClassFacts {
  const parameters = Object.entries(item.parameters ?? {}).filter(([name]) => !SECRET_LIKE.test(name));
  return {
    name: item.metadata?.name ?? "",
    provisioner: item.provisioner,
    parameters: Object.fromEntries(parameters),
    reclaimPolicy: item.reclaimPolicy ?? "Delete",
    volumeBindingMode: item.volumeBindingMode ?? "Immediate",
    allowVolumeExpansion: item.allowVolumeExpansion ?? false,
    mountOptions: item.mountOptions ?? [],
    isDefault: item.metadata?.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true",
  };
}

/** All storage classes. */
export function listStorageClasses(kubernetes: KubernetesProbe): Promise<ListResult<StorageClassFacts>> {
  return kubernetes.list<V1StorageClass, StorageClassFacts>(PATH, pickClass);
}

/** One storage class by name; where there is none, `answer` tells why, and `others` are those that may be seen. */
export async function readStorageClass(
  kubernetes: KubernetesProbe,
  name: string,
): Promise<{ ok: true; item: StorageClassFacts } | { ok: false; answer: ApiResult; others: StorageClassFacts[] }> {
  const all = await listStorageClasses(kubernetes);
  const item = all.ok ? all.items.find((one) => one.name === name) : undefined;
  if (item) return { ok: true, item };
  const answer = await kubernetes.get<V1StorageClass>(`${PATH}/${encodeURIComponent(name)}`);
  if (!answer.ok || answer.status !== 200 || !answer.body)
    return { ok: false, answer, others: all.ok ? all.items : [] };
  return { ok: true, item: pickClass(answer.body) };
}
