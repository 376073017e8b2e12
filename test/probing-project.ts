import type { Actor } from "@/lib/auth/actor";
import type { PartId } from "@/lib/cluster/parts";
import { importAnswers } from "@/lib/data/answers";
import { previewCluster, startClusterRun } from "@/lib/data/cluster-runs";
import { createProject } from "@/lib/data/projects";
import { saveKubeconfig } from "@/lib/data/secrets";
import { inspectKubeconfig } from "@/lib/intake/kubeconfig/inspect";
import type { KubernetesPeer } from "@/lib/peers/kubernetes/server";

import { probingAnswers } from "./cluster-run";

/** A project whose customer allows probes. */
export async function probingProject(actor: Actor): Promise<string> {
  const { id } = await createProject(actor, { customer: "Acme Bank", environment: "Production" });
  await importAnswers(actor, id, probingAnswers());
  return id;
}

/** Stores a kubeconfig that leads to the peer. */
export async function pointAt(actor: Actor, projectId: string, peer: KubernetesPeer, token: string): Promise<void> {
  const file = JSON.parse(peer.kubeconfig({ token })) as Record<string, unknown>;
  const inspection = inspectKubeconfig(file, { uploadSha256: "test" });
  if (!inspection.ok) throw new Error(JSON.stringify(inspection));
  await saveKubeconfig(actor, projectId, inspection.config, inspection.summary);
}

/** Looks at the list, agrees to it, and queues the run. */
export async function agreeAndStart(
  actor: Actor,
  projectId: string,
  parts: readonly PartId[],
): Promise<{ runId: string; seq: number; hex: string }> {
  const { hex, agreed } = await previewCluster(actor, projectId, parts);
  const run = await startClusterRun(actor, projectId, { parts, hex, agreed, volumeMayStay: true });
  return { ...run, hex };
}
