import type { Answers, Secrets } from "@/lib/intake/answers";
import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "./egress/guard";
import { kubernetesProbe } from "./kubernetes/probe";
import { logTargetProbe } from "./log-target";
import { objectStoreProbe } from "./object-store";
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

/** The real probes of one run; a probe is absent when its secret is. Only the worker and the command build them. */
export function buildProbes({ secrets, answers, policy, egress, signal }: BuildProbes): {
  probes: Partial<Probes>;
  close(): void;
} {
  const stored = secrets["k8s.kubeconfig"];
  const caBundle = answers["k8s.caBundle"];
  const shared = { policy, egress, signal };
  const kubernetes = stored
    ? kubernetesProbe({ config: stored.config, ...shared, ...(caBundle ? { caBundle } : {}) })
    : undefined;
  const observed = { ...objectStoreOf(answers, secrets, shared), ...logsAndTracesOf(answers, secrets, shared) };
  return {
    probes: {
      ...(kubernetes ? { kubernetes } : {}),
      tcp: tcpProbe(egress, policy.limits.connectMs, signal),
      ...observed,
    },
    close() {
      kubernetes?.close();
      for (const probe of Object.values(observed)) probe?.close();
    },
  };
}

type Shared = Pick<BuildProbes, "policy" | "egress" | "signal">;

function objectStoreOf(answers: Answers, secrets: Secrets, shared: Shared) {
  const { "os.endpoint": endpoint, "os.accessKey": accessKey, "os.ca": ca } = answers;
  const secretKey = secrets["os.secretKey"];
  if (!endpoint || !accessKey || !secretKey) return {};
  return { objectStore: objectStoreProbe({ endpoint, accessKey, secretKey, ...shared, ...(ca ? { ca } : {}) }) };
}

function logsAndTracesOf(answers: Answers, secrets: Secrets, shared: Shared) {
  const {
    "obs.logUrl": url,
    "obs.logForward": forward,
    "obs.logCa": logCa,
    "obs.otlp": otlp,
    "obs.otlpCa": otlpCa,
  } = answers;
  const secret = secrets["obs.logSecret"];
  const headers = secrets["obs.otlpHeaders"] ?? {};
  return {
    ...(url && secret
      ? { logTarget: logTargetProbe({ url, secret, forward, ...shared, ...(logCa ? { ca: logCa } : {}) }) }
      : {}),
    ...(otlp
      ? { traces: tracesProbe({ url: otlp.endpoint, headers, ...shared, ...(otlpCa ? { ca: otlpCa } : {}) }) }
      : {}),
  };
}
