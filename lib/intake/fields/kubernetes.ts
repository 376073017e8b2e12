import type { Answers } from "../answers";
import { fields, options, TRI } from "./define";
import type { Section } from "./types";

const CLUSTER = "Cluster administrator";
const probing = (answers: Answers) => answers["k8s.probeAllowed"] === "yes";

export const platform: Section = {
  id: "platform",
  title: "Kubernetes platform",
  intro: "Which cluster Knovvu will run on. The checks compare these answers with the cluster itself.",
  fields: fields(CLUSTER, [
    {
      id: "k8s.distribution",
      label: "Which platform will Knovvu run on?",
      help: "Ingress, storage and rights differ by platform.",
      kind: "choice",
      who: "C",
      options: options({
        openshift: "OpenShift",
        rancher: "Rancher (RKE2, K3s)",
        eks: "Amazon EKS",
        aks: "Azure AKS",
        gke: "Google GKE",
        anthos: "Google Anthos",
        oke: "Oracle OKE",
        vanilla: "Kubernetes as published",
        other: "Another one",
      }),
    },
    {
      id: "k8s.distributionOther",
      label: "Name of the platform",
      help: "SESTEK will look whether it is supported.",
      kind: "text",
      who: "C",
      max: 80,
      applies: (answers) => answers["k8s.distribution"] === "other",
    },
    {
      id: "k8s.platformVersion",
      label: "Platform version",
      help: "The version of the platform itself, such as OpenShift 4.16.21.",
      example: "4.16.21",
      kind: "text",
      who: "C",
      max: 40,
      applies: (answers) => answers["k8s.distribution"] !== "vanilla" && answers["k8s.distribution"] !== "aks",
    },
    {
      id: "k8s.engineVersion",
      label: "Kubernetes version",
      help: "What kubectl version shows as Server Version.",
      example: "1.29.10",
      kind: "text",
      who: "C",
      max: 60,
    },
  ]),
};

export const access: Section = {
  id: "access",
  title: "Cluster access",
  intro:
    "A kubeconfig lets the app look at the cluster. Only the parts needed to connect are kept, encrypted; nothing in it is ever run.",
  fields: fields(CLUSTER, [
    {
      id: "k8s.kubeconfig",
      label: "Kubeconfig",
      help: "A file that the generated script makes works everywhere.",
      kind: "kubeconfig",
      who: "C",
    },
    {
      id: "k8s.context",
      label: "Context",
      help: "One of the contexts of the kubeconfig.",
      kind: "text",
      who: "C",
      optional: true,
      fileOnly: true,
      max: 253,
    },
    {
      id: "k8s.caBundle",
      label: "CA certificates of the cluster",
      help: "Needed only when the kubeconfig holds no CA and the API server's is private. PEM text.",
      kind: "pem",
      who: "C",
      optional: true,
    },
    {
      id: "k8s.apiReachableFrom",
      label: "From where can the API server be reached?",
      help: "When only the terminal server reaches it, the checks run there.",
      kind: "choice",
      who: "C",
      options: options({
        app: "From this application",
        "terminal-only": "Only from the terminal server",
        unknown: "I do not know",
      }),
    },
    {
      id: "k8s.managingUsers",
      label: "Who else manages the projects?",
      help: "Users, groups and service accounts that manage the namespaces: each needs rights on EndpointSlices. Paste lines as: kind, name, groups, namespace.",
      kind: "rows",
      who: "C",
      optional: true,
      max: 50,
      columns: [
        {
          key: "kind",
          label: "Kind",
          kind: "choice",
          options: options({ User: "User", Group: "Group", ServiceAccount: "Service account" }),
        },
        { key: "name", label: "Name", kind: "text", example: "sestek-engineer" },
        { key: "groups", label: "Groups", kind: "list", optional: true, example: "deployers" },
        { key: "ns", label: "Namespace", kind: "text", optional: true, example: "knovvu-common" },
      ],
    },
    {
      id: "k8s.probeAllowed",
      label: "May probe pods run in the cluster?",
      help: "Small, short-lived pods prove what only a worker can see: ports, volumes, pulls. Each use asks again and lists what it creates.",
      kind: "tri",
      who: "C",
      options: TRI,
    },
    {
      id: "k8s.probeImage",
      label: "Image for the probe pods",
      help: "The agnhost image of the Kubernetes project, in your registry.",
      example: "registry.corp.example/knovvu/agnhost:2.45",
      kind: "text",
      who: "C",
      max: 512,
      applies: probing,
    },
    {
      id: "k8s.workerCount",
      label: "Number of workers",
      help: "Used only where the nodes may not be listed.",
      example: "6",
      kind: "number",
      who: "C",
      optional: true,
    },
  ]),
};

export const namespaces: Section = {
  id: "namespaces",
  title: "Namespaces",
  intro: "SESTEK names the namespaces and how much each requests; the customer creates them.",
  fields: fields("Project manager", [
    {
      id: "ns.list",
      label: "Namespaces",
      help: "Exactly one common namespace, and one or more for each product. Paste lines as: name, role.",
      kind: "rows",
      who: "PM",
      max: 100,
      columns: [
        { key: "name", label: "Name", kind: "text", example: "knovvu-common" },
        {
          key: "role",
          label: "Role",
          kind: "choice",
          options: options({ common: "Common", stai: "STAI", core: "Core", ca: "CA", va: "VA", other: "Other" }),
        },
      ],
    },
    {
      id: "ns.sizing",
      label: "Sizing",
      help: "Sums of what the products request in each namespace. Quotas must leave 30 % more. Paste lines as: namespace, CPU, memory, storage, volumes, pods.",
      kind: "rows",
      who: "S",
      max: 100,
      whoKnows: "SESTEK",
      columns: [
        { key: "name", label: "Namespace", kind: "text", example: "knovvu-va" },
        { key: "requestsCpu", label: "CPU requests", kind: "text", example: "12500m" },
        { key: "requestsMemory", label: "Memory requests", kind: "text", example: "40Gi" },
        { key: "storage", label: "Storage", kind: "text", optional: true, example: "300Gi" },
        { key: "pvcCount", label: "Volumes", kind: "number", optional: true, example: "9" },
        { key: "pods", label: "Pods", kind: "number", optional: true, example: "40" },
        { key: "limitsCpu", label: "CPU limits", kind: "text", optional: true },
        { key: "limitsMemory", label: "Memory limits", kind: "text", optional: true },
      ],
    },
  ]),
};

const nfs = (answers: Answers) => answers["st.nfsBacked"] !== undefined && answers["st.nfsBacked"] !== "no";

export const storage: Section = {
  id: "storage",
  title: "Storage",
  intro: "Where the products' volumes come from.",
  fields: fields(CLUSTER, [
    {
      id: "st.className",
      label: "Storage class",
      help: "Its name in the cluster.",
      example: "fast-block",
      kind: "text",
      who: "C",
      max: 253,
    },
    {
      id: "st.provisioning",
      label: "How are volumes created?",
      help: "Dynamic is usual. By hand means that every volume is prepared before the installation.",
      kind: "choice",
      who: "C",
      options: options({ dynamic: "Dynamically, by the storage class", manual: "By hand" }),
    },
    {
      id: "st.manualPlan",
      label: "Plan of the volumes",
      help: "Which volumes will exist, who makes them, and by when.",
      kind: "composite",
      who: "C",
      applies: (answers) => answers["st.provisioning"] === "manual",
      columns: [
        { key: "plan", label: "Volumes", kind: "text", example: "9 volumes, see pv-list.yaml" },
        { key: "person", label: "Who makes them", kind: "text" },
        { key: "date", label: "Ready by", kind: "date" },
      ],
    },
    {
      id: "st.accessMode",
      label: "Access mode",
      help: "ReadWriteOnce is recommended; ReadWriteMany is supported.",
      kind: "choice",
      who: "S+C",
      options: options({ RWO: "ReadWriteOnce (RWO)", RWX: "ReadWriteMany (RWX)" }),
    },
    {
      id: "st.nfsBacked",
      label: "Are the volumes backed by NFS?",
      help: "NFS needs an export without all_squash.",
      kind: "tri",
      who: "C",
      options: TRI,
    },
    {
      id: "st.nfsExport",
      label: "Export line of the NFS server",
      help: "The line of /etc/exports, or the policy of the array.",
      example: "/srv/knovvu 10.2.0.0/16(rw,sync,root_squash,no_all_squash)",
      kind: "multiline",
      who: "C",
      optional: true,
      max: 2000,
      applies: nfs,
    },
  ]),
};
