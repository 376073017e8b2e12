import { setMaxListeners } from "node:events";

import type { Answers, Secrets } from "@/lib/intake/answers";
import { VENDOR_REGISTRY } from "@/lib/intake/image-reference";
import type { Policy } from "@/lib/requirements/policy";

import { databaseProbe } from "./database/probe";
import { dnsProbe } from "./dns";
import type { EgressOptions } from "./egress/guard";
import { tlsProbe } from "./handshake";
import { kubernetesProbe } from "./kubernetes/probe";
import { logTargetProbe } from "./log-target";
import { objectStoreProbe } from "./object-store";
import { ecrLogIn } from "./registry/ecr";
import { registryProbe } from "./registry/probe";
import { tcpProbe } from "./tcp";
import { tracesProbe } from "./traces";
import type { Probes } from "./types";

export interface BuildProbes {
  secrets: Secrets;
  answers: Answers;
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}
type Shared = Pick<BuildProbes, "policy" | "egress" | "signal">;

/** The given entries that have a value: an absent answer is an absent option. */
function given<Options extends Record<string, unknown>>(options: Options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Options]?: NonNullable<Options[Key]>;
  };
}

/** The real probes of one run; a probe is absent when what it needs is. Only the worker and the command build them. */
export function buildProbes({ secrets, answers, ...shared }: BuildProbes): {
  probes: Partial<Probes>;
  close(): void;
} {
  // Every connection in flight listens for the end of the run; that is no leak.
  setMaxListeners(0, shared.signal);
  const probes: Partial<Probes> = {
    tcp: tcpProbe(shared.egress, shared.policy.limits, shared.signal),
    dns: dnsProbe({ signal: shared.signal, ...given({ nameServers: shared.egress.nameServers }) }),
    tls: tlsProbe(shared),
    ...kubernetesOf(answers, secrets, shared),
    ...databaseOf(answers, secrets, shared),
    ...registriesOf(answers, secrets, shared),
    ...objectStoreOf(answers, secrets, shared),
    ...logsAndTracesOf(answers, secrets, shared),
  };
  return {
    probes,
    close() {
      for (const probe of Object.values(probes))
        if ("close" in probe && typeof probe.close === "function") probe.close();
    },
  };
}

function kubernetesOf(answers: Answers, secrets: Secrets, shared: Shared) {
  const config = secrets["k8s.kubeconfig"]?.config;
  return config
    ? { kubernetes: kubernetesProbe({ config, ...shared, ...given({ caBundle: answers["k8s.caBundle"] }) }) }
    : {};
}

function databaseOf(answers: Answers, secrets: Secrets, shared: Shared) {
  const { "db.engine": engine, "db.port": port } = answers;
  const host = answers["db.host"] ?? answers["db.ip"];
  if (!engine || !host || !port) return {};
  const password = given({ password: secrets["db.password"] });
  return { database: databaseProbe({ answers, engine, host, port, ...shared, ...password }) };
}

function registriesOf(answers: Answers, secrets: Secrets, shared: Shared) {
  const { "reg.host": host, "reg.vendorUser": username } = answers;
  const password = secrets["reg.vendorPassword"];
  const stored = given({
    type: answers["reg.type"],
    username: answers["reg.username"],
    password: secrets["reg.password"],
    ca: answers["reg.ca"],
  });
  const keys = answers["reg.type"] === "ecr" ? secrets["reg.aws"] : undefined;
  const ecr = host && keys ? { ecr: ecrLogIn({ host, keys, ...shared, ...given({ ca: stored.ca }) }) } : {};
  return {
    ...(host ? { registry: registryProbe({ host, ...shared, ...stored, ...ecr }) } : {}),
    ...(username && password
      ? { vendorRegistry: registryProbe({ host: VENDOR_REGISTRY, username, password, ...shared }) }
      : {}),
  };
}

function objectStoreOf(answers: Answers, secrets: Secrets, shared: Shared) {
  const { "os.endpoint": endpoint, "os.accessKey": accessKey } = answers;
  const secretKey = secrets["os.secretKey"];
  if (!endpoint || !accessKey || !secretKey) return {};
  return {
    objectStore: objectStoreProbe({ endpoint, accessKey, secretKey, ...shared, ...given({ ca: answers["os.ca"] }) }),
  };
}

function logsAndTracesOf(answers: Answers, secrets: Secrets, shared: Shared) {
  const { "obs.logUrl": url, "obs.logForward": forward, "obs.otlp": otlp } = answers;
  const secret = secrets["obs.logSecret"];
  const headers = secrets["obs.otlpHeaders"] ?? {};
  return {
    ...(url && secret
      ? { logTarget: logTargetProbe({ url, secret, forward, ...shared, ...given({ ca: answers["obs.logCa"] }) }) }
      : {}),
    ...(otlp
      ? { traces: tracesProbe({ url: otlp.endpoint, headers, ...shared, ...given({ ca: answers["obs.otlpCa"] }) }) }
      : {}),
  };
}
