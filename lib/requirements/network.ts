import { sh } from "@/lib/artefacts/quote";
import type { Tri } from "@/lib/intake/answers";

import { derived, group, source } from "./build";
import { unless } from "./conditions";
import { REACHED } from "./order";
import { redirectRemedy } from "./ssl-redirect-remedies";
import type { Applies, Facts, Remedy } from "./types";

const APP = ["app"] as const;
const FROM_WORKERS = ["cluster", "person", "app"] as const;
const PORTS = "Network Port Requirements";
const INFORMATION = "Information expected from customer";
const off = (value: Tri) => value === "no";

function recorderApplies({ answers, policy }: Facts): Applies {
  if (answers["rec.used"] === "no")
    return { applies: false, because: "The SESTEK Call Recorder is not used.", field: "rec.used" };
  const products = answers["project.products"];
  const talking: readonly string[] = policy.recorderProducts;
  if (products && products.length > 0 && !products.some((product) => talking.includes(product))) {
    const because =
      talking.join() === "CA"
        ? "Conversational Analytics is not among the products."
        : `None of the products that talk to the recorder is chosen: ${talking.join(", ")}.`;
    return { applies: false, because, field: "project.products" };
  }
  return { applies: true };
}

/** One firewall rule from the workers to a named peer, as the network team needs it. */
function openFromWorkers(peer: string, port: (facts: Facts) => string) {
  return (facts: Facts): Remedy => ({
    summary: `Allow the workers' subnet to reach ${peer} on ${port(facts)}, and try it from every worker.`,
  });
}

/** Ingress and network: the domain, the controller, the ports and what stands between. */
export const network = group("network", [
  {
    id: "net-ingress-controller",
    severity: "blocker",
    statement: "An ingress controller serves the base domain",
    why: "Users and other systems reach Knovvu through the ingress.",
    source: derived("Ingress", "S78, S80"),
    vantages: ["app", "cluster", "terminal"],
    fromCluster: "completes",
    whoActs: "k8s",
    fields: ["net.ingressController", "net.ingressClass", "net.ingressAddress"],
    needs: ["k8s.kubeconfig"],
    after: REACHED,
    remedy: {
      summary: "Install an ingress controller, or enter the name of the class that exists.",
      command: "kubectl get ingressclass",
    },
  },
  {
    id: "net-ssl-redirect",
    severity: "blocker",
    statement: "The ingress does not redirect HTTP to HTTPS",
    why: "Some components call each other over plain HTTP; a redirect breaks them.",
    source: source("Ingress", "S80, S82"),
    vantages: ["cluster", "app"],
    whoActs: "k8s",
    fields: ["net.ingressController", "net.ingressClass", "net.baseDomain", "net.tlsAt"],
    needs: ["k8s.kubeconfig"],
    after: REACHED,
    remedy: redirectRemedy,
    consent: { by: "cluster", writes: "Creates a pod, a service and an ingress for a random name, and removes them." },
  },
  {
    id: "net-base-domain",
    severity: "blocker",
    statement: "The base domain is chosen and confirmed",
    why: "Every address of the installation is built on it; changing it later is extra work.",
    source: source(INFORMATION, "S203, S205"),
    vantages: APP,
    whoActs: "network",
    fields: ["net.baseDomain", "net.baseDomainConfirmed"],
    pure: true,
    remedy: "Agree on the domain with the network team, enter it, and confirm that it is final.",
    waivable: false,
  },
  {
    id: "net-dns",
    severity: "warning",
    statement: "The base domain and its sub-domains resolve to the ingress",
    why: "Without the records nobody reaches the installed services.",
    source: derived(INFORMATION, "S205"),
    vantages: ["cluster", "terminal", "app"],
    fromApp: "hint",
    divided: "warn",
    whoActs: "network",
    applies: unless("net.baseDomainConfirmed", (value) => value === "no", "The base domain is not confirmed yet."),
    fields: ["net.baseDomain", "net.baseDomainConfirmed", "net.ingressAddress"],
    needs: ["net.baseDomain", "net.baseDomainConfirmed"],
    remedy: ({ answers }) => ({
      summary: `Create a wildcard record for ${answers["net.baseDomain"] ? `*.${answers["net.baseDomain"]}` : "the base domain"} that points at the ingress${answers["net.ingressAddress"] ? ` (${answers["net.ingressAddress"]})` : ""}.`,
    }),
  },
  {
    id: "net-certificate",
    severity: "warning",
    statement: "A certificate covers the base domain and its sub-domains",
    why: "Browsers and clients refuse services whose certificate does not fit.",
    source: derived(INFORMATION, "S205"),
    vantages: ["terminal", "app"],
    whoActs: "security",
    applies: unless("net.tlsAt", (value) => value === "none", "TLS is not used."),
    fields: ["net.tlsAt", "net.ingressAddress", "net.baseDomain", "k8s.caBundle"],
    needs: ["net.ingressAddress", "net.baseDomain"],
    remedy: ({ answers }) => ({
      summary: `Issue a certificate for ${answers["net.baseDomain"] ? `*.${answers["net.baseDomain"]}` : "the base domain"}, valid for more than 30 days, and install it on the ingress.`,
    }),
  },
  {
    id: "net-license-port",
    severity: "blocker",
    statement: "The workers reach the license service on 30113/TCP",
    why: "Products stop when they cannot reach the license service.",
    source: source(PORTS, "S139, S142"),
    vantages: FROM_WORKERS,
    fromApp: "hint",
    whoActs: "network",
    fields: ["lic.host", "lic.ip", "lic.installed"],
    needs: ["lic.host"],
    remedy: openFromWorkers("the license server", () => "30113/TCP"),
    attestation: {
      statement: "The firewall allows every worker to reach the license server on 30113/TCP.",
      by: "customer",
      expiresInDays: 30,
    },
    consent: { by: "cluster", writes: "Creates a small pod on each worker, and removes it." },
  },
  {
    id: "net-db-port",
    severity: "blocker",
    statement: "The workers reach the database",
    why: "Every product keeps its data there.",
    source: source(PORTS, "S143, S144"),
    vantages: FROM_WORKERS,
    fromApp: "hint",
    whoActs: "network",
    fields: ["db.engine", "db.host", "db.ip", "db.port"],
    needs: ["db.engine", ["db.ip", "db.host"], "db.port"],
    remedy: openFromWorkers(
      "the database",
      ({ answers }) => `${answers["db.port"] ?? (answers["db.engine"] === "postgresql" ? 5432 : 1433)}/TCP`,
    ),
    attestation: {
      statement: "The firewall allows every worker to reach the database's port.",
      by: "customer",
      expiresInDays: 30,
    },
    consent: { by: "cluster", writes: "Creates a small pod on each worker, and removes it." },
  },
  {
    id: "net-recorder-port",
    severity: "blocker",
    statement: "The workers reach the SESTEK Call Recorder on 2050/TCP",
    why: "Conversational Analytics fetches recordings from it.",
    source: source(PORTS, "S145"),
    vantages: FROM_WORKERS,
    fromApp: "hint",
    whoActs: "network",
    applies: recorderApplies,
    fields: ["rec.used", "rec.hosts", "project.products"],
    needs: ["rec.used", "rec.hosts"],
    remedy: openFromWorkers("the recorder", () => "2050/TCP"),
    attestation: {
      statement: "The firewall allows every worker to reach the recorder on 2050/TCP.",
      by: "customer",
      expiresInDays: 30,
    },
    consent: { by: "cluster", writes: "Creates a small pod on each worker, and removes it." },
  },
  {
    id: "net-sr-port",
    severity: "blocker",
    statement: "The workers reach the SR servers on 10097 over HTTP",
    why: "Speech recognition runs there.",
    source: source(PORTS, "S146–S149"),
    vantages: FROM_WORKERS,
    fromApp: "hint",
    whoActs: "network",
    applies: unless("sr.separate", off, "No separate SR servers are used."),
    fields: ["sr.separate", "sr.hosts"],
    needs: ["sr.separate", "sr.hosts"],
    remedy: openFromWorkers("each SR server", () => "10097/TCP, and keep HTTP proxies out of the way"),
    attestation: {
      statement: "The firewall allows every worker to reach each SR server on 10097/TCP.",
      by: "customer",
      expiresInDays: 30,
    },
    consent: { by: "cluster", writes: "Creates a small pod on each worker, and removes it." },
  },
  {
    id: "net-mesh",
    severity: "warning",
    statement: "The answer about a service mesh agrees with the cluster",
    why: "A mesh changes how pods talk; SESTEK must know before the installation.",
    source: source(INFORMATION, "S214"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["net.serviceMesh", "project.installStart"],
    needs: ["k8s.kubeconfig"],
    after: REACHED,
    remedy: {
      summary: "Correct the answer; when a mesh is active in a SESTEK namespace, tell SESTEK.",
      command: "kubectl get namespaces --show-labels",
    },
  },
  {
    id: "net-netpol",
    severity: "warning",
    statement: "The answer about network policies agrees with the cluster",
    why: "Policies that nobody mentioned block the products on the day they start.",
    source: source(INFORMATION, "S215"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["net.networkPolicies", "ns.list", "project.installStart"],
    needs: ["k8s.kubeconfig"],
    after: REACHED,
    remedy: ({ answers }) => ({
      summary: "Correct the answer, or list the policies for SESTEK.",
      command:
        (answers["ns.list"] ?? []).map(({ name }) => `kubectl get networkpolicy -n ${sh(name)}`).join("\n") ||
        "kubectl get networkpolicy --all-namespaces",
    }),
  },
]);
