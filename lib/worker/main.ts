import { randomUUID } from "node:crypto";
import { purgeDueSecrets } from "@/lib/data/closing";
import { foldChangedProjects } from "@/lib/data/fold-projects";
import { proveKeys } from "@/lib/data/prove-keys";
import { beat, claimRun, interruptAbandoned } from "@/lib/data/run-work";
import { currentPolicy } from "@/lib/data/settings";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { closePeers } from "@/lib/practice/peers";

import { deliverUntil } from "./deliver";
import { executeRun } from "./execute-run";
import { janitor } from "./janitor";

const LOOK_EVERY_MS = 25;
const BEAT_EVERY_MS = 2_000;
const MOST_RUNS = 4;

/** Claims queued runs and executes them until it is told to stop; says every two seconds that it lives. */
async function work(): Promise<void> {
  env();
  currentPolicy();
  await proveKeys();
  const id = randomUUID();
  const startedAt = new Date();
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stopping.abort());
  // One bad check must not end the runs of others; what went wrong stands in the log.
  process.on("unhandledRejection", (error) =>
    log().error({ error: error instanceof Error ? error.stack : String(error) }, "unhandled"),
  );
  const running = new Set<Promise<void>>();
  const cleaning = janitor();
  const tend = async () => {
    await beat(id, startedAt);
    const count = await interruptAbandoned();
    if (count > 0) log().warn({ count }, "runs without a worker were marked interrupted");
    await foldChangedProjects();
    await purgeDueSecrets();
    // Another cluster may be slow to answer; the heartbeat does not wait for it.
    void cleaning.tend().catch((error) => log().error({ error: String(error) }, "the clean-up could not begin"));
  };
  await tend();
  log().info({ worker: id }, "worker started");
  const delivering = deliverUntil(stopping.signal);
  let lastBeat = Date.now();
  while (!stopping.signal.aborted) {
    try {
      if (Date.now() - lastBeat >= BEAT_EVERY_MS) {
        lastBeat = Date.now();
        await tend();
      }
      const claim = running.size < MOST_RUNS ? await claimRun(id) : undefined;
      if (claim) {
        log().info({ run: claim.runId }, "run claimed");
        const one = executeRun(claim, stopping.signal).catch((error) =>
          log().error({ run: claim.runId, error: String(error) }, "a run could not be ended"),
        );
        running.add(one);
        void one.finally(() => running.delete(one));
        continue;
      }
    } catch (error) {
      log().error({ error: String(error) }, "the worker could not reach its database");
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  await Promise.allSettled([...running, delivering]);
  await closePeers();
  log().info({ worker: id }, "worker stopped");
}

work().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
