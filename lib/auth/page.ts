import "server-only";

import { notFound } from "next/navigation";
import { cache } from "react";

import { getProject, type ProjectView } from "@/lib/data/projects";
import { NotFound } from "@/lib/errors";

import type { Actor } from "./actor";
import { requireActor } from "./session";

/** A missing thing and a stranger's thing are the same 404 page. */
export async function orNotFound<Found>(work: Promise<Found>): Promise<Found> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
}

/** The signed-in person and the project of a page. */
export const projectPage = cache(async (projectId: string): Promise<{ actor: Actor; project: ProjectView }> => {
  const actor = await requireActor(`/projects/${projectId}`);
  return { actor, project: await orNotFound(getProject(actor, projectId)) };
});
