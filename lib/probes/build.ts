import type { Answers, Secrets } from "@/lib/intake/answers";
import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "./egress/guard";
import { kubernetesProbe } from "./kubernetes/probe";
import { tcpProbe } from "./tcp";
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
  const kubernetes = stored
    ? kubernetesProbe({ config: stored.config, policy, egress, signal, ...(caBundle ? { caBundle } : {}) })
    : undefined;
  return {
    probes: { ...(kubernetes ? { kubernetes } : {}), tcp: tcpProbe(egress, policy.limits.connectMs, signal) },
    close: () => kubernetes?.close(),
  };
}
