import type { ResourceRule } from "@/lib/probes/kubernetes/access";

import type { Plays } from "./plays";

export interface Identity {
  username: string;
  groups: string[];
}

/** Rules that somebody holds: in one namespace, or (without one) in the whole cluster. */
export interface Grant {
  /** User names (`system:serviceaccount:ns:name` for service accounts) and groups. */
  to: readonly string[];
  namespace?: string;
  rules: readonly ResourceRule[];
}

export interface ClusterObject {
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  [key: string]: unknown;
}

/** Ways in which an API server, or what stands before it, misbehaves (catalogue 1.5, quality bars 14 to 20). */
export type Rogue = (
  | { kind: "silent" }
  | { kind: "drip"; everyMs?: number }
  | { kind: "half-close" }
  | { kind: "tls-never-ends" }
  | { kind: "redirect"; to: string }
  | { kind: "html" }
  | { kind: "status"; status: 401 | 403 | 429 | 500 | 503; retryAfter?: number }
  | { kind: "gone-once" }
  | { kind: "gone-always" }
  | { kind: "huge" }
  | { kind: "gzip-bomb" }
  | { kind: "many-headers" }
  | { kind: "endless" }
  | { kind: "loop" }
) & {
  /** Only for paths that begin so; every path when absent. */
  below?: string;
  /** Only this often; afterwards the server is itself again. */
  times?: number;
};

/** A whole cluster as plain data. Objects are kept by the API path of their collection. */
export interface ClusterScenario {
  /** As `gitVersion` shows it, such as v1.34.4. */
  version: string;
  /** Served API groups and their versions, beside the core. */
  groups: Readonly<Record<string, readonly string[]>>;
  identities: Readonly<Record<string, Identity>>;
  grants: readonly Grant[];
  objects: Readonly<Record<string, readonly ClusterObject[]>>;
  /** As `/version` shows it; linux/amd64 when absent. */
  platform?: string;
  /** A webhook authorizer (EKS, AKS, GKE): the rules review lists nothing, only single questions are answered. */
  rulesIncomplete?: boolean;
  /** Denials come with this error, so that nobody can tell. */
  evaluationError?: string;
  rogue?: Rogue;
  /** How the pods fare that are made here. */
  plays?: Plays;
}

/** Groups that every cluster of the supported versions serves. */
export const BUILT_IN_GROUPS: ClusterScenario["groups"] = {
  "apiregistration.k8s.io": ["v1"],
  apps: ["v1"],
  "events.k8s.io": ["v1"],
  "authentication.k8s.io": ["v1"],
  "authorization.k8s.io": ["v1"],
  autoscaling: ["v2", "v1"],
  batch: ["v1"],
  "certificates.k8s.io": ["v1"],
  "networking.k8s.io": ["v1"],
  policy: ["v1"],
  "rbac.authorization.k8s.io": ["v1"],
  "storage.k8s.io": ["v1"],
  "admissionregistration.k8s.io": ["v1"],
  "apiextensions.k8s.io": ["v1"],
  "scheduling.k8s.io": ["v1"],
  "coordination.k8s.io": ["v1"],
  "node.k8s.io": ["v1"],
  "discovery.k8s.io": ["v1"],
  "flowcontrol.apiserver.k8s.io": ["v1"],
};
