import { checks } from "@/lib/checks/registry";
import type { Claim } from "@/lib/data/run-work";
import { scrubber } from "@/lib/engine/evidence";
import { execute } from "@/lib/engine/execute";
import { plan } from "@/lib/engine/plan";
import { buildProbes } from "@/lib/probes/build";
import { catalogue } from "@/lib/requirements/catalogue";

import { executeClusterRun } from "./execute-cluster-run";
import { holdRun } from "./held-run";

/** Executes one claimed run to its end, from the vantage that it has. */
export function executeRun(claim: Claim, stopping: AbortSignal): Promise<void> {
  if (claim.vantage === "cluster") return executeClusterRun(claim, stopping);
  return holdRun(claim, stopping, async ({ facts, kubeconfig, secrets, egress, signal, record, defect }) => {
    const rows = plan({ catalogue, checks, facts, scope: claim.scope });
    const built = buildProbes({ secrets, answers: facts.answers, policy: facts.policy, egress, signal });
    try {
      await execute({
        rows,
        catalogue,
        checks,
        facts,
        probes: built.probes,
        ...(kubeconfig ? { kubeconfig } : {}),
        consent: claim.consent,
        signal,
        scrub: scrubber(secrets),
        onStart: record.started,
        onObservations: record.judged,
        onDefect: defect,
      });
      await record.flushed();
    } finally {
      built.close();
    }
  });
}
