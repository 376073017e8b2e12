import type { ApiResult, KubernetesProbe } from "@/lib/probes/types";

interface GroupList {
  groups?: { name: string; versions?: { version: string }[] }[];
}

export type ApiGroups = { ok: true; versions: ReadonlyMap<string, string[]> } | { ok: false; answer: ApiResult };

/** `GET /apis`: names of the served groups with their versions. */
export async function readApiGroups(kubernetes: KubernetesProbe): Promise<ApiGroups> {
  const answer = await kubernetes.get<GroupList>("/apis");
  if (!answer.ok || answer.status !== 200 || !Array.isArray(answer.body?.groups)) return { ok: false, answer };
  return {
    ok: true,
    versions: new Map(
      answer.body.groups.map((group) => [group.name, (group.versions ?? []).map((one) => one.version)]),
    ),
  };
}
