import { sh } from "@/lib/artefacts/quote";

import { derived, group, source } from "./build";
import { unless } from "./conditions";
import { VERSION_WINDOW } from "./numbered-statements";
import { ALIVE, REACHED } from "./order";

const APP = ["app"] as const;
const INFORMATION = "Information expected from customer";
const KUBECONFIG = ["k8s.kubeconfig"] as const;

/** Kubernetes platform: access, versions, distribution and room. */
export const kubernetes = group("kubernetes", [
  {
    id: "k8s-kubeconfig-safe",
    severity: "blocker",
    statement: "A kubeconfig is delivered, and it holds data only",
    why: "A kubeconfig can run programs and point elsewhere. Only one that holds data can be used by anybody but its author.",
    source: source(INFORMATION, "S212"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["k8s.kubeconfig", "k8s.context"],
    needs: KUBECONFIG,
    pure: true,
    remedy: {
      summary:
        "Have the cluster administrator run the generated script once; it makes a service account and a kubeconfig that works everywhere.",
      command: "bash make-kubeconfig.sh",
      artefact: "A11",
    },
    waivable: false,
  },
  {
    id: "k8s-api-reachable",
    severity: "blocker",
    statement: "The API server answers over verified TLS",
    why: "Every step of the installation talks to the API server.",
    source: source(INFORMATION, "S212"),
    vantages: ["app", "terminal"],
    whoActs: "network",
    fields: ["k8s.kubeconfig", "k8s.caBundle", "k8s.apiReachableFrom"],
    needs: KUBECONFIG,
    after: ["k8s-kubeconfig-safe"],
    remedy:
      "Open the way from this application to the API server, or answer that it is reachable from the terminal server only.",
    remedyFor: {
      "tls-untrusted": () => ({
        summary:
          "Provide the CA that issued the API server's certificate, inside the kubeconfig or under Cluster access.",
      }),
      "tls-name": () => ({
        summary: "Use a server address that the certificate names, or set tls-server-name in the kubeconfig.",
      }),
      "tls-expired": () => ({ summary: "Renew the API server's certificate." }),
      "blocked-by-policy": () => ({
        summary: "An engineer or project manager opens that private network on the project's page Access.",
      }),
    },
    waivable: false,
  },
  {
    id: "k8s-credential-valid",
    severity: "blocker",
    statement: "The credential works and outlives the installation",
    why: "A token that ends in the middle stops the installation for as long as a new one takes.",
    source: source(INFORMATION, "S212"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["k8s.kubeconfig", "project.installEnd"],
    needs: KUBECONFIG,
    after: REACHED,
    remedy: {
      summary: "Make a new token that lasts a week beyond the installation, with the generated script.",
      command: "bash make-kubeconfig.sh",
      artefact: "A11",
    },
    waivable: false,
  },
  {
    id: "k8s-version-window",
    severity: "blocker",
    ...VERSION_WINDOW,
    why: "Knovvu is built and tested for these versions only.",
    source: source("Kubernetes Versions", "S76"),
    vantages: ["app", "terminal"],
    whoActs: "k8s",
    fields: ["k8s.engineVersion"],
    needs: KUBECONFIG,
    after: REACHED,
    remedy: {
      summary: "Upgrade the cluster, or ask SESTEK for a release that supports its version.",
      command: "kubectl version",
    },
    waivable: false,
  },
  {
    id: "k8s-node-version",
    severity: "warning",
    statement: "The workers run supported versions on amd64 Linux",
    why: "Nodes may lag the control plane, and the images are built for amd64 Linux.",
    source: derived("Kubernetes Versions", "S76"),
    vantages: APP,
    whoActs: "k8s",
    needs: KUBECONFIG,
    after: ALIVE,
    remedy: { summary: "Upgrade the node pools that lag behind.", command: "kubectl get nodes -o wide" },
  },
  {
    id: "k8s-distribution",
    severity: "warning",
    statement: "The distribution is a tested one, and the one stated",
    why: "Ingress, storage and rights differ by distribution; preparing for the wrong one costs days.",
    source: source("Kubernetes Distributions", "S58, S62–S72, S209"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["k8s.distribution"],
    needs: ["k8s.kubeconfig", "k8s.distribution"],
    after: REACHED,
    remedy: "Correct the answer, or tell SESTEK that the platform is outside the tested list.",
  },
  {
    id: "k8s-platform-version",
    severity: "info",
    statement: "The stated platform version is the one that runs",
    why: "SESTEK plans the installation from it.",
    source: source(INFORMATION, "S209"),
    vantages: ["app", "person"],
    whoActs: "k8s",
    applies: unless(
      "k8s.distribution",
      (value) => value === "vanilla" || value === "aks",
      "This distribution has no platform version of its own.",
    ),
    fields: ["k8s.distribution", "k8s.platformVersion"],
    needs: KUBECONFIG,
    after: REACHED,
    remedy: "Correct the answer.",
    attestation: {
      statement: "The stated platform version is the one that the cluster runs.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "k8s-engine-version",
    severity: "info",
    statement: "The stated Kubernetes version is the one that runs",
    why: "SESTEK plans the installation from it.",
    source: source(INFORMATION, "S210"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["k8s.engineVersion"],
    needs: KUBECONFIG,
    after: REACHED,
    remedy: { summary: "Enter what the cluster reports as Server Version.", command: "kubectl version" },
  },
  {
    id: "k8s-capacity",
    severity: "warning",
    statement: "The cluster has room for what the products request",
    why: "Pods that do not fit stay pending, whatever the quotas allow.",
    source: derived("OpenShift Resource Quota Sizing", "S117"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["ns.sizing"],
    needs: ["k8s.kubeconfig", "ns.sizing"],
    after: ALIVE,
    remedy: {
      summary: "Add workers, or larger ones.",
      command: `kubectl describe nodes | grep -A 8 ${sh("Allocated resources")}`,
    },
  },
]);
