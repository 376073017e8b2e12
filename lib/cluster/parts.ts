import { missingNeeds } from "@/lib/engine/plan";
import type { Answers, FieldId } from "@/lib/intake/answers";
import { catalogue } from "@/lib/requirements/catalogue";
import type { Facts, Requirement } from "@/lib/requirements/types";

/** What can be agreed to by itself in a look from inside the cluster (catalogue 1.8: each behind its own consent). */
export const PART_IDS = ["ports", "pull", "traffic", "volume", "squash", "redirect"] as const;
export type PartId = (typeof PART_IDS)[number];

/** What a person agreed to, as the run carries it. */
export interface Agreement {
  parts: readonly PartId[];
  hex: string;
  /** `agreementOf` the list that was shown. */
  agreed: string;
  volumeMayStay: boolean;
}

/** The requirements that a part looks at; the pods of `ports` and `pull` are the same ones. */
export const PART_REQUIREMENTS: Record<PartId, readonly string[]> = {
  ports: [
    "net-license-port",
    "net-db-port",
    "net-recorder-port",
    "net-sr-port",
    "net-dns",
    "net-ingress-controller",
    "db-endpoint",
    "os-endpoint",
    "obs-log-elastic",
    "obs-log-splunk",
    "obs-tracing",
    "obs-elastic-incluster",
  ],
  pull: ["reg-node-pull"],
  traffic: ["ns-connectivity-live"],
  volume: ["st-dynamic-live", "st-nfs-detect", "os-minio-volume"],
  squash: ["st-nfs-squash"],
  redirect: ["net-ssl-redirect"],
};

/** What the workers need of the answers; the credentials of a service are not theirs to prove. */
const NEEDS: Partial<Record<string, Requirement["needs"]>> = {
  "net-ssl-redirect": ["k8s.kubeconfig", "net.baseDomain", "net.ingressAddress"],
  "net-ingress-controller": ["k8s.kubeconfig", "net.ingressAddress"],
  "os-endpoint": ["os.strategy", "os.endpoint"],
  "obs-log-elastic": ["obs.logForward", "obs.logUrl"],
  "obs-log-splunk": ["obs.logForward", "obs.logUrl"],
  "obs-tracing": ["obs.tracing", "obs.otlp"],
  "obs-elastic-incluster": [],
  "st-dynamic-live": ["st.className", "st.accessMode"],
  "st-nfs-squash": ["st.className"],
  "st-nfs-detect": ["st.className"],
  "ns-connectivity-live": [["ns.list"]],
  "os-minio-volume": ["os.strategy", "st.className"],
};
const ALWAYS: readonly FieldId[] = ["k8s.probeAllowed", "k8s.probeImage", "ns.list"];

/** Where a requirement of a part stands before the run, decided from answers alone. */
export interface PlannedRow {
  requirementId: string;
  state: "queued" | "waiting" | "not-applicable";
  because: string;
  missing: FieldId[];
}

export function requirementsOf(parts: readonly PartId[]): string[] {
  const chosen = new Set(parts.flatMap((part) => PART_REQUIREMENTS[part]));
  return catalogue.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
}

/** The part that settles a requirement from inside the cluster; undefined for one that no pod looks at. */
export function partOf(requirementId: string): PartId | undefined {
  return PART_IDS.find((part) => PART_REQUIREMENTS[part].includes(requirementId));
}

/** The rows of a cluster run: what will be looked at, what waits for an answer, what does not apply. */
export function plannedRows(parts: readonly PartId[], facts: Facts): PlannedRow[] {
  const ids = new Set(requirementsOf(parts));
  return catalogue
    .filter(({ id }) => ids.has(id))
    .map((one): PlannedRow => {
      const applies = one.applies(facts);
      if (!applies.applies)
        return { requirementId: one.id, state: "not-applicable", because: applies.because, missing: [] };
      const needs = [...ALWAYS, ...(NEEDS[one.id] ?? one.needs)];
      const missing = [...new Set(missingNeeds({ ...one, needs }, facts))];
      const state = missing.length > 0 ? "waiting" : "queued";
      return { requirementId: one.id, state, because: "", missing };
    });
}

/** The namespace where pods run that need no special one: the common one, else the first of the answers. */
export function homeNamespace(answers: Answers): string | undefined {
  const list = answers["ns.list"] ?? [];
  return (list.find(({ role }) => role === "common") ?? list[0])?.name;
}

/** What can be looked at from inside the cluster now, and what each part waits for. */
export interface PartView {
  id: PartId;
  rows: PlannedRow[];
  /** At least one of its requirements can be looked at. */
  ready: boolean;
}
