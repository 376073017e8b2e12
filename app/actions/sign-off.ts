"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { signOff as sign } from "@/lib/data/certificates";
import { closeProject as close, reopenProject as reopen } from "@/lib/data/closing";

const project = z.object({ projectId: z.string().min(1).max(64) });

/** Signs a ready project off; answers with the certificate's number. */
export const signOff = action(project, async (actor, { projectId }) => {
  const { seq } = await sign(actor, projectId);
  return { seq };
});

/** Closes a project; its secrets go at once, or after the configured days. */
export const closeProject = action(
  project.extend({ secrets: z.enum(["at-once", "later"]) }),
  (actor, { projectId, secrets }) => close(actor, projectId, secrets),
);

/** Opens a closed project again. */
export const reopenProject = action(project, (actor, { projectId }) => reopen(actor, projectId));
