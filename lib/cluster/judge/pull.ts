import type { Judgement } from "@/lib/checks/define-check";

import { type PodFacts, pullTrouble } from "../pods";
import { coverage, grouped, type Trouble, troubled, type Workers } from "./about";

/** The first thing that was heard of each node's pull: a back-off later hides the reason. */
export type Pulls = ReadonlyMap<string, { pulled: true } | { pulled: false; reason: string; message: string }>;

/** Adds what a pod shows now; a pull that came about ends what was heard before. */
export function heardOf(
  pulls: Map<string, { pulled: true } | { pulled: false; reason: string; message: string }>,
  pod: PodFacts,
): void {
  if (!pod.node) return;
  if (pod.pulled) pulls.set(pod.node, { pulled: true });
  const trouble = pullTrouble(pod.waiting);
  if (!trouble || !pod.waiting) return;
  const before = pulls.get(pod.node);
  const vague = before && !before.pulled && pullTrouble(before)?.reasonCode === "error";
  if (!before || vague) pulls.set(pod.node, { pulled: false, ...pod.waiting });
}

/** The workers pull the probe image from the registry (reg-node-pull); what kubelet says of a failure is classed. */
export function judgePull(image: string, pulls: Pulls, workers: Workers, trouble?: Trouble): Judgement[] {
  if (pulls.size === 0)
    return [troubled(image, trouble ?? { reasonCode: "error", message: "No worker has begun to pull the image." })];
  const some = [...pulls.values()].some(({ pulled }) => pulled);
  const judged = [...pulls].map(([node, seen]): { node: string; judgement: Judgement } => {
    const about = { target: image, expected: "every worker pulls the image" };
    if (seen.pulled)
      return {
        node,
        judgement: {
          ...about,
          verdict: "pass",
          reasonCode: "ok",
          found: "pulled",
          message: `The workers pull ${image}.`,
        },
      };
    const { reasonCode, meaning } = pullTrouble(seen) ?? { reasonCode: "error" as const, meaning: "it stays unpulled" };
    return {
      node,
      judgement: {
        ...about,
        verdict: some ? "warn" : "fail",
        reasonCode,
        found: seen.reason,
        message: `${image} could not be pulled: ${meaning}.${some ? " Other workers pull it." : ""}`,
        evidence: { reason: seen.reason, said: seen.message.slice(0, 400) },
      },
    };
  });
  const pulled = [...pulls].filter(([, seen]) => seen.pulled).map(([node]) => node);
  return [...grouped(judged), ...(some ? coverage(pulled, workers) : [])];
}
