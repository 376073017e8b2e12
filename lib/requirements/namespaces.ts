import { sh } from "@/lib/artefacts/quote";

import { group, source } from "./build";
import { every, namespaceNames } from "./conditions";
import { COMMON_LIMITS, PRODUCT_LIMITS, QUOTA_ROOM } from "./numbered-statements";
import { ALIVE, INSIDE } from "./order";
import type { Applies, Facts } from "./types";

const APP = ["app"] as const;
const NAMESPACES = "Kubernetes Namespaces";
const PERMISSIONS = "Cluster Permissions";
const SLICES = "EndpointSlice Management Access Requirement";
const READY = ["k8s.kubeconfig", "ns.list"] as const;

const kubectl = ({ answers }: Facts) => (answers["k8s.distribution"] === "openshift" ? "oc" : "kubectl");
const apply = (file: string) => (facts: Facts) => `${kubectl(facts)} apply -f ${sh(file)}`;

const severalNamespaces = (facts: Facts): Applies =>
  namespaceNames(facts).length === 1
    ? { applies: false, because: "There is only one namespace.", field: "ns.list" }
    : { applies: true };

const hasRole =
  (roles: readonly string[], because: string) =>
  ({ answers }: Facts): Applies => {
    const list = answers["ns.list"] ?? [];
    return list.length === 0 || list.some(({ role }) => roles.includes(role))
      ? { applies: true }
      : { applies: false, because, field: "ns.list" };
  };

/** SESTEK may demand the right on OpenShift alone (D10). */
function slicesDemanded({ answers, policy }: Facts): Applies {
  const stated = answers["k8s.distribution"];
  return policy.endpointSlices.demandedOn === "openshift" && stated !== undefined && stated !== "openshift"
    ? {
        applies: false,
        because: "SESTEK demands this right on OpenShift only, and the cluster is another distribution.",
        field: "k8s.distribution",
      }
    : { applies: true };
}

/** Namespaces, rights in them, quotas and limits. */
export const namespaces = group("namespaces", [
  {
    id: "ns-names",
    severity: "blocker",
    statement: "SESTEK has named the namespaces",
    why: "The customer can create them only when their names are known.",
    source: source(NAMESPACES, "S86"),
    vantages: APP,
    pure: true,
    whoActs: "sestek",
    fields: ["ns.list", "project.products"],
    remedy: "The project manager enters one common namespace and at least one for each product.",
  },
  {
    id: "ns-exist",
    severity: "blocker",
    statement: "Every named namespace exists",
    why: "They must be there before the installation starts.",
    source: source(NAMESPACES, "S86"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["ns.list"],
    needs: READY,
    after: ALIVE,
    remedy: (facts) => ({
      summary: "Create the missing namespaces.",
      command: apply("namespaces.yaml")(facts),
      artefact: "A1",
    }),
  },
  {
    id: "ns-connectivity-policy",
    severity: "blocker",
    statement: "No policy forbids traffic between the namespaces",
    why: "Components in different namespaces call one another all the time.",
    source: source(NAMESPACES, "S90"),
    vantages: APP,
    whoActs: "k8s",
    applies: severalNamespaces,
    fields: ["ns.list", "net.networkPolicies"],
    needs: READY,
    after: INSIDE,
    remedy: (facts) => ({
      summary: "Apply the allow policy in every namespace.",
      command: apply("allow-between-namespaces.yaml")(facts),
      artefact: "A15",
    }),
  },
  {
    id: "ns-connectivity-live",
    severity: "blocker",
    statement: "Traffic between the namespaces works",
    why: "Only real traffic shows what policies, plug-ins and meshes do together.",
    source: source(NAMESPACES, "S90"),
    vantages: ["cluster"],
    whoActs: "k8s",
    applies: (facts) => {
      const several = severalNamespaces(facts);
      if (!several.applies) return several;
      return facts.answers["k8s.probeAllowed"] === "no"
        ? { applies: false, because: "Probe pods are not allowed in this cluster.", field: "k8s.probeAllowed" }
        : { applies: true };
    },
    fields: ["ns.list", "k8s.probeAllowed", "k8s.probeImage"],
    remedy: { summary: "Apply the allow policy in every namespace, then probe again.", artefact: "A15" },
    consent: { by: "cluster", writes: "Creates a small pod and a service in each namespace, and removes them." },
  },
  {
    id: "rbac-namespace-admin",
    severity: "blocker",
    statement: "The credential administers every Knovvu namespace",
    why: "SESTEK deploys everything with the rights of a namespace administrator.",
    source: source(PERMISSIONS, "S106"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["k8s.kubeconfig", "ns.list"],
    needs: READY,
    after: INSIDE,
    remedy: (facts) => ({
      summary: "Bind the ClusterRole admin in every namespace.",
      command: apply("namespace-admin.yaml")(facts),
      artefact: "A3",
    }),
  },
  {
    id: "rbac-not-cluster-admin",
    severity: "info",
    statement: "The credential has no cluster-wide power",
    why: "None is needed, and a stolen one would open the whole cluster.",
    source: source(PERMISSIONS, "S106"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["k8s.kubeconfig"],
    needs: ["k8s.kubeconfig"],
    after: ALIVE,
    remedy: {
      summary: "Deliver a kubeconfig of a service account that administers the Knovvu namespaces only.",
      command: "bash make-kubeconfig.sh",
      artefact: "A11",
    },
  },
  {
    id: "rbac-serviceaccounts",
    severity: "blocker",
    statement: "Service accounts and their roles can be created",
    why: "SESTEK creates the service accounts of the products during the deployment.",
    source: source(PERMISSIONS, "S106"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["k8s.kubeconfig", "ns.list"],
    needs: READY,
    after: INSIDE,
    remedy: (facts) => ({
      summary: "Bind the ClusterRole admin and the EndpointSlice role in every namespace.",
      command: apply("endpointslice-role.yaml")(facts),
      artefact: "A2",
    }),
  },
  {
    id: "rbac-endpointslice-write",
    severity: "blocker",
    statement: "EndpointSlices can be managed in every namespace",
    why: "Knovvu manages EndpointSlices itself; the stock admin role does not include writing them on any distribution.",
    source: source(SLICES, "S110, S111"),
    vantages: APP,
    whoActs: "k8s",
    applies: slicesDemanded,
    fields: ["k8s.kubeconfig", "ns.list", "k8s.distribution"],
    needs: READY,
    after: INSIDE,
    remedy: (facts) => ({
      summary: "Create the EndpointSlice role and bind it to the deployer and every managing user.",
      command: apply("endpointslice-role.yaml")(facts),
      artefact: "A2",
    }),
  },
  {
    id: "rbac-endpointslice-users",
    severity: "blocker",
    statement: "Every managing user may write EndpointSlices",
    why: "Whoever manages the projects later meets the same refusal.",
    source: source(SLICES, "S113"),
    vantages: ["app", "person"],
    whoActs: "k8s",
    applies: every(slicesDemanded, ({ answers }) =>
      answers["k8s.managingUsers"]?.length === 0
        ? { applies: false, because: "No user besides the deployer manages the projects.", field: "k8s.managingUsers" }
        : { applies: true },
    ),
    fields: ["k8s.managingUsers", "ns.list", "k8s.distribution"],
    needs: [...READY, "k8s.managingUsers"],
    after: INSIDE,
    remedy: (facts) => ({
      summary: "Add the users as subjects of the EndpointSlice role binding.",
      command: apply("endpointslice-role.yaml")(facts),
      artefact: "A2",
    }),
    attestation: {
      statement: "Every user who manages the projects may write EndpointSlices in every Knovvu namespace.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "ns-quota",
    severity: "warning",
    ...QUOTA_ROOM,
    why: "Rolling updates and restarts need more than the steady state.",
    source: source("OpenShift Resource Quota Sizing", "S115, S117"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["ns.sizing"],
    needs: [...READY, "ns.sizing"],
    after: INSIDE,
    remedy: (facts) => ({
      summary: "Raise the quota to the generated numbers.",
      command: apply("quota.yaml")(facts),
      artefact: "A6",
    }),
  },
  {
    id: "ns-limitrange-common",
    severity: "blocker",
    ...COMMON_LIMITS,
    why: "A stricter LimitRange refuses the pods of the common components.",
    source: source("LimitRanges, Common Namespace", "S123, S126, S127"),
    vantages: APP,
    whoActs: "k8s",
    applies: hasRole(["common"], "No namespace has the role common."),
    fields: ["ns.list"],
    needs: READY,
    after: INSIDE,
    remedy: (facts) => ({
      summary: "Replace the LimitRange by the generated one.",
      command: apply("limitrange-common.yaml")(facts),
      artefact: "A4",
    }),
  },
  {
    id: "ns-limitrange-products",
    severity: "blocker",
    ...PRODUCT_LIMITS,
    why: "A stricter LimitRange refuses the largest product pods.",
    source: source("LimitRanges, STAI, Core, CA and VA Namespace", "S129, S131, S134, S135"),
    vantages: APP,
    whoActs: "k8s",
    applies: (facts) =>
      hasRole(facts.policy.limitRange.productRoles, "No namespace has the role STAI, Core, CA or VA.")(facts),
    fields: ["ns.list"],
    needs: READY,
    after: INSIDE,
    remedy: (facts) => ({
      summary: "Replace the LimitRanges by the generated ones.",
      command: apply("limitrange-products.yaml")(facts),
      artefact: "A5",
    }),
  },
]);
