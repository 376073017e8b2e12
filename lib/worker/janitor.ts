import { sweep } from "@/lib/cluster/sweep";
import { db } from "@/lib/data/db";
import { factsOf } from "@/lib/data/facts";
import { noteSwept, unsweptRuns } from "@/lib/data/probe-objects";
import { openSecrets } from "@/lib/data/secrets-for-worker";
import { log } from "@/lib/log";
import { clusterHands } from "@/lib/probes/kubernetes/hands";

import { BROOM_MS } from "./execute-cluster-run";
import { egressOf } from "./held-run";

const DAY_MS = 86_400_000;

/** Removes what one ended run left behind in its project's cluster. */
async function sweepRun({
  runId,
  projectId,
  seq,
  made,
}: Awaited<ReturnType<typeof unsweptRuns>>[number]): Promise<void> {
  const [{ facts }, secrets, egress] = await Promise.all([
    factsOf(await db(), projectId),
    openSecrets(projectId, seq),
    egressOf(projectId),
  ]);
  const config = secrets["k8s.kubeconfig"]?.config;
  if (!config) {
    const because = "The kubeconfig is not stored any more, so nobody here can remove it.";
    return noteSwept({ runId, projectId }, { removed: [], left: made.map((one) => ({ ...one, because })) });
  }
  const caBundle = facts.answers["k8s.caBundle"];
  const hands = clusterHands({
    config,
    policy: facts.policy,
    egress,
    signal: AbortSignal.timeout(BROOM_MS),
    ...(caBundle ? { caBundle } : {}),
  });
  try {
    await noteSwept({ runId, projectId }, await sweep(hands, runId, made));
  } finally {
    hands.close();
  }
}

/**
 * Finishes the clean-up of looks that ended without it, such as by a killed application (catalogue 1.8):
 * new ones at once, and once a day, beginning with the start, also those that could not be removed before.
 */
export function janitor(): { tend: (now?: Date) => Promise<void> } {
  let again = 0;
  let busy: Promise<void> | undefined;
  async function sweepAll(now: Date): Promise<void> {
    const daily = now.getTime() - again >= DAY_MS;
    if (daily) again = now.getTime();
    for (const run of await unsweptRuns(daily)) {
      log().warn({ run: run.runId, objects: run.made.length }, "removing what an ended probe left in a cluster");
      await sweepRun(run).catch((error) =>
        log().error({ run: run.runId, error: String(error) }, "the clean-up failed"),
      );
    }
  }
  return {
    tend(now = new Date()) {
      busy ??= sweepAll(now).finally(() => {
        busy = undefined;
      });
      return busy;
    },
  };
}
