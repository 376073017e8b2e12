import type { ApiResult, KubernetesProbe } from "@/lib/probes/types";

export interface ServerVersion {
  gitVersion: string;
  platform?: string;
  buildDate?: string;
}

/** `GET /version`: the one reader of the server's version. */
export function readVersion(kubernetes: KubernetesProbe): Promise<ApiResult<ServerVersion>> {
  return kubernetes.get<ServerVersion>("/version");
}
