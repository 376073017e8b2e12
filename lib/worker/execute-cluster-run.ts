import { executeCluster } from "@/lib/cluster/execute";
import { plannedRows } from "@/lib/cluster/parts";
import { noteSwept, writeDownObject } from "@/lib/data/probe-objects";
import type { Claim } from "@/lib/data/run-work";
import { scrubber } from "@/lib/engine/evidence";
import { clusterHands } from "@/lib/probes/kubernetes/hands";
import { kubernetesProbe } from "@/lib/probes/kubernetes/probe";
import type { ApiAccess } from "@/lib/probes/kubernetes/transport";

import { holdRun } from "./held-run";

/** How long the clean-up of an ended run may take. */
export const BROOM_MS = 90_000;

/** Executes a look from inside the cluster (catalogue 1.8); whatever happens, what it made is removed. */
export function executeClusterRun(claim: Claim, stopping: AbortSignal): Promise<void> {
  return holdRun(claim, stopping, async ({ facts, secrets, egress, signal, record, defect }) => {
    const config = secrets["k8s.kubeconfig"]?.config;
    const { agreement } = claim;
    if (!config || !agreement) throw new Error("A cluster run has no kubeconfig or no agreement.");
    const caBundle = facts.answers["k8s.caBundle"];
    const access: ApiAccess = { config, policy: facts.policy, egress, signal, ...(caBundle ? { caBundle } : {}) };
    const reader = kubernetesProbe(access);
    const hands = clusterHands(access);
    const closing: { close(): void }[] = [reader, hands];
    const password = secrets["reg.password"];
    try {
      await executeCluster({
        runId: claim.runId,
        agreement,
        ids: plannedRows(agreement.parts, facts)
          .filter(({ state }) => state === "queued")
          .map(({ requirementId }) => requirementId),
        facts,
        ...(password === undefined ? {} : { password }),
        reader,
        hands,
        broom() {
          const broom = clusterHands({ ...access, signal: AbortSignal.timeout(BROOM_MS) });
          closing.push(broom);
          return broom;
        },
        writeDown: (object) => writeDownObject(claim, object),
        swept: (swept) => noteSwept(claim, swept),
        signal,
        scrub: scrubber(secrets),
        onStart: record.started,
        onObservations: record.judged,
        onDefect: defect,
      });
      await record.flushed();
    } finally {
      for (const one of closing) one.close();
    }
  });
}
