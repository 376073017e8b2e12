import { z } from "zod";

import { type ClusterHands, RUN_LABEL } from "@/lib/probes/kubernetes/types";
import type { ApiResult } from "@/lib/probes/types";

/** An object of a look as it is written down before it is created: the path of its collection, and its name. */
export interface Made {
  /** Resource such as jobs. */
  resource: string;
  collection: string;
  namespace: string;
  name: string;
}
/** What could not be removed, with what the cluster said. */
export interface Left extends Made {
  because: string;
}
export interface Swept {
  removed: Made[];
  left: Left[];
}

const POLL_MS = 500;
const WAIT_MS = 60_000;
const Names = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string().max(253) }) })).max(5_000) });

const key = ({ collection, name }: Pick<Made, "collection" | "name">) => `${collection}/${name}`;

/** Waits; the broom itself has no other end than its own deadline. */
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function said(answer: ApiResult): string {
  if (!answer.ok) return answer.message;
  return answer.message || `the API server answered ${answer.status}`;
}

/** True when the answer of a delete or a read proves that nothing is there. */
const absent = (answer: ApiResult) => answer.ok && answer.status === 404;

/** Pods that jobs of the run started: they are nobody's plan, and must go all the same. */
function podsOf(namespace: string): Omit<Made, "name"> {
  return { resource: "pods", namespace, collection: `/api/v1/namespaces/${namespace}/pods` };
}

/** The objects of a run that are still there, by its label; where listing is refused, those that can be read. */
async function stillThere(hands: ClusterHands, runId: string, made: readonly Made[]): Promise<Made[]> {
  const kinds = new Map(made.map(({ name: _name, ...kind }) => [kind.collection, kind]));
  for (const namespace of new Set(made.map((one) => one.namespace))) {
    const pods = podsOf(namespace);
    kinds.set(pods.collection, pods);
  }
  const found = await Promise.all(
    [...kinds.values()].map(async (kind): Promise<Made[]> => {
      const selector = encodeURIComponent(`${RUN_LABEL}=${runId}`);
      const answer = await hands.read(`${kind.collection}?labelSelector=${selector}`);
      if (absent(answer)) return [];
      const list = answer.ok && answer.status === 200 ? Names.safeParse(answer.body) : undefined;
      if (list?.success) return list.data.items.map(({ metadata }) => ({ ...kind, name: metadata.name }));
      const own = made.filter(({ collection }) => collection === kind.collection);
      const each = await Promise.all(own.map(async (one) => (absent(await hands.read(key(one))) ? [] : [one])));
      return each.flat();
    }),
  );
  return found.flat();
}

/**
 * Removes everything of a run and proves it: deletes what was written down, last first, then lists by the
 * run's label until nothing is left or the time is over. What stays is named with what the cluster said.
 */
export async function sweep(
  hands: ClusterHands,
  runId: string,
  made: readonly Made[],
  waitMs = WAIT_MS,
): Promise<Swept> {
  const because = new Map<string, string>();
  const remove = async (one: Made) => {
    const answer = await hands.remove(one.collection, one.name);
    if (answer.ok && (answer.status < 300 || answer.status === 404 || answer.status === 409)) because.delete(key(one));
    else because.set(key(one), said(answer));
  };
  for (const one of [...made].reverse()) await remove(one);
  const until = Date.now() + waitMs;
  let left = await stillThere(hands, runId, made);
  while (left.length > 0 && Date.now() < until) {
    const refused = left.every(
      (one) => because.has(key(one)) && /forbidden|cannot delete/i.test(because.get(key(one)) ?? ""),
    );
    if (refused) break;
    await pause(POLL_MS);
    for (const one of left) await remove(one);
    left = await stillThere(hands, runId, made);
  }
  const open = new Set(left.map(key));
  return {
    removed: made.filter((one) => !open.has(key(one))),
    left: left.map((one) => ({
      ...one,
      because: because.get(key(one)) ?? "It was deleted, but it is still there: something in the cluster holds it.",
    })),
  };
}
