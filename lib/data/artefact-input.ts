import "server-only";

import type { ArtefactInput } from "@/lib/artefacts/manifest";
import type { Actor } from "@/lib/auth/actor";

import { db } from "./db";
import { factsOf } from "./facts";
import { getProject } from "./projects";
import { observationView } from "./stored-observations";

/** What the files of a project are made from: its answers, and the images that the last look missed. */
export async function getArtefactInput(actor: Actor, projectId: string): Promise<ArtefactInput> {
  const { customer, environment } = await getProject(actor, projectId);
  const client = await db();
  const [{ facts, kubeconfig }, mirror] = await Promise.all([
    factsOf(client, projectId),
    client.observation.findFirst({
      where: { projectId, current: true, requirementId: "reg-mirror", vantage: "app", verdict: "fail" },
    }),
  ]);
  const places = mirror && mirror.staleSince === null ? observationView(mirror).places : undefined;
  return {
    facts,
    project: { name: `${customer}, ${environment}`, id: projectId },
    ...(kubeconfig ? { kubeconfig } : {}),
    ...(places ? { missingImages: places } : {}),
  };
}
