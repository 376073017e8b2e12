"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { removeComment as remove } from "@/lib/data/comments";
import { assign as give } from "@/lib/data/work";

const id = z.string().min(1).max(64);

/** Says who looks after a requirement and until when, on top of what the person saw. */
export const assign = action(
  z.object({
    projectId: id,
    requirementId: id,
    assignee: z.union([z.object({ person: id }), z.object({ role: z.string().max(20) }), z.null()]),
    dueOn: z.string().max(20).nullable(),
    basedOn: z.string().max(40).nullable(),
  }),
  (actor, input) => give(actor, input),
);

/** Takes one's own comment back. */
export const removeComment = action(z.object({ projectId: id, commentId: id }), (actor, { projectId, commentId }) =>
  remove(actor, projectId, commentId),
);
