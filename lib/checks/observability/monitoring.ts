import { readApiGroups } from "@/lib/checks/facts/api-groups";
import type { ApiResult, KubernetesProbe } from "@/lib/probes/types";

export const MONITORING = "monitoring.coreos.com";
/** The three definitions that Knovvu delivers objects of (S195). */
export const MONITORING_RESOURCES = ["servicemonitors", "prometheusrules", "alertmanagerconfigs"] as const;

interface ResourceList {
  resources?: { name: string }[];
}

/** What the cluster serves of the monitoring group, and the answer that hid the rest of it. */
export interface Monitoring {
  /** Resources with the version that serves them; empty when the group is absent. */
  served: Map<string, string>;
  /** Set when something of the group could not be read: what is not in `served` may then still be there. */
  unread?: ApiResult;
}

/** The served monitoring resources (S195). A group that may not be read is not taken for absent. */
export async function readMonitoring(kubernetes: KubernetesProbe): Promise<Monitoring> {
  const groups = await readApiGroups(kubernetes);
  if (!groups.ok) return { served: new Map(), unread: groups.answer };
  const versions = groups.versions.get(MONITORING) ?? [];
  const lists = await Promise.all(
    versions.map((version) => kubernetes.get<ResourceList>(`/apis/${MONITORING}/${version}`)),
  );
  const served = new Map<string, string>();
  lists.forEach((list, index) => {
    if (!list.ok || list.status !== 200) return;
    for (const { name } of list.body?.resources ?? []) {
      if (MONITORING_RESOURCES.some((one) => one === name) && !served.has(name))
        served.set(name, versions[index] ?? "v1");
    }
  });
  const hidden = lists.find((list) => !list.ok || ![200, 404].includes(list.status));
  return hidden && served.size < MONITORING_RESOURCES.length ? { served, unread: hidden } : { served };
}
