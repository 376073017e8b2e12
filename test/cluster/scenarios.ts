import type { Answers } from "@/lib/intake/answers";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";

import { NAMESPACES } from "./seed";

/** What an administrator may do to a cluster, whether it is a real API server or a practice one. */
export interface Hands {
  limitRange(namespace: string, cpu: string, memory: string): Promise<void>;
  quota(namespace: string, hard: Record<string, string>): Promise<void>;
  /** A policy that lets nothing in. */
  close(namespace: string): Promise<void>;
  takeSliceRights(namespace: string): Promise<void>;
  storageClass(name: string, provisioner: string): Promise<void>;
  node(name: string, kubeletVersion: string): Promise<void>;
  /** A custom resource definition, so that the server looks like that platform over the API. */
  definition(options: {
    group: string;
    plural: string;
    kind: string;
    versions: string[];
    namespaced: boolean;
  }): Promise<void>;
  label(namespace: string, labels: Record<string, string>): Promise<void>;
  grantClusterAdmin(): Promise<void>;
}

export type Expected = Verdict | { verdict: Verdict; reasonCode: ReasonCode };

/** One situation of a customer's cluster, and what must be said of it. */
export interface Scenario {
  title: string;
  /** False: the credential sees its namespaces only, as usual. */
  clusterReader?: boolean;
  prepare?: (hands: Hands) => Promise<void>;
  answers?: Partial<Answers>;
  expected: Record<string, Expected>;
}

const [COMMON, CORE, VA] = NAMESPACES;

/** Verdicts of the catalogue that a plain API server can produce; the practice cluster is held to the same ones. */
export const SCENARIOS: readonly Scenario[] = [
  {
    title: "a cluster in order passes everything that can be seen over its API",
    expected: {
      "k8s-kubeconfig-safe": "pass",
      "k8s-api-reachable": "pass",
      "k8s-credential-valid": "pass",
      "k8s-version-window": "pass",
      "k8s-node-version": "pass",
      "k8s-distribution": "pass",
      "k8s-platform-version": "not-applicable",
      "k8s-engine-version": "pass",
      "k8s-capacity": "pass",
      "ns-names": "pass",
      "ns-exist": "pass",
      "ns-connectivity-policy": "pass",
      "rbac-namespace-admin": "pass",
      "rbac-not-cluster-admin": "pass",
      "rbac-serviceaccounts": "pass",
      "rbac-endpointslice-write": "pass",
      "rbac-endpointslice-users": "pass",
      "ns-quota": "pass",
      "ns-limitrange-common": "pass",
      "ns-limitrange-products": "pass",
      "st-pv-support": "pass",
      "st-class-exists": "pass",
      "st-pvc-permission": "pass",
      "st-access-mode": "pass",
      "st-nfs-detect": { verdict: "could-not-tell", reasonCode: "unsupported" },
      "net-ingress-controller": "pass",
      "net-ssl-redirect": { verdict: "could-not-tell", reasonCode: "unsupported" },
      "net-mesh": "pass",
      "net-netpol": "pass",
      "obs-prom-operator": "pass",
      "obs-prom-rbac": "not-applicable",
      "net-base-domain": "pass",
      "os-cve-rule": "pass",
      "os-strategy": "pass",
    },
  },
  {
    title: "a namespace administrator sees no nodes and no storage classes: that could not be told, and is no failure",
    clusterReader: false,
    expected: {
      "k8s-node-version": { verdict: "could-not-tell", reasonCode: "forbidden" },
      "k8s-capacity": { verdict: "could-not-tell", reasonCode: "forbidden" },
      "st-class-exists": { verdict: "could-not-tell", reasonCode: "forbidden" },
      "net-ingress-controller": { verdict: "could-not-tell", reasonCode: "forbidden" },
      "ns-exist": "pass",
      "rbac-namespace-admin": "pass",
      "st-pvc-permission": "pass",
    },
  },
  {
    title: "missing rights on EndpointSlices in one namespace fail, for the credential and for the managing user",
    prepare: (hands) => hands.takeSliceRights(VA),
    expected: {
      "rbac-endpointslice-write": "fail",
      "rbac-endpointslice-users": "fail",
      "rbac-namespace-admin": "pass",
    },
  },
  {
    title: "a LimitRange that refuses the largest pods fails",
    prepare: async (hands) => {
      await hands.limitRange(COMMON, "2", "4Gi");
      await hands.limitRange(VA, "4", "8Gi");
    },
    expected: { "ns-limitrange-common": "fail", "ns-limitrange-products": "fail" },
  },
  {
    title: "a quota that is smaller than the requests fails",
    prepare: async (hands) => {
      await hands.quota(CORE, { "requests.cpu": "4", "requests.memory": "16Gi" });
    },
    expected: { "ns-quota": "fail" },
  },
  {
    title: "a quota that holds the requests but not the 30 percent is a warning",
    prepare: (hands) => hands.quota(CORE, { "requests.cpu": "11", "requests.memory": "44Gi" }),
    expected: { "ns-quota": "warn" },
  },
  {
    title: "a policy that lets nothing in closes a namespace to the others, and contradicts the answer",
    prepare: (hands) => hands.close(CORE),
    expected: { "ns-connectivity-policy": "fail", "net-netpol": { verdict: "warn", reasonCode: "answer-mismatch" } },
  },
  {
    title: "a storage class that is not there fails",
    answers: { "st.className": "gold" },
    expected: { "st-class-exists": { verdict: "fail", reasonCode: "not-found" } },
  },
  {
    title: "block devices cannot be shared: ReadWriteMany on them fails",
    answers: { "st.accessMode": "RWX" },
    expected: { "st-access-mode": "fail" },
  },
  {
    title: "a namespace that does not exist fails, and what needs it is blocked by it instead of failing itself",
    answers: {
      "ns.list": [
        { name: COMMON, role: "common" },
        { name: "knovvu-gone", role: "va" },
      ],
    },
    expected: {
      "ns-exist": { verdict: "fail", reasonCode: "not-found" },
      "rbac-namespace-admin": "could-not-tell",
      "ns-quota": "could-not-tell",
    },
  },
  {
    title:
      "one worker that lags outside the window is a warning, and so is a stated version that is not the running one",
    prepare: (hands) => hands.node("worker-old", "v1.20.4"),
    answers: { "k8s.engineVersion": "1.29.0" },
    expected: { "k8s-node-version": "warn", "k8s-engine-version": "warn" },
  },
  {
    title: "OpenShift's own definitions are recognised, and contradict the answer vanilla",
    prepare: async (hands) => {
      await hands.definition({
        group: "config.openshift.io",
        plural: "clusterversions",
        kind: "ClusterVersion",
        versions: ["v1"],
        namespaced: false,
      });
      await hands.definition({
        group: "route.openshift.io",
        plural: "routes",
        kind: "Route",
        versions: ["v1"],
        namespaced: true,
      });
    },
    expected: { "k8s-distribution": { verdict: "warn", reasonCode: "answer-mismatch" } },
  },
  {
    title: "a Prometheus Operator is found, and the rights on its three resources are missing",
    prepare: async (hands) => {
      for (const [plural, kind, version] of [
        ["servicemonitors", "ServiceMonitor", "v1"],
        ["prometheusrules", "PrometheusRule", "v1"],
        ["alertmanagerconfigs", "AlertmanagerConfig", "v1alpha1"],
        ["prometheuses", "Prometheus", "v1"],
      ] as const) {
        await hands.definition({
          group: "monitoring.coreos.com",
          plural,
          kind,
          versions: version === "v1" ? ["v1"] : ["v1", version],
          namespaced: true,
        });
      }
    },
    answers: { "obs.promOperator": "yes" },
    expected: { "obs-prom-operator": "pass", "obs-prom-rbac": "fail" },
  },
  {
    title: "a stated operator that is not there is a warning",
    answers: { "obs.promOperator": "yes" },
    expected: { "obs-prom-operator": { verdict: "warn", reasonCode: "answer-mismatch" } },
  },
  {
    title: "a mesh that injects into one of our namespaces contradicts the answer",
    prepare: async (hands) => {
      await hands.definition({
        group: "security.istio.io",
        plural: "peerauthentications",
        kind: "PeerAuthentication",
        versions: ["v1"],
        namespaced: true,
      });
      await hands.label(CORE, { "istio-injection": "enabled" });
    },
    expected: { "net-mesh": "warn" },
  },
  {
    title: "a cluster administrator's credential is more than is needed, and is said so",
    prepare: (hands) => hands.grantClusterAdmin(),
    expected: { "rbac-not-cluster-admin": "warn", "rbac-namespace-admin": "pass" },
  },
];
