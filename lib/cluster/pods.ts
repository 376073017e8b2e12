import { z } from "zod";

import type { ReasonCode } from "@/lib/requirements/vocabulary";

const text = z
  .string()
  .catch("")
  .transform((value) => value.slice(0, 1_000));
const Waiting = z.object({ reason: text, message: text }).partial().optional().catch(undefined);
const Container = z.object({
  name: text,
  state: z
    .object({
      waiting: Waiting,
      running: z.object({}).loose().optional().catch(undefined),
      terminated: z
        .object({ exitCode: z.number().catch(1), reason: text })
        .partial()
        .optional()
        .catch(undefined),
    })
    .catch({}),
});
const Pod = z.object({
  metadata: z.object({
    name: z.string().max(253),
    labels: z.record(z.string(), z.string()).catch({}),
    deletionTimestamp: z.string().optional().catch(undefined),
  }),
  spec: z.object({ nodeName: text }).partial().catch({}),
  status: z
    .object({
      phase: text,
      podIP: text,
      reason: text,
      message: text,
      conditions: z.array(z.object({ type: text, status: text, reason: text, message: text }).partial()).catch([]),
      containerStatuses: z.array(Container).catch([]),
      initContainerStatuses: z.array(Container).catch([]),
    })
    .partial()
    .catch({}),
});
const List = z.object({ items: z.array(z.unknown()).max(5_000) });

/** What is kept of a pod of a probe: where it is, how far it came, and what keeps it. */
export interface PodFacts {
  name: string;
  part: string;
  node: string;
  ip: string;
  phase: string;
  /** The probe container has ended, whatever else runs beside it. */
  ended: boolean;
  running: boolean;
  /** The image is on the node: its container runs or ran. */
  pulled: boolean;
  /** Reason and message of the first container that waits. */
  waiting?: { reason: string; message: string };
  unschedulable?: string;
  /** Deadline, eviction and such. */
  failure?: string;
}

/** Label that names the part of a look that an object serves. */
export const PART_LABEL = "knovvu.readiness/part";
export const CONTAINER = "probe";

/** Reads a list of pods as the API sent it; what is no pod is left out. */
export function readPods(body: unknown): PodFacts[] {
  const list = List.safeParse(body);
  if (!list.success) return [];
  return list.data.items.flatMap((item) => {
    const pod = Pod.safeParse(item);
    return pod.success ? [factsOf(pod.data)] : [];
  });
}

function factsOf({ metadata, spec, status }: z.infer<typeof Pod>): PodFacts {
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const probe = (status.containerStatuses ?? []).find(({ name }) => name === CONTAINER);
  const started = containers.filter(({ state }) => state.running || state.terminated);
  const stuck = containers.find(({ state }) => state.waiting?.reason && state.waiting.reason !== "PodInitializing");
  const scheduled = (status.conditions ?? []).find(({ type }) => type === "PodScheduled");
  const failure = status.reason ? `${status.reason}${status.message ? `: ${status.message}` : ""}` : undefined;
  return {
    name: metadata.name,
    part: metadata.labels[PART_LABEL] ?? "",
    node: spec.nodeName ?? "",
    ip: status.podIP ?? "",
    phase: status.phase ?? "",
    ended: probe?.state.terminated !== undefined || status.phase === "Succeeded" || status.phase === "Failed",
    running: probe?.state.running !== undefined,
    pulled: started.length > 0,
    ...(stuck?.state.waiting
      ? { waiting: { reason: stuck.state.waiting.reason ?? "", message: stuck.state.waiting.message ?? "" } }
      : {}),
    ...(scheduled?.status === "False" && scheduled.reason === "Unschedulable"
      ? { unschedulable: scheduled.message ?? "" }
      : {}),
    ...(failure ? { failure } : {}),
  };
}

/** Why an image could not be pulled, from what kubelet and the runtime say of it. */
export interface PullTrouble {
  reasonCode: ReasonCode;
  /** What it means, as the middle of a sentence. */
  meaning: string;
}

const PULLS: readonly [RegExp, ReasonCode, string][] = [
  [/x509|certificate|tls: /i, "tls-untrusted", "the node does not trust the registry's certificate"],
  [
    /unauthorized|denied|forbidden|authorization failed|no basic auth/i,
    "auth",
    "the registry does not accept the credentials of the node or of the pull secret",
  ],
  [
    /no such host|name resolution|server misbehaving|lookup .* (on|:)/i,
    "dns",
    "the node cannot resolve the registry's name",
  ],
  [/refused/i, "refused", "the registry refuses the node's connection"],
  [
    /i\/o timeout|timeout|deadline exceeded|TLS handshake timeout|no route to host|unreachable/i,
    "timeout",
    "the node gets no answer from the registry",
  ],
  [/not found|manifest unknown|does not exist|name unknown/i, "not-found", "the registry has no such image"],
  [/toomanyrequests|too many requests|rate limit/i, "rate-limited", "the registry allows no more pulls for now"],
  [/InvalidImageName|couldn't parse image|invalid reference/i, "answer-mismatch", "the image's name is not valid"],
];
const PULL_REASONS =
  /^(ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|RegistryUnavailable|ImageInspectError|SignatureValidationFailed)$/;

/** The class of a pull that failed; undefined when the container waits for something else. */
export function pullTrouble(waiting: PodFacts["waiting"]): PullTrouble | undefined {
  if (!waiting || !PULL_REASONS.test(waiting.reason)) return undefined;
  // Names and addresses are the customer's own words, and may read like a reason or a status.
  const said = `${waiting.reason} ${waiting.message.replaceAll(/"[^"]*"|\S*\/\S*/g, " ")}`;
  const [, reasonCode, meaning] = PULLS.find(([pattern]) => pattern.test(said)) ?? [];
  return { reasonCode: reasonCode ?? "error", meaning: meaning ?? "the node could not pull the image" };
}
