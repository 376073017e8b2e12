"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { createProject as create, getProject, setAllowedNetworks, setPracticeMistakes } from "@/lib/data/projects";
import { createPracticeProject as createPractice } from "@/lib/practice/create";

const id = z.string().min(1).max(64);

/** A new project; answers with its id. */
export const createProject = action(
  z.object({ customer: z.string().max(400), environment: z.string().max(400) }),
  (actor, input) => create(actor, input),
);

/** A project with a practice cluster. */
export const createPracticeProject = action(z.object({}), (actor) => createPractice(actor));

/** Mends or brings back one mistake of a practice cluster. */
export const mendPractice = action(
  z.object({ projectId: id, mistake: z.string().max(60), mended: z.boolean() }),
  async (actor, { projectId, mistake, mended }) => {
    const { practiceMistakes } = await getProject(actor, projectId);
    const others = practiceMistakes.filter((one) => one !== mistake);
    await setPracticeMistakes(actor, projectId, mended ? others : [...others, mistake]);
  },
);

/** The private networks that the checks of a project may reach. */
export const allowNetworks = action(
  z.object({ projectId: id, networks: z.array(z.string().max(60)).max(100) }),
  (actor, { projectId, networks }) => setAllowedNetworks(actor, projectId, networks),
);
