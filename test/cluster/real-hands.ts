import type { AdminClient } from "./admin-client";
import type { Hands } from "./scenarios";
import { createDefinition, createNode, limitRange, NAMESPACES } from "./seed";

const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** The administrator of a real API server. */
export function realHands(admin: AdminClient): Hands {
  return {
    limitRange: async (namespace, cpu, memory) => {
      await admin.remove(`/api/v1/namespaces/${namespace}/limitranges/knovvu-limits`);
      await admin.create(`/api/v1/namespaces/${namespace}/limitranges`, limitRange(cpu, memory));
    },
    quota: async (namespace, hard) => {
      const path = `/api/v1/namespaces/${namespace}/resourcequotas/knovvu-quota`;
      await admin.patch(path, { spec: { hard } });
      await admin.patch(`${path}/status`, { status: { hard } });
    },
    close: (namespace) =>
      admin.create(`/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`, {
        metadata: { name: "deny-all" },
        spec: { podSelector: {}, policyTypes: ["Ingress"] },
      }),
    takeSliceRights: (namespace) => admin.remove(`${RBAC}/namespaces/${namespace}/rolebindings/knovvu-deployer-eps`),
    storageClass: (name, provisioner) =>
      admin.create("/apis/storage.k8s.io/v1/storageclasses", { metadata: { name }, provisioner }),
    node: (name, kubeletVersion) => createNode(admin, name, kubeletVersion),
    definition: (options) => createDefinition(admin, options),
    label: (namespace, labels) => admin.patch(`/api/v1/namespaces/${namespace}`, { metadata: { labels } }),
    grantClusterAdmin: () =>
      admin.create(`${RBAC}/clusterrolebindings`, {
        metadata: { name: "too-much" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ kind: "ServiceAccount", name: "knovvu-deployer", namespace: NAMESPACES[0] }],
      }),
  };
}
