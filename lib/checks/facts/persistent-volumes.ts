import type { V1PersistentVolume } from "@kubernetes/client-node";

import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

export interface VolumeFacts {
  name: string;
  phase: string;
  capacity: string;
  accessModes: string[];
  storageClass: string;
  /** `namespace/claim` the volume is reserved for. */
  claim?: string;
}

function pickVolume(volume: V1PersistentVolume): VolumeFacts {
  const claim = volume.spec?.claimRef;
  return {
    name: volume.metadata?.name ?? "",
    phase: volume.status?.phase ?? "",
    capacity: volume.spec?.capacity?.storage ?? "0",
    accessModes: volume.spec?.accessModes ?? [],
    storageClass: volume.spec?.storageClassName ?? "",
    ...(claim?.name ? { claim: `${claim.namespace ?? ""}/${claim.name}` } : {}),
  };
}

/** All persistent volumes; a namespace administrator is expected to get 403. */
export function listPersistentVolumes(kubernetes: KubernetesProbe): Promise<ListResult<VolumeFacts>> {
  return kubernetes.list<V1PersistentVolume, VolumeFacts>("/api/v1/persistentvolumes", pickVolume);
}
