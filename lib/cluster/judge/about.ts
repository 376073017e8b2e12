import type { Judgement } from "@/lib/checks/define-check";
import type { Answers } from "@/lib/intake/answers";

import type { Said } from "../lines";

/** Which workers there are, as far as anybody knows: by name where the nodes may be listed, else by number. */
export interface Workers {
  names?: readonly string[];
  count?: number;
}

/** Why a part of the look saw nothing. */
export type Trouble = Pick<Judgement, "reasonCode" | "message"> & {
  verdict?: Judgement["verdict"];
  evidence?: Record<string, unknown>;
};

/** What the judging of a look from inside the cluster goes by: lines of pods, and what is known around them. */
export interface Looked {
  answers: Answers;
  hex: string;
  said: Said;
  workers: Workers;
  /** The pods of this part gave nothing, and why. */
  trouble?: Trouble;
}

/** A part without any lines: could-not-tell with the cause, or the verdict that the cause has by itself. */
export function troubled(target: string, { verdict = "could-not-tell", ...rest }: Trouble): Judgement {
  return { target, verdict, ...rest };
}

/** "worker-1", "worker-1 and worker-2", "worker-1, worker-2 and 4 more". */
export function named(names: readonly string[]): string {
  const [first = "nobody", second] = names;
  if (names.length <= 1) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first}, ${second} and ${names.length - 2} more`;
}

/**
 * Whether all workers were covered (catalogue 1.8): nothing to say when they were, a warning with numbers
 * when not, and could-not-tell when nobody knows how many there are.
 */
export function coverage(seen: readonly string[], { names, count }: Workers): Judgement[] {
  const covered = [...new Set(seen)].sort();
  const about = { target: "workers", expected: "a pod on every worker", places: covered };
  const total = names?.length ?? count;
  if (total === undefined)
    return [
      {
        ...about,
        verdict: "could-not-tell",
        reasonCode: "answer-missing",
        found: `${covered.length} covered`,
        message: `Covered ${named(covered)}. The nodes may not be listed, so nobody can tell whether that is all of them: answer how many workers there are.`,
      },
    ];
  if (covered.length >= total) return [];
  const open = names?.filter((name) => !covered.includes(name)) ?? [];
  const missing = open.length > 0 ? ` Not covered: ${named(open)}.` : "";
  return [
    {
      ...about,
      verdict: "warn",
      reasonCode: "unsupported",
      found: `covered ${covered.length} of ${total}`,
      message: `Covered ${covered.length} of ${total} workers.${missing} The scheduler put no probe there: look at cordons, taints and free room.`,
      evidence: { covered, open },
    },
  ];
}

/** Judgements of single nodes as one for each thing that was seen, with the nodes as places and their times. */
export function grouped(list: readonly { node: string; ms?: number; judgement: Judgement }[]): Judgement[] {
  const groups = new Map<string, { judgement: Judgement; nodes: string[]; ms: Record<string, number> }>();
  for (const { node, ms, judgement } of list) {
    const { target, verdict, reasonCode, message } = judgement;
    const key = [target, verdict, reasonCode, message].join("\n");
    const group = groups.get(key) ?? { judgement, nodes: [], ms: {} };
    if (!group.nodes.includes(node)) group.nodes.push(node);
    if (ms !== undefined) group.ms[node] = ms;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ judgement, nodes, ms }) => ({
    ...judgement,
    places: nodes.sort(),
    evidence: { ...judgement.evidence, ms },
  }));
}
