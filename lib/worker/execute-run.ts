import { checks } from "@/lib/checks/registry";
import { db } from "@/lib/data/db";
import { factsOf } from "@/lib/data/facts";
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
import { scrubber } from "@/lib/engine/evidence";
import { execute } from "@/lib/engine/execute";
import { plan } from "@/lib/engine/plan";
import type { Observation } from "@/lib/engine/types";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { pinnedPeers } from "@/lib/practice/peers";
import { buildProbes } from "@/lib/probes/build";
import type { EgressOptions } from "@/lib/probes/egress/guard";
import { catalogue } from "@/lib/requirements/catalogue";

/** Also how soon a pressed Stop is seen. */
const LEASE_EVERY_MS = 500;

async function egressOf(projectId: string): Promise<EgressOptions> {
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
  let waiting: Progress = { started: [], judged: new Map() };
  let writing: Promise<void> | undefined;
  async function drain(): Promise<void> {
    while (waiting.started.length > 0 || waiting.judged.size > 0) {
      const batch = waiting;
      waiting = { started: [], judged: new Map() };
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
    judged(id: string, observations: Observation[]) {
      waiting.judged.set(id, observations);
      wake();
    },
    async flushed() {
      while (writing) await writing;
    },
  };
}

/** Executes one claimed run to its end: done, cancelled, or left to whoever holds it now. */
export async function executeRun(claim: Claim, stopping: AbortSignal): Promise<void> {
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
    const rows = plan({ catalogue, checks, facts, scope: claim.scope });
    const built = buildProbes({ secrets, answers: facts.answers, policy: facts.policy, egress, signal: ended.signal });
    const record = recorder(claim, lose);
    try {
      await execute({
        rows,
        catalogue,
        checks,
        facts,
        probes: built.probes,
        ...(kubeconfig ? { kubeconfig } : {}),
        consent: claim.consent,
        signal: ended.signal,
        scrub: scrubber(secrets),
        onStart: record.started,
        onObservations: record.judged,
        onDefect: (id, error) =>
          log().error(
            { run: claim.runId, requirement: id, error: error instanceof Error ? error.stack : String(error) },
            "a check failed",
          ),
      });
      await record.flushed();
    } finally {
      built.close();
    }
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
