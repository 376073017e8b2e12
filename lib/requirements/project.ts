import type { FieldId } from "@/lib/intake/answers";
import { openComponents } from "@/lib/intake/matrix";

import { derived, group, source } from "./build";

const HEADING = "Component Responsibility Matrix";
const APP = ["app"] as const;

/** What the customer's information list names (S203 to S215): the roll-up counts these. */
export const EXPECTED_INFORMATION = [
  "net.baseDomain",
  "db.engine",
  "db.ip",
  "db.port",
  "db.host",
  "db.username",
  "db.password",
  "k8s.distribution",
  "k8s.platformVersion",
  "k8s.engineVersion",
  "st.className",
  "k8s.kubeconfig",
  "reg.host",
  "reg.username",
  "reg.password",
  "net.serviceMesh",
  "net.networkPolicies",
] as const satisfies readonly FieldId[];

/** Responsibility and project information. */
export const project = group("project", [
  {
    id: "prj-matrix",
    severity: "blocker",
    statement: "Every component has an owner for deployment, updates and support",
    why: "A component without an owner stops the installation at its first question.",
    source: source(HEADING, "S183, S185"),
    vantages: ["app", "person"],
    whoActs: "manager",
    fields: ["resp.matrix", "resp.agreedOn", "resp.file", "project.installStart", "os.strategy"],
    pure: true,
    remedy: "Fill every row of the matrix, agree on it with the customer, and attach the signed file.",
    attestation: {
      statement: "Customer and SESTEK agreed on the responsibility matrix as it stands in the answers.",
      by: "either",
      expiresInDays: 30,
      askable: ({ answers, policy }) => openComponents(answers["resp.matrix"] ?? [], policy.matrix).length === 0,
    },
  },
  {
    id: "prj-third-party-support",
    severity: "info",
    statement: "Who deploys a component also updates and supports it",
    why: "Support by someone who did not deploy it falls between two teams.",
    source: source(HEADING, "S183"),
    vantages: APP,
    whoActs: "manager",
    fields: ["resp.matrix"],
    pure: true,
    remedy: "Give updates and support of what SESTEK deploys to SESTEK, or note the exception.",
  },
  {
    id: "prj-products",
    severity: "blocker",
    statement: "The products are chosen, and the questions that depend on them answered",
    why: "Names, ports and rights follow from the products.",
    source: derived("Kubernetes Namespaces", "S86, S145, S207"),
    vantages: APP,
    whoActs: "manager",
    fields: ["project.products", "rec.used", "sr.separate", "project.cveScanning"],
    pure: true,
    remedy: "Choose the products, and answer whether a recorder, separate SR servers and CVE scanning are used.",
    waivable: false,
  },
  {
    id: "prj-information",
    severity: "blocker",
    statement: "The information expected from the customer is complete",
    why: "Each missing item costs a mail and a day.",
    source: source("Information expected from customer", "S201–S215"),
    vantages: APP,
    whoActs: "manager",
    fields: [...EXPECTED_INFORMATION, "project.installStart"],
    pure: true,
    rollUp: true,
    remedy:
      "Fill the missing answers. Where a secret may not leave the customer's network, bring the signed result of a look from there instead.",
  },
]);
