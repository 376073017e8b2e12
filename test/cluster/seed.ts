import { Buffer } from "node:buffer";

import type { AdminClient } from "./admin-client";
import type { ControlPlane } from "./control-plane";

export const NAMESPACES = ["knovvu-common", "knovvu-core", "knovvu-va"] as const;
const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** Without a controller manager nobody fills the aggregated roles, so the seed does what it would do. */
async function fillAggregatedRoles(admin: AdminClient): Promise<void> {
  const roles = (await admin.request("GET", `${RBAC}/clusterroles`)).body.items as {
    metadata: { name: string; labels?: Record<string, string> };
    rules?: unknown[];
  }[];
  const rulesFor = (target: string): unknown[] =>
    roles
      .filter((role) => role.metadata.labels?.[`rbac.authorization.k8s.io/aggregate-to-${target}`] === "true")
      .flatMap((role) => role.rules ?? []);
  const view = rulesFor("view");
  const edit = [...rulesFor("edit"), ...view];
  const all = { view, edit, admin: [...rulesFor("admin"), ...edit] };
  for (const [name, rules] of Object.entries(all)) await admin.patch(`${RBAC}/clusterroles/${name}`, { rules });
}

/** A namespace with the service account that every real one has. */
export async function createNamespace(
  admin: AdminClient,
  name: string,
  labels: Record<string, string> = {},
): Promise<void> {
  await admin.create("/api/v1/namespaces", { metadata: { name, labels } });
  await admin.create(`/api/v1/namespaces/${name}/serviceaccounts`, { metadata: { name: "default" } });
}

/** The Role of artefact A2 and its binding for the deployer. */
export async function grantEndpointSlices(admin: AdminClient, namespace: string): Promise<void> {
  const verbs = ["get", "list", "watch", "create", "update", "patch", "delete"];
  await admin.create(`${RBAC}/namespaces/${namespace}/roles`, {
    metadata: { name: "knovvu-endpointslice-editor" },
    rules: [{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs }],
  });
  await bind(admin, namespace, "knovvu-deployer-eps", { kind: "Role", name: "knovvu-endpointslice-editor" });
}

async function bind(
  admin: AdminClient,
  namespace: string,
  name: string,
  role: { kind: string; name: string },
): Promise<void> {
  await admin.create(`${RBAC}/namespaces/${namespace}/rolebindings`, {
    metadata: { name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", ...role },
    subjects: [{ kind: "ServiceAccount", name: "knovvu-deployer", namespace: NAMESPACES[0] }],
  });
}

/** LimitRange of artefacts A4 and A5. */
export function limitRange(maxCpu: string, maxMemory: string): unknown {
  return {
    metadata: { name: "knovvu-limits" },
    spec: {
      limits: [
        { type: "Pod", min: { cpu: "10m", memory: "6Mi" }, max: { cpu: maxCpu, memory: maxMemory } },
        {
          type: "Container",
          default: { cpu: "500m", memory: "512Mi" },
          defaultRequest: { cpu: "10m", memory: "64Mi" },
        },
      ],
    },
  };
}

/** A ResourceQuota whose status is written as the quota controller would. */
export async function createQuota(admin: AdminClient, namespace: string, hard: Record<string, string>): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/resourcequotas`;
  const used = Object.fromEntries(Object.keys(hard).map((name) => [name, "0"]));
  await admin.create(path, { metadata: { name: "knovvu-quota" }, spec: { hard } });
  await admin.patch(`${path}/knovvu-quota/status`, { status: { hard, used } });
}

/** Worker nodes as a managed cluster would show them. */
export async function createNode(admin: AdminClient, name: string, kubeletVersion = "v1.34.4"): Promise<void> {
  await admin.create("/api/v1/nodes", {
    metadata: { name, labels: { "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" } },
  });
  await admin.patch(`/api/v1/nodes/${name}/status`, {
    status: {
      allocatable: { cpu: "32", memory: "128Gi", pods: "110" },
      conditions: [{ type: "Ready", status: "True" }],
      nodeInfo: {
        kubeletVersion,
        architecture: "amd64",
        operatingSystem: "linux",
        osImage: "Debian GNU/Linux 12",
        containerRuntimeVersion: "containerd://1.7.20",
        kernelVersion: "6.1.0",
        kubeProxyVersion: kubeletVersion,
        machineID: "",
        systemUUID: "",
        bootID: "",
      },
    },
  });
}

/** A custom resource definition by its real name, so that the server looks like that platform over the API. */
export async function createDefinition(
  admin: AdminClient,
  options: { group: string; plural: string; kind: string; versions: string[]; namespaced: boolean },
): Promise<void> {
  const { group, plural, kind, versions, namespaced } = options;
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  const protectedGroup = group.endsWith(".k8s.io")
    ? { "api-approved.kubernetes.io": "https://github.com/kubernetes/kubernetes/pull/1" }
    : {};
  await admin.create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", {
    metadata: { name: `${plural}.${group}`, annotations: protectedGroup },
    spec: {
      group,
      scope: namespaced ? "Namespaced" : "Cluster",
      names: { plural, kind, singular: kind.toLowerCase() },
      versions: versions.map((name, index) => ({ name, served: true, storage: index === 0, schema })),
    },
  });
  const deadline = Date.now() + 20_000;
  for (const version of versions) {
    while ((await admin.request("GET", `/apis/${group}/${version}/${plural}`)).status !== 200) {
      if (Date.now() > deadline) throw new Error(`${plural}.${group} is not served.`);
    }
  }
}

/** Everything a namespaced Knovvu deployer is meant to find: all of it right. */
export async function seedHealthy(admin: AdminClient): Promise<void> {
  await fillAggregatedRoles(admin);
  for (const namespace of NAMESPACES) await createNamespace(admin, namespace);
  await admin.create(`/api/v1/namespaces/${NAMESPACES[0]}/serviceaccounts`, { metadata: { name: "knovvu-deployer" } });
  for (const namespace of NAMESPACES) {
    await bind(admin, namespace, "knovvu-deployer-admin", { kind: "ClusterRole", name: "admin" });
    await grantEndpointSlices(admin, namespace);
    const [cpu, memory] = namespace === "knovvu-common" ? ["3", "6Gi"] : ["16", "32Gi"];
    await admin.create(`/api/v1/namespaces/${namespace}/limitranges`, limitRange(cpu ?? "", memory ?? ""));
    await createQuota(admin, namespace, { "requests.cpu": "20", "requests.memory": "80Gi" });
  }
  await admin.create("/apis/storage.k8s.io/v1/storageclasses", {
    metadata: { name: "fast" },
    provisioner: "rbd.csi.ceph.com",
    reclaimPolicy: "Retain",
    allowVolumeExpansion: true,
    volumeBindingMode: "WaitForFirstConsumer",
  });
  await admin.create("/apis/networking.k8s.io/v1/ingressclasses", {
    metadata: { name: "contour" },
    spec: { controller: "projectcontour.io/contour" },
  });
  await createNode(admin, "worker-1");
  await createNode(admin, "worker-2");
}

/** Cluster-wide read of what a namespace admin usually may not see. */
export async function grantClusterReader(admin: AdminClient): Promise<void> {
  await admin.create(`${RBAC}/clusterroles`, {
    metadata: { name: "readiness-reader" },
    rules: [
      { apiGroups: [""], resources: ["nodes", "pods", "persistentvolumes", "namespaces"], verbs: ["get", "list"] },
      { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["get", "list"] },
      { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: ["get", "list"] },
      { apiGroups: ["monitoring.coreos.com"], resources: ["prometheuses"], verbs: ["get", "list"] },
      { apiGroups: ["config.openshift.io"], resources: ["clusterversions"], verbs: ["get", "list"] },
    ],
  });
  await admin.create(`${RBAC}/clusterrolebindings`, {
    metadata: { name: "readiness-reader" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "readiness-reader" },
    subjects: [{ kind: "ServiceAccount", name: "knovvu-deployer", namespace: NAMESPACES[0] }],
  });
}

/** A kubeconfig with a real bound token of the deployer, as artefact A11 would make it. */
export async function deployerKubeconfig(plane: ControlPlane, days = 120): Promise<string> {
  const answer = await plane.admin.request(
    "POST",
    `/api/v1/namespaces/${NAMESPACES[0]}/serviceaccounts/knovvu-deployer/token`,
    {
      spec: { expirationSeconds: days * 86_400 },
    },
  );
  return kubeconfig(plane, answer.body.status.token);
}

/** A kubeconfig of the usual form around any bearer token. */
export function kubeconfig(plane: ControlPlane, token: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "test",
        cluster: { server: plane.url, "certificate-authority-data": Buffer.from(plane.caPem).toString("base64") },
      },
    ],
    users: [{ name: "deployer", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "deployer", namespace: NAMESPACES[0] } }],
    "current-context": "test",
  });
}
