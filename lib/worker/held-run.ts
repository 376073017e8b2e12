import { db } from "@/lib/data/db";
import { factsOf, type ProjectFacts } from "@/lib/data/facts";
import {
  type Claim,
  ClaimLost,
  finishRun,
  type Progress,
  projectOfRun,
  recordProgress,
  renewLease,
} from "@/lib/data/run-work";
import { openSecrets } from "@/lib/data/secrets-for-worker";
import type { Observation } from "@/lib/engine/types";
import { env } from "@/lib/env";
import type { Secrets } from "@/lib/intake/answers";
import { log } from "@/lib/log";
import { pinnedPeers } from "@/lib/practice/peers";
import type { EgressOptions } from "@/lib/probes/egress/guard";

/** Also how soon a pressed Stop is seen. */
const LEASE_EVERY_MS = 500;

/** How the probes of a project may reach out. */
export async function egressOf(projectId: string): Promise<EgressOptions> {
  const { CHECK_ALLOW_CIDRS, CHECK_DENY_CIDRS, CHECK_TOKEN_HOSTS, CHECK_ALLOW_LOOPBACK, PORT } = env();
  const project = await projectOfRun(projectId);
  return {
    allowPrivate: false,
    allowCidrs: [...CHECK_ALLOW_CIDRS, ...project.allowedNetworks],
    denyCidrs: CHECK_DENY_CIDRS,
    tokenHosts: CHECK_TOKEN_HOSTS,
    allowLoopback: CHECK_ALLOW_LOOPBACK,
    ownAddresses: [{ address: "127.0.0.1", port: PORT }],
    ...(project.practice ? { pinned: await pinnedPeers(project.practiceMistakes) } : {}),
  };
}

/** Collects what happens and writes it in batches: while one write is under way, the next one gathers. */
function recorder(claim: Claim, onLost: (error: unknown) => void) {
  const empty = (): Progress & { unfinished: Set<string> } => ({
    started: [],
    judged: new Map(),
    unfinished: new Set(),
  });
  let waiting = empty();
  let writing: Promise<void> | undefined;
  async function drain(): Promise<void> {
    while (waiting.started.length > 0 || waiting.judged.size > 0) {
      const batch = waiting;
      waiting = empty();
      await recordProgress(claim, batch);
    }
  }
  function wake() {
    writing ??= Promise.resolve()
      .then(drain)
      .catch(onLost)
      .finally(() => {
        writing = undefined;
      });
  }
  return {
    started(id: string) {
      waiting.started.push(id);
      wake();
    },
    judged(id: string, observations: Observation[], done = true) {
      waiting.judged.set(id, observations);
      if (done) waiting.unfinished.delete(id);
      else waiting.unfinished.add(id);
      wake();
    },
    async flushed() {
      while (writing) await writing;
    },
  };
}

/** What the work of one run is done with. */
export interface HeldRun extends ProjectFacts {
  secrets: Secrets;
  egress: EgressOptions;
  /** Ends when somebody stops the run, when the worker stops, and when the run is no longer ours. */
  signal: AbortSignal;
  record: ReturnType<typeof recorder>;
  defect: (what: string, error: unknown) => void;
}

/** Holds a claimed run while its work goes on, and ends it: done, cancelled, or left to whoever holds it now. */
export async function holdRun(
  claim: Claim,
  stopping: AbortSignal,
  work: (held: HeldRun) => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  let outcome: "done" | "cancelled" | "interrupted" = "done";
  let lost = false;
  const end = (why: "cancelled" | "interrupted") => {
    outcome = why;
    ended.abort();
  };
  const stop = () => end("interrupted");
  if (stopping.aborted) stop();
  stopping.addEventListener("abort", stop, { once: true });
  const lose = (error: unknown) => {
    if (!(error instanceof ClaimLost)) log().error({ run: claim.runId, error: String(error) }, "recording a run");
    lost = true;
    ended.abort();
  };
  const renew = () => renewLease(claim).then(({ cancel }) => cancel && end("cancelled"), lose);
  const lease = setInterval(renew, LEASE_EVERY_MS);
  try {
    await renew();
    const [{ facts, kubeconfig }, secrets, egress] = await Promise.all([
      factsOf(await db(), claim.projectId),
      openSecrets(claim.projectId, claim.seq),
      egressOf(claim.projectId),
    ]);
    const record = recorder(claim, lose);
    await work({
      facts,
      ...(kubeconfig ? { kubeconfig } : {}),
      secrets,
      egress,
      signal: ended.signal,
      record,
      defect: (what, error) =>
        log().error(
          { run: claim.runId, requirement: what, error: error instanceof Error ? error.stack : String(error) },
          "a check failed",
        ),
    });
    await record.flushed();
  } catch (error) {
    log().error({ run: claim.runId, error: error instanceof Error ? error.stack : String(error) }, "a run failed");
    outcome = "interrupted";
  } finally {
    clearInterval(lease);
    stopping.removeEventListener("abort", stop);
    ended.abort();
  }
  if (!lost) await finishRun(claim, outcome);
}
