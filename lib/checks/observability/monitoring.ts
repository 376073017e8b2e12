import { readApiGroups } from "@/lib/checks/facts/api-groups";
import type { KubernetesProbe } from "@/lib/probes/types";

export const MONITORING = "monitoring.coreos.com";
/** The three definitions that Knovvu delivers objects of (S195). */
export const MONITORING_RESOURCES = ["servicemonitors", "prometheusrules", "alertmanagerconfigs"] as const;

interface ResourceList {
  resources?: { name: string }[];
}

/** The served monitoring resources with the version that serves them; empty when the group is absent. */
export async function readMonitoring(kubernetes: KubernetesProbe): Promise<Map<string, string>> {
  const groups = await readApiGroups(kubernetes);
  const versions = groups.ok ? (groups.versions.get(MONITORING) ?? []) : [];
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
  return served;
}
