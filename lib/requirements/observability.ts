import { sh } from "@/lib/artefacts/quote";

import { derived, group, source } from "./build";
import { unless } from "./conditions";
import { INSIDE, REACHED } from "./order";

const APP = ["app"] as const;
const LOGS = "Log Forwarding";
const METRICS = "Prometheus Operator";
const withOperator = unless("obs.promOperator", (value) => value === "no", "The customer has no Prometheus Operator.");

/** Observability: logs, metrics and traces. */
export const observability = group("observability", [
  {
    id: "obs-elastic-incluster",
    severity: "warning",
    statement: "The Elastic Stack inside the cluster is expected and sized",
    why: "It comes with every deployment and needs its share of memory and storage.",
    source: source(LOGS, "S191"),
    vantages: ["person", "cluster"],
    fromCluster: "completes",
    whoActs: "k8s",
    fields: ["ns.sizing", "resp.matrix"],
    needs: ["ns.sizing"],
    remedy:
      "Acknowledge that SESTEK deploys and manages the Elastic Stack in the cluster, and check that the sizing contains it.",
    attestation: {
      statement:
        "We know that SESTEK deploys and manages an Elastic Stack inside the cluster, and its share is in the sizing.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "obs-log-elastic",
    severity: "warning",
    statement: "Logs can be forwarded to the customer's Elasticsearch or OpenSearch",
    why: "Forwarding fails silently when the account may not write.",
    source: source(LOGS, "S191"),
    vantages: ["app", "cluster"],
    fromCluster: "completes",
    whoActs: "security",
    applies: unless(
      "obs.logForward",
      (value) => value !== "elasticsearch" && value !== "opensearch",
      "Logs are not forwarded to Elasticsearch or OpenSearch.",
    ),
    fromApp: "faults",
    fields: ["obs.logForward", "obs.logUrl", "obs.logMode", "obs.logTarget", "obs.logSecret", "obs.logCa"],
    needs: ["obs.logForward", "obs.logUrl", "obs.logMode", "obs.logTarget", "obs.logSecret"],
    remedy: "Grant the account the right to write to the target, and open the way from the workers.",
  },
  {
    id: "obs-log-splunk",
    severity: "warning",
    statement: "Logs can be forwarded to Splunk",
    why: "Forwarding fails silently when the token is not valid.",
    source: source(LOGS, "S191"),
    vantages: ["app", "cluster"],
    fromCluster: "completes",
    whoActs: "security",
    applies: unless("obs.logForward", (value) => value !== "splunk", "Logs are not forwarded to Splunk."),
    fromApp: "faults",
    fields: ["obs.logForward", "obs.logUrl", "obs.logSecret", "obs.logTarget", "obs.logCa"],
    needs: ["obs.logForward", "obs.logUrl", "obs.logSecret"],
    remedy: "Enable the HTTP Event Collector token, and open the way from the workers.",
  },
  {
    id: "obs-prom-operator",
    severity: "info",
    statement: "The Prometheus Operator is present as stated",
    why: "SESTEK brings monitoring objects only where an operator reads them.",
    source: source(METRICS, "S195"),
    vantages: APP,
    whoActs: "k8s",
    fields: ["obs.promOperator"],
    needs: ["k8s.kubeconfig"],
    after: REACHED,
    remedy: {
      summary: "Correct the answer, or install the missing definitions.",
      command: "kubectl get crd | grep monitoring.coreos.com",
    },
  },
  {
    id: "obs-prom-rbac",
    severity: "blocker",
    statement: "Full rights on the three monitoring resources are granted in every namespace",
    why: "The installation creates ServiceMonitors, PrometheusRules and AlertmanagerConfigs.",
    source: source(METRICS, "S195"),
    vantages: APP,
    whoActs: "k8s",
    applies: withOperator,
    fields: ["obs.promOperator", "ns.list"],
    needs: ["k8s.kubeconfig", "ns.list"],
    after: INSIDE,
    remedy: ({ answers }) => ({
      summary: "Apply the generated role in every SESTEK namespace.",
      command: `${answers["k8s.distribution"] === "openshift" ? "oc" : "kubectl"} apply -f ${sh("monitoring-role.yaml")}`,
      artefact: "A7",
    }),
  },
  {
    id: "obs-prom-scrape",
    severity: "warning",
    statement: "Prometheus selects the SESTEK namespaces",
    why: "Metrics that nobody selects are not there when they are needed.",
    source: derived(METRICS, "S195"),
    vantages: ["app", "person"],
    whoActs: "k8s",
    applies: withOperator,
    fields: ["obs.promOperator", "ns.list"],
    needs: ["k8s.kubeconfig", "ns.list"],
    after: INSIDE,
    remedy: {
      summary: "Let the Prometheus select the SESTEK namespaces, or tell SESTEK the label that it selects.",
      command: "kubectl get prometheus --all-namespaces -o yaml",
    },
    attestation: {
      statement: "Prometheus selects the SESTEK namespaces, and the needed label is known to SESTEK.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "obs-tracing",
    severity: "warning",
    statement: "The trace destination accepts traces",
    why: "Traces are dropped without a word when the destination refuses them.",
    source: source("Tracing", "S199"),
    vantages: ["app", "cluster"],
    fromCluster: "completes",
    whoActs: "security",
    applies: unless(
      "obs.tracing",
      (value) => value === "default-elastic-apm",
      "Traces go to the Elastic APM that SESTEK deploys.",
    ),
    fields: ["obs.tracing", "obs.otlp", "obs.otlpHeaders", "obs.otlpCa"],
    needs: ["obs.tracing", "obs.otlp"],
    remedy: "Correct the endpoint, protocol and headers, and open the way from the workers.",
  },
]);
