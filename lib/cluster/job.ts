import { z } from "zod";

import { refusalKind } from "@/lib/checks/api-answers";
import { pause } from "@/lib/engine/pause";
import { type ClusterHands, type Owned, RUN_LABEL } from "@/lib/probes/kubernetes/types";
import type { ApiResult } from "@/lib/probes/types";

import type { Trouble } from "./judge/about";
import { nothingSaid, readLines, type Said, together } from "./lines";
import type { PlannedObject } from "./objects";
import { CONTAINER, PART_LABEL, type PodFacts, pullTrouble, readPods } from "./pods";

/** How long a look waits for what, in milliseconds. */
export interface Timing {
  pollMs: number;
  /** Until the first pod of a job shows. */
  appearMs: number;
  /** A pod that cannot be pulled or placed is given up after this. */
  stuckMs: number;
  /** A job is given up after this, whatever it does. */
  jobMs: number;
}
export const TIMING: Timing = { pollMs: 700, appearMs: 15_000, stuckMs: 25_000, jobMs: 185_000 };

/** What running one look takes: the hands, and the book in which every object stands before it is made. */
export interface Tools {
  runId: string;
  hands: ClusterHands;
  timing: Timing;
  signal: AbortSignal;
  /** Writes an object down; it throws when the run is no longer ours, and nothing is created then. */
  writeDown: (object: PlannedObject) => Promise<void>;
}

export interface JobSeen {
  pods: PodFacts[];
  said: Said;
  trouble?: Trouble;
}

/** What a refused create means (catalogue 1.5): quotas, levels and webhooks are noise, not a finding. */
export function refusedCreate(answer: ApiResult, what: string): Trouble | undefined {
  if (!answer.ok) {
    const reasonCode = answer.code === "blocked-by-policy" ? "blocked-by-policy" : "app-unreachable";
    return { reasonCode, message: `The API server could not be asked to create ${what}: ${answer.message}` };
  }
  if (answer.status < 300) return undefined;
  const evidence = { status: answer.status, reason: answer.reason };
  const say = (reasonCode: Trouble["reasonCode"], message: string): Trouble => ({
    reasonCode,
    message: `${message}${answer.message ? ` The API server said: ${answer.message}` : ""}`.slice(0, 900),
    evidence,
  });
  if (answer.status === 401) return say("auth", "The API server did not accept the credential.");
  if (answer.status === 404) return say("not-found", `There is no place for ${what}: the namespace is not there.`);
  if (/is being terminated|NamespaceTerminating|because it is being terminated/i.test(answer.message))
    return say("not-found", `The namespace for ${what} is being deleted.`);
  if (answer.status === 429) return say("rate-limited", "The API server asked us to slow down.");
  switch (refusalKind(answer)) {
    case "rbac":
      return say("forbidden", `The credential may not create ${what}.`);
    case "quota":
    case "limit-range":
      return say("admission-quota", `A quota or LimitRange refuses ${what}.`);
    case "psa":
      return say("admission-psa", `The Pod Security level of the namespace refuses ${what}.`);
    case "webhook":
      return say("admission-webhook", `A policy webhook refuses ${what}.`);
    default:
      return say("error", `The API server did not take ${what} (${answer.status}).`);
  }
}

/** Writes an object down and makes it; one that is there already and bears this run's label is ours. */
export async function make(tools: Tools, object: PlannedObject, body: Owned): Promise<Trouble | undefined> {
  const { hands, runId, writeDown } = tools;
  await writeDown(object);
  const what = `${object.kind} ${object.namespace}/${object.name}`;
  const answer = await hands.create(object.collection, body);
  if (answer.ok && answer.status === 409) {
    const there = await hands.read<{ metadata?: { labels?: Record<string, string> } }>(
      `${object.collection}/${object.name}`,
    );
    if (there.ok && there.body?.metadata?.labels?.[RUN_LABEL] === runId) return undefined;
  }
  return refusedCreate(answer, what);
}

const Events = z.object({
  items: z.array(
    z.object({
      reason: z.string().max(200).catch(""),
      message: z
        .string()
        .catch("")
        .transform((text) => text.replace(/\p{Cc}+/gu, " ").slice(0, 400)),
    }),
  ),
});

/** What the cluster says of an object: reason and message of its events; none when they may not be read. */
export async function eventsOf(
  hands: ClusterHands,
  namespace: string,
  name: string,
): Promise<{ reason: string; message: string }[]> {
  const field = encodeURIComponent(`involvedObject.name=${name}`);
  const answer = await hands.read(`/api/v1/namespaces/${namespace}/events?fieldSelector=${field}&limit=50`);
  const parsed = answer.ok && answer.status === 200 ? Events.safeParse(answer.body) : undefined;
  return parsed?.success ? parsed.data.items : [];
}

/** The pods of a part in a namespace as they are now; undefined when they cannot be listed. */
export async function podsOf(tools: Tools, namespace: string, part: string): Promise<PodFacts[] | undefined> {
  const selector = encodeURIComponent(`${RUN_LABEL}=${tools.runId},${PART_LABEL}=${part}`);
  const answer = await tools.hands.read(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}&limit=500`);
  return answer.ok && answer.status === 200 ? readPods(answer.body) : undefined;
}

/** Why no pod of a job has appeared: its events name quotas and levels; a job that is gone was taken away. */
async function noPods({ hands }: Tools, job: PlannedObject): Promise<Trouble> {
  const there = await hands.read(`${job.collection}/${job.name}`);
  if (there.ok && there.status === 404) return takenAway(job);
  const failed = (await eventsOf(hands, job.namespace, job.name)).find(({ reason }) => reason === "FailedCreate");
  const answer = { ok: true as const, status: 403, body: undefined, notJson: false, reason: "", durationMs: 0 };
  if (failed) {
    const refused = refusedCreate({ ...answer, message: failed.message }, "the pods");
    if (refused) return refused;
  }
  return {
    reasonCode: "timeout",
    message: `The cluster made no pod for job ${job.namespace}/${job.name}. Its job controller may be stopped, or a policy holds the pods back.`,
  };
}

function takenAway({ namespace, name }: PlannedObject): Trouble {
  return {
    reasonCode: "not-found",
    message: `Job ${namespace}/${name} disappeared while it ran: the namespace or the job was deleted by somebody.`,
  };
}

/** What keeps a pod that has not ended, as a cause. */
export function podTrouble(pod: PodFacts): Trouble | undefined {
  const pull = pullTrouble(pod.waiting);
  if (pull)
    return {
      reasonCode: pull.reasonCode,
      message: `The probe image could not be pulled on ${pod.node || "a worker"}: ${pull.meaning}.`,
      evidence: { reason: pod.waiting?.reason, said: pod.waiting?.message.slice(0, 400) },
    };
  if (pod.unschedulable !== undefined)
    return {
      reasonCode: "unsupported",
      message: `No worker takes the probe: ${pod.unschedulable || "it is not scheduled"}`,
    };
  if (pod.waiting) {
    const { reason, message } = pod.waiting;
    const said = message ? `: ${message.slice(0, 300)}` : "";
    return {
      reasonCode: "error",
      message: `The probe does not start on ${pod.node || "its worker"}: ${reason}${said}`,
    };
  }
  if (pod.failure) return { reasonCode: "timeout", message: `The probe was ended before it was done: ${pod.failure}` };
  return undefined;
}

/** What each pod said, by its name; a node that a log names must be the one that the pod stands on. */
async function hear(tools: Tools, namespace: string, pod: PodFacts, containers: readonly string[]): Promise<Said> {
  const logs = await Promise.all(containers.map((name) => tools.hands.log(namespace, pod.name, name)));
  const said = together(logs.map((log) => (log.ok ? readLines(log.text) : nothingSaid())));
  const own = <Line extends { node: string }>(lines: Line[]) => lines.filter(({ node }) => node === pod.node);
  return {
    ...said,
    reach: own(said.reach),
    maps: own(said.maps),
    volume: own(said.volume),
    squash: own(said.squash),
    redirect: own(said.redirect),
  };
}

/** Whether a pod will come no further: it ended, or it has been stuck for long enough. */
function over(pod: PodFacts, since: number, { stuckMs }: Timing): boolean {
  return pod.ended || (podTrouble(pod) !== undefined && !pod.running && Date.now() - since > stuckMs);
}

/**
 * Follows the pods of a job that was made until each has ended or is given up, reading the log of each as it
 * ends. `onPods` hears every look, `onSaid` what has been said so far.
 */
export async function follow(
  tools: Tools,
  job: PlannedObject,
  options: {
    part: string;
    pods: number;
    containers?: readonly string[];
    /** Longer than usual: a volume is waited for. */
    patientMs?: number;
    onPods?: (pods: readonly PodFacts[]) => void;
    onSaid?: (said: Said) => void;
  },
): Promise<JobSeen> {
  const { timing, signal } = tools;
  const { part, containers = [CONTAINER], patientMs } = options;
  const own = { ...timing, ...(patientMs === undefined ? {} : { stuckMs: patientMs }) };
  const began = Date.now();
  const firstSeen = new Map<string, number>();
  const heard = new Map<string, Said>();
  let last: PodFacts[] = [];
  const seen = (trouble?: Trouble): JobSeen => ({
    pods: last,
    said: together([...heard.values()]),
    ...(trouble ? { trouble } : {}),
  });
  while (!signal.aborted) {
    const listed = await podsOf(tools, job.namespace, part);
    const pods = listed?.filter(({ name }) => name.startsWith(job.name));
    if (pods && pods.length > 0) {
      last = pods;
      options.onPods?.(pods);
      for (const { name } of pods) if (!firstSeen.has(name)) firstSeen.set(name, Date.now());
      const ended = pods.filter((pod) => pod.ended && !heard.has(pod.name));
      for (const pod of ended) heard.set(pod.name, await hear(tools, job.namespace, pod, containers));
      if (ended.length > 0) options.onSaid?.(together([...heard.values()]));
      const done = pods.every((pod) => over(pod, firstSeen.get(pod.name) ?? began, own));
      if (done && (pods.length >= options.pods || Date.now() - began > own.appearMs)) break;
    } else if (Date.now() - began > own.appearMs || last.length > 0) {
      const trouble = await noPods(tools, job);
      if (last.length > 0 && trouble.reasonCode !== "not-found") {
        if (Date.now() - began > own.jobMs) return seen(trouble);
      } else return seen(trouble);
    }
    if (Date.now() - began > own.jobMs) {
      const open = last.filter((pod) => !pod.ended).map(({ name }) => name);
      return seen({ reasonCode: "timeout", message: `Not every probe came to its end in time: ${open.join(", ")}.` });
    }
    await pause(own.pollMs, signal);
  }
  const kept = last.find((pod) => !heard.has(pod.name) || pod.failure);
  return seen(kept ? podTrouble(kept) : undefined);
}
