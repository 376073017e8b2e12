import { number, plain, verdict } from "./decision-parts";
import type { Part, ReasonedDecision } from "./decisions-vocabulary";

const DISTRIBUTION_NAMES = {
  openshift: "OpenShift",
  rancher: "Rancher",
  eks: "EKS",
  aks: "AKS",
  gke: "GKE",
  anthos: "Anthos",
  oke: "OKE",
  vanilla: "Vanilla",
} as const;
const distributionOptions = (ids: readonly (keyof typeof DISTRIBUTION_NAMES)[]) =>
  ids.map((value) => ({ value, label: DISTRIBUTION_NAMES[value] }));
const quantity = (key: string, label: string): Part => ({ key, label, kind: "text", at: ["limitRange", key] });

/** Open questions on the cluster whose answer is a value that a check or a generated file uses. */
export const CLUSTER: readonly ReasonedDecision[] = [
  {
    id: "D5",
    title: "Namespace roles and their limits",
    missing:
      "The names of the namespaces and the meaning of STAI, Core, CA and VA are not said, and limits are given for four of them only.",
    proposal:
      "Names are typed by the project manager with a role. The products' limits hold for STAI, Core, CA and VA.",
    requirements: ["ns-limitrange-products"],
    parts: [
      {
        key: "productRoles",
        label: "Roles that the products' limits hold for",
        kind: "choices",
        options: [
          { value: "stai", label: "STAI" },
          { value: "core", label: "Core" },
          { value: "ca", label: "CA" },
          { value: "va", label: "VA" },
          { value: "other", label: "Other" },
        ],
        at: ["limitRange", "productRoles"],
      },
    ],
  },
  {
    id: "D6",
    title: "Ports from the terminal server to the cluster",
    missing: "Access to the cluster is demanded without a port.",
    proposal: "The port of the API server, and 80 and 443 of the ingress. More only by the project's own list.",
    requirements: ["ts-net-cluster"],
    parts: [{ key: "clusterPorts", label: "Ports of the ingress", kind: "numbers", at: ["clusterPorts"] }],
  },
  {
    id: "D7",
    title: "Oldest Kubernetes version",
    missing: "The example of an engine version, 1.19.4, is older than the minimum that the same text demands.",
    proposal: "The example is out of date. The minimum is 1.22, and 1.19.4 fails.",
    requirements: ["k8s-version-window", "k8s-node-version", "k8s-engine-version"],
    parts: [number("Oldest minor version (1.x)", "kubernetesMinor", "min")],
  },
  {
    id: "D8",
    title: "Processor architecture of the workers",
    missing: "Nothing is said of the architectures that the images are built for, nor of the workers' system.",
    proposal: "Linux on amd64; workers of another architecture are a warning.",
    requirements: ["k8s-node-version"],
    parts: [
      {
        key: "nodeArchitectures",
        label: "Architectures of the images",
        kind: "choices",
        options: plain(["amd64", "arm64"]),
        at: ["nodeArchitectures"],
      },
    ],
  },
  {
    id: "D9",
    title: "Pod Security level",
    missing: "The Pod Security level, or OpenShift's security context, that the applications need is not said.",
    proposal: "The level is reported, and a restricted namespace is a warning.",
    requirements: ["ns-exist"],
    parts: [verdict("A namespace with the restricted level is", ["podSecurityRestricted"])],
  },
  {
    id: "D10",
    title: "EndpointSlices outside OpenShift",
    missing: "The right to write EndpointSlices is demanded in a part on OpenShift, but no stock role has it anywhere.",
    proposal: "One demand for every distribution, and a blocker.",
    requirements: ["rbac-endpointslice-write", "rbac-endpointslice-users"],
    parts: [
      {
        key: "demandedOn",
        label: "The right is demanded on",
        kind: "choice",
        options: [
          { value: "all", label: "Every distribution" },
          { value: "openshift", label: "OpenShift only" },
        ],
        at: ["endpointSlices", "demandedOn"],
      },
    ],
  },
  {
    id: "D11",
    title: "OpenShift's restricted EndpointSlices",
    missing: "The verbs that are listed do not overcome OpenShift's refusal of slices that point at pods or services.",
    proposal: "It is noted. The further right is granted on SESTEK's word only.",
    requirements: ["rbac-endpointslice-write"],
    parts: [
      {
        key: "restricted",
        label: "Restricted slices",
        kind: "choice",
        options: [
          { value: "note", label: "Are noted" },
          { value: "demand", label: "Are demanded, and granted by the generated role" },
        ],
        at: ["endpointSlices", "restricted"],
      },
    ],
  },
  {
    id: "D13",
    title: "Total of the requests",
    missing: "The quota is to leave 30 % beside the requests, but their total is not given.",
    proposal: "SESTEK enters the sizing. The margin counts for the requests of CPU and memory.",
    requirements: ["ns-quota", "k8s-capacity"],
    parts: [number("Percent of the requests that must fit", "quotaPercent")],
  },
  {
    id: "D14",
    title: "What a LimitRange must allow",
    missing: "It is not said whether the limits are of a pod or of a container, and whether they are exact or bounds.",
    proposal:
      "They are bounds of a pod; limits of a container may not be stricter. A namespace without a LimitRange is a warning.",
    requirements: ["ns-limitrange-common", "ns-limitrange-products"],
    parts: [
      quantity("minCpu", "Smallest CPU"),
      quantity("minMemory", "Smallest memory"),
      quantity("commonMaxCpu", "Largest CPU, common namespace"),
      quantity("commonMaxMemory", "Largest memory, common namespace"),
      quantity("productMaxCpu", "Largest CPU, product namespaces"),
      quantity("productMaxMemory", "Largest memory, product namespaces"),
      verdict("A namespace without a LimitRange is", ["limitRange", "absent"]),
    ],
  },
  {
    id: "D29",
    title: "What GCP means among the distributions",
    missing: "The list of distributions has GCP, which is a cloud.",
    proposal: "Google Kubernetes Engine is meant.",
    requirements: ["k8s-distribution"],
    parts: [
      {
        key: "googleCloud",
        label: "GCP stands for",
        kind: "choices",
        options: distributionOptions(["gke", "anthos"]),
        at: ["distributions", "googleCloud"],
      },
    ],
  },
  {
    id: "D30",
    title: "Newest Kubernetes version",
    missing: "The maximum of 1.34 will age, and managed clusters upgrade themselves.",
    proposal: "The window is configuration. It is looked at again within the week before the installation.",
    requirements: ["k8s-version-window", "k8s-node-version", "k8s-engine-version"],
    parts: [number("Newest minor version (1.x)", "kubernetesMinor", "max")],
  },
  {
    id: "D31",
    title: "Distributions outside the list",
    missing: "Any compatible flavour is said to do, and a list of tested ones is given.",
    proposal: "One outside the list is a warning.",
    requirements: ["k8s-distribution"],
    parts: [
      {
        key: "tested",
        label: "Tested distributions, beside what GCP stands for",
        kind: "choices",
        options: distributionOptions(["openshift", "rancher", "eks", "aks", "gke", "anthos", "oke", "vanilla"]),
        at: ["distributions", "tested"],
      },
      verdict("A distribution outside the list is", ["distributions", "outside"], ["warn", "fail"]),
    ],
  },
  {
    id: "D37",
    title: "A service mesh that is there",
    missing: "Only whether there is one is asked; what follows from it is not said.",
    proposal: "It is a warning, and handed to SESTEK.",
    requirements: ["net-mesh"],
    parts: [verdict("A mesh that acts on our namespaces, and is in the answers, is", ["meshPresent"])],
  },
];
