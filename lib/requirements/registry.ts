import { derived, group, source } from "./build";
import { unless } from "./conditions";
import { REGISTRY_ADVICE } from "./registry-advice";
import type { Facts } from "./types";

const APP = ["app"] as const;
const HEADING = "Container Registry";
const LOG_IN = ["reg.host", "reg.username", "reg.password", "reg.aws"] as const;
const TLS_FAULTS = ["tls-untrusted", "tls-expired", "tls-name"] as const;

const loginFields = ({ answers, secretsSet }: Facts) =>
  answers["reg.type"] === "ecr" || secretsSet.has("reg.aws") ? "AWS keys" : "user and password";

/** Container registry: where the workers get the images from. */
export const registry = group("registry", [
  {
    id: "reg-type",
    severity: "blocker",
    statement: "The registry is of a supported type and speaks the Registry v2 protocol",
    why: "Images are pushed and pulled through this protocol.",
    source: source(HEADING, "S155–S164"),
    vantages: ["app", "person"],
    whoActs: "registry",
    fields: ["reg.type", "reg.host"],
    needs: ["reg.type", "reg.host"],
    remedy: "Name a registry of a supported type, at the address and port that serve /v2/.",
    attestation: {
      statement: "The registry is of the stated type and serves the Registry v2 protocol at the stated address.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "reg-auth",
    severity: "blocker",
    statement: "The registry's address and credentials work",
    why: "Without a log-in nothing can be listed, pushed or pulled.",
    source: source("Information expected from customer", "S213"),
    vantages: ["app", "terminal"],
    whoActs: "registry",
    fields: ["reg.type", "reg.ca", "reg.pushPrefix"],
    needs: LOG_IN,
    after: ["reg-type"],
    despite: TLS_FAULTS,
    remedy: (facts) => ({
      summary: `Make a new robot account or token that outlives the installation, and enter its ${loginFields(facts)}.`,
    }),
    remedyFor: {
      "tls-untrusted": () => ({
        summary:
          "Enter the CA certificates of the registry in the intake, and have the cluster's nodes and the terminal server trust the same CA.",
      }),
      "tls-name": () => ({
        summary: "Enter the registry by a name that its certificate holds, or reissue the certificate.",
      }),
      "tls-expired": () => ({ summary: "Renew the registry's certificate." }),
      "blocked-by-policy": () => ({
        summary:
          "Confirm the host of the registry's token service; the operator of this application then adds it to CHECK_TOKEN_HOSTS.",
      }),
      expiring: () => ({ summary: "Store AWS keys that may call ecr:GetAuthorizationToken in place of the password." }),
    },
    waivable: false,
  },
  {
    id: "reg-list",
    severity: "blocker",
    statement: "The registry's user may list images",
    why: "Maestro compares what is there with what is needed.",
    source: source(HEADING, "S168"),
    vantages: ["app", "terminal"],
    whoActs: "registry",
    fields: ["reg.sampleImage", "reg.imageList", "reg.type"],
    needs: [...LOG_IN, "reg.pullPrefix"],
    after: ["reg-type", "reg-auth"],
    remedy: "Grant the user the right to read and list the repositories below the pull prefix.",
  },
  {
    id: "reg-push",
    severity: "blocker",
    statement: "The registry's user may push images",
    why: "Maestro pushes the images of the products and of the project.",
    source: source(HEADING, "S168"),
    vantages: APP,
    whoActs: "registry",
    applies: ({ answers, policy }) =>
      answers["reg.mode"] === "proxy" && policy.registryRights.pushWhenProxying === "skip"
        ? {
            applies: false,
            because: "The registry proxies the images, and SESTEK pushes none in that case.",
            field: "reg.mode",
          }
        : { applies: true },
    fields: ["reg.pushPrefix", "reg.username", "reg.mode"],
    needs: [...LOG_IN, "reg.pushPrefix"],
    after: ["reg-type", "reg-auth"],
    remedy: ({ answers }) => ({
      summary:
        `Grant the user the right to push below ${answers["reg.pushPrefix"] ?? "the push prefix"}. ${REGISTRY_ADVICE[answers["reg.type"] ?? "v2-generic"].push}`.trim(),
    }),
    consent: {
      by: "app",
      writes: "Opens an upload below the push prefix and cancels it at once. No image is written.",
    },
  },
  {
    id: "reg-proxy",
    severity: "blocker",
    statement: "The registry proxies docker.sestek.com",
    why: "The images come from SESTEK's central registry.",
    source: source(HEADING, "S153"),
    vantages: ["app", "person"],
    whoActs: "registry",
    applies: unless("reg.mode", (mode) => mode === "mirror", "The images are copied, not proxied."),
    fields: ["reg.mode", "reg.sampleImage", "reg.adminApi", "reg.type"],
    needs: [...LOG_IN, "reg.mode", "reg.sampleImage"],
    after: ["reg-type", "reg-auth"],
    remedy: ({ answers }) => ({ summary: REGISTRY_ADVICE[answers["reg.type"] ?? "v2-generic"].proxy }),
    attestation: {
      statement: "The registry is configured as a proxy of docker.sestek.com.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "reg-mirror",
    severity: "blocker",
    statement: "Every image of SESTEK's list is in the registry",
    why: "Workers that miss one image cannot start its service.",
    source: source(HEADING, "S153"),
    vantages: ["app", "person"],
    whoActs: "registry",
    applies: unless("reg.mode", (mode) => mode === "proxy", "The registry proxies the images."),
    fields: ["reg.mode", "reg.imageList", "reg.pullPrefix"],
    needs: [...LOG_IN, "reg.mode", "reg.imageList", "reg.pullPrefix"],
    after: ["reg-type", "reg-auth"],
    remedy: {
      summary:
        "Copy the missing images from docker.sestek.com with all their platforms. The script does it with skopeo and writes down what it copied.",
      artefact: "A10",
    },
    attestation: {
      statement: "Every image of the list that SESTEK provided was copied into the registry.",
      by: "customer",
      expiresInDays: 30,
    },
  },
  {
    id: "reg-vendor-credentials",
    severity: "blocker",
    statement: "SESTEK has issued credentials for docker.sestek.com",
    why: "Proxying and copying both need them.",
    source: source(HEADING, "S44, S153"),
    vantages: ["person", "app"],
    whoActs: "sestek",
    needs: ["reg.vendorUser", "reg.vendorPassword"],
    remedy: "The project manager asks SESTEK for the credentials and records who received them.",
    attestation: {
      statement: "SESTEK issued the credentials for docker.sestek.com, and the named person has received them.",
      by: "manager",
      expiresInDays: 30,
    },
  },
  {
    id: "reg-node-pull",
    severity: "blocker",
    statement: "The workers can pull from the registry",
    why: "A registry that answers us may still be closed to the workers.",
    source: derived(HEADING, "S153"),
    vantages: ["cluster"],
    whoActs: "network",
    applies: unless("k8s.probeAllowed", (value) => value === "no", "Probe pods are not allowed in this cluster."),
    fields: ["k8s.probeAllowed", "k8s.probeImage", "reg.host", "reg.pullPrefix"],
    needs: ["k8s.probeAllowed", "k8s.probeImage", "reg.host"],
    after: ["ns-exist"],
    remedy: "Open the registry to the workers' subnet, and have the nodes trust the registry's CA.",
    consent: { by: "cluster", writes: "Creates a pull secret and a pod, and removes both." },
  },
]);
