import type { Actor } from "@/lib/auth/actor";
import { attest } from "@/lib/data/attestations";
import { getBoard } from "@/lib/data/board";
import { db } from "@/lib/data/db";
import { createProject } from "@/lib/data/projects";
import { requirement } from "@/lib/requirements/catalogue";

/** A look at one requirement from everywhere but a person's eyes: as demanded, or not. */
export async function seeAs(
  projectId: string,
  requirementId: string,
  verdict: "pass" | "fail",
  observedAt = new Date(),
): Promise<void> {
  const places = requirement(requirementId).vantages.filter((one) => one !== "person");
  const client = await db();
  await client.observation.updateMany({ where: { projectId, requirementId }, data: { current: false } });
  await client.observation.createMany({
    data: places.map((vantage) => ({
      projectId,
      requirementId,
      target: "peer",
      vantage,
      verdict,
      reasonCode: verdict === "pass" ? "ok" : "refused",
      message: verdict === "pass" ? "As demanded." : "The port is closed.",
      observedAt,
      durationMs: 12,
    })),
  });
  await client.project.update({ where: { id: projectId }, data: { boardRevision: { increment: 1 } } });
}

/** Settles what is open: seen where something can look, attested where only a person can tell. */
export async function settleAll(manager: Actor, projectId: string): Promise<void> {
  const { rows } = await getBoard(manager, projectId);
  for (const { id, settled, severity } of rows) {
    if (settled || severity === "info") continue;
    if (requirement(id).vantages.some((one) => one !== "person")) await seeAs(projectId, id, "pass");
    else await attest(manager, { projectId, requirementId: id, holds: true });
  }
}

/** A project in which nothing blocks. */
export async function readyProject(manager: Actor): Promise<string> {
  const { id } = await createProject(manager, { customer: "Yağmur Bankası", environment: "Üretim" });
  await settleAll(manager, id);
  return id;
}
