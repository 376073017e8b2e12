import { ADMIN_RULES, DEPLOYER, limitRange, node, quota } from "@/lib/peers/kubernetes/healthy";
import type { ClusterObject, ClusterScenario } from "@/lib/peers/kubernetes/scenario";

import type { Hands } from "./scenarios";

/** The administrator of a practice cluster: the same doings as on a real one, on its scenario. */
export function practiceHands(scenario: ClusterScenario): { hands: Hands; scenario: () => ClusterScenario } {
  let now = scenario;
  const put = (path: string, items: readonly ClusterObject[]) => {
    now = { ...now, objects: { ...now.objects, [path]: items } };
  };
  const at = (path: string) => now.objects[path] ?? [];
  const hands: Hands = {
    limitRange: async (namespace, cpu, memory) =>
      put(`/api/v1/namespaces/${namespace}/limitranges`, [limitRange(cpu, memory)]),
    quota: async (namespace, hard) => put(`/api/v1/namespaces/${namespace}/resourcequotas`, [quota(hard)]),
    close: async (namespace) =>
      put(`/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`, [
        { metadata: { name: "deny-all", namespace }, spec: { podSelector: {}, policyTypes: ["Ingress"] } },
      ]),
    takeSliceRights: async (namespace) => {
      const isSlices = (group: string | undefined) => group === "discovery.k8s.io";
      now = {
        ...now,
        grants: now.grants.filter(
          (grant) =>
            grant.namespace !== namespace || grant.rules === ADMIN_RULES || !isSlices(grant.rules[0]?.apiGroups[0]),
        ),
      };
    },
    storageClass: async (name, provisioner) => {
      const path = "/apis/storage.k8s.io/v1/storageclasses";
      put(path, [...at(path), { metadata: { name }, provisioner }]);
    },
    node: async (name, kubeletVersion) => put("/api/v1/nodes", [...at("/api/v1/nodes"), node(name, kubeletVersion)]),
    definition: async ({ group, plural, versions, namespaced }) => {
      const known = now.groups[group] ?? [];
      now = { ...now, groups: { ...now.groups, [group]: [...new Set([...known, ...versions])] } };
      for (const version of versions)
        put(`/apis/${group}/${version}/${namespaced ? "namespaces/default/" : ""}${plural}`, []);
    },
    label: async (namespace, labels) =>
      put(
        "/api/v1/namespaces",
        at("/api/v1/namespaces").map((one) =>
          one.metadata.name === namespace
            ? { ...one, metadata: { ...one.metadata, labels: { ...one.metadata.labels, ...labels } } }
            : one,
        ),
      ),
    grantClusterAdmin: async () => {
      now = {
        ...now,
        grants: [...now.grants, { to: [DEPLOYER], rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] }],
      };
    },
  };
  return { hands, scenario: () => now };
}
