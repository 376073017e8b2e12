import type { ResourceRule } from "@/lib/probes/kubernetes/access";

import type { ClusterObject, ClusterScenario, Grant } from "./scenario";

/** What the built-in role `admin` allows in a namespace, as far as the checks ask. */
const read = ["get", "list", "watch"];
const all = [...read, "create", "update", "patch", "delete", "deletecollection"];
export const ADMIN_RULES: readonly ResourceRule[] = [
  {
    apiGroups: [""],
    resources: [
      "pods",
      "services",
      "configmaps",
      "secrets",
      "serviceaccounts",
      "persistentvolumeclaims",
      "replicationcontrollers",
      "endpoints",
    ],
    verbs: all,
  },
  {
    apiGroups: [""],
    resources: ["pods/exec", "pods/portforward", "pods/attach", "pods/proxy", "pods/eviction", "serviceaccounts/token"],
    verbs: all,
  },
  {
    apiGroups: [""],
    resources: ["pods/log", "pods/status", "events", "resourcequotas", "limitranges", "namespaces"],
    verbs: read,
  },
  {
    apiGroups: ["apps"],
    resources: [
      "deployments",
      "statefulsets",
      "daemonsets",
      "replicasets",
      "deployments/scale",
      "statefulsets/scale",
      "replicasets/scale",
    ],
    verbs: all,
  },
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: all },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: all },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: all },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses", "networkpolicies"], verbs: all },
  { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles", "rolebindings"], verbs: all },
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: all },
  { apiGroups: ["authorization.k8s.io"], resources: ["localsubjectaccessreviews"], verbs: ["create"] },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
];
const SLICES: readonly ResourceRule[] = [
  {
    apiGroups: ["discovery.k8s.io"],
    resources: ["endpointslices"],
    verbs: ["get", "list", "watch", "create", "update", "patch", "delete"],
  },
];
const READER: readonly ResourceRule[] = [
  {
    apiGroups: [""],
    resources: ["nodes", "pods", "persistentvolumes", "persistentvolumeclaims", "namespaces"],
    verbs: ["get", "list"],
  },
  { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["get", "list"] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: ["get", "list"] },
  { apiGroups: ["monitoring.coreos.com"], resources: ["prometheuses"], verbs: ["get", "list"] },
  { apiGroups: ["config.openshift.io"], resources: ["clusterversions"], verbs: ["get", "list"] },
];

export const NAMESPACES = ["knovvu-common", "knovvu-core", "knovvu-va"] as const;
export const DEPLOYER = "system:serviceaccount:knovvu-common:knovvu-deployer";

/** A LimitRange of artefacts A4 and A5. */
export function limitRange(cpu: string, memory: string): ClusterObject {
  return {
    metadata: { name: "knovvu-limits" },
    spec: {
      limits: [
        { type: "Pod", min: { cpu: "10m", memory: "6Mi" }, max: { cpu, memory } },
        {
          type: "Container",
          default: { cpu: "500m", memory: "512Mi" },
          defaultRequest: { cpu: "10m", memory: "64Mi" },
        },
      ],
    },
  };
}

/** A quota of which nothing is used yet. */
export function quota(hard: Record<string, string>): ClusterObject {
  return {
    metadata: { name: "knovvu-quota" },
    spec: { hard },
    status: { hard, used: Object.fromEntries(Object.keys(hard).map((key) => [key, "0"])) },
  };
}

/** A worker as a managed cluster would show it. */
export function node(name: string, kubeletVersion = "v1.34.4"): ClusterObject {
  return {
    metadata: {
      name,
      labels: { "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64", "kubernetes.io/hostname": name },
    },
    spec: {},
    status: {
      allocatable: { cpu: "32", memory: "128Gi", pods: "110" },
      conditions: [{ type: "Ready", status: "True" }],
      nodeInfo: {
        kubeletVersion,
        architecture: "amd64",
        operatingSystem: "linux",
        osImage: "Debian GNU/Linux 12",
        containerRuntimeVersion: "containerd://1.7.20",
      },
    },
  };
}

/** Everything a namespaced deployer is meant to find, all of it right; the same seed as the cluster tests use. */
export function healthyCluster(
  options: { token?: string; clusterReader?: boolean; namespaces?: readonly string[] } = {},
): ClusterScenario {
  const { token = "practice-token", clusterReader = true, namespaces = NAMESPACES } = options;
  const objects: Record<string, ClusterObject[]> = {
    "/api/v1/namespaces": [...namespaces, "default", "kube-system"].map((name) => ({
      metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
      status: { phase: "Active" },
    })),
    "/api/v1/nodes": [node("worker-1"), node("worker-2")],
    "/api/v1/pods": [],
    "/api/v1/persistentvolumes": [],
    "/apis/storage.k8s.io/v1/storageclasses": [
      {
        metadata: { name: "fast" },
        provisioner: "rbd.csi.ceph.com",
        reclaimPolicy: "Retain",
        allowVolumeExpansion: true,
        volumeBindingMode: "WaitForFirstConsumer",
      },
    ],
    "/apis/networking.k8s.io/v1/ingressclasses": [
      { metadata: { name: "contour" }, spec: { controller: "projectcontour.io/contour" } },
    ],
  };
  const grants: Grant[] = clusterReader ? [{ to: [DEPLOYER], rules: READER }] : [];
  namespaces.forEach((name, at) => {
    grants.push(
      { to: [DEPLOYER], namespace: name, rules: ADMIN_RULES },
      { to: [DEPLOYER], namespace: name, rules: SLICES },
    );
    objects[`/api/v1/namespaces/${name}/limitranges`] = [at === 0 ? limitRange("3", "6Gi") : limitRange("16", "32Gi")];
    objects[`/api/v1/namespaces/${name}/resourcequotas`] = [quota({ "requests.cpu": "20", "requests.memory": "80Gi" })];
    objects[`/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies`] = [];
    objects[`/api/v1/namespaces/${name}/serviceaccounts`] = [{ metadata: { name: "default" } }];
  });
  return {
    version: "v1.34.4",
    groups: {},
    identities: {
      [token]: {
        username: DEPLOYER,
        groups: ["system:serviceaccounts", "system:serviceaccounts:knovvu-common", "system:authenticated"],
      },
    },
    grants,
    objects,
  };
}
