interface Queue {
  busy: number;
  waiting: (() => void)[];
}

/** Shared by all runs of this process: two projects that check one host do not double its load. */
const queues = new Map<string, Queue>();

function free(place: string, queue: Queue): void {
  const next = queue.waiting.shift();
  if (next) next();
  else if (--queue.busy === 0) queues.delete(place);
}

/**
 * Runs `work` when fewer than `most` others are busy with the same place (`address:port`), across runs
 * (catalogue 1.4; quality bar 27). A caller whose signal ends while it waits goes on at once: its work
 * sees the same signal and stops by itself.
 */
export async function inTurn<Result>(
  place: string,
  most: number,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const queue = queues.get(place) ?? { busy: 0, waiting: [] };
  queues.set(place, queue);
  if (queue.busy < most) queue.busy++;
  else {
    const called = await new Promise<boolean>((resolve) => {
      const go = () => {
        signal?.removeEventListener("abort", leave);
        resolve(true);
      };
      const leave = () => {
        queue.waiting.splice(queue.waiting.indexOf(go), 1);
        resolve(false);
      };
      queue.waiting.push(go);
      if (signal?.aborted) leave();
      else signal?.addEventListener("abort", leave, { once: true });
    });
    if (!called) return work();
  }
  try {
    return await work();
  } finally {
    free(place, queue);
  }
}
