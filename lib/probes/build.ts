import type { Answers, Secrets } from "@/lib/intake/answers";
import { VENDOR_REGISTRY } from "@/lib/intake/image-reference";
import type { Policy } from "@/lib/requirements/policy";

import { databaseProbe } from "./database/probe";
import type { EgressOptions } from "./egress/guard";
import { kubernetesProbe } from "./kubernetes/probe";
import { registryProbe } from "./registry/probe";
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
  const registries = registryProbes({ secrets, answers, policy, egress, signal });
  const { "db.engine": engine, "db.port": port } = answers;
  const databaseHost = answers["db.host"] ?? answers["db.ip"];
  const password = secrets["db.password"];
  const database =
    engine && databaseHost && port
      ? databaseProbe({
          answers,
          engine,
          host: databaseHost,
          port,
          policy,
          egress,
          signal,
          ...(password ? { password } : {}),
        })
      : undefined;
  return {
    probes: {
      ...(kubernetes ? { kubernetes } : {}),
      tcp: tcpProbe(egress, policy.limits, signal),
      ...(database ? { database } : {}),
      ...registries,
    },
    close() {
      kubernetes?.close();
      for (const one of Object.values(registries)) one.close();
    },
  };
}

function registryProbes({ secrets, answers, policy, egress, signal }: BuildProbes) {
  const common = { policy, egress, signal };
  const {
    "reg.host": host,
    "reg.type": type,
    "reg.username": username,
    "reg.ca": ca,
    "reg.vendorUser": user,
  } = answers;
  const { "reg.password": password, "reg.vendorPassword": vendorPassword } = secrets;
  return {
    ...(host
      ? {
          registry: registryProbe({
            ...common,
            host,
            ...(type ? { type } : {}),
            ...(username ? { username } : {}),
            ...(password ? { password } : {}),
            ...(ca ? { ca } : {}),
          }),
        }
      : {}),
    ...(user && vendorPassword
      ? {
          vendorRegistry: registryProbe({ ...common, host: VENDOR_REGISTRY, username: user, password: vendorPassword }),
        }
      : {}),
  };
}
