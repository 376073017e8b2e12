"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { countRun } from "@/lib/auth/throttle";
import { revokeErrand as revoke } from "@/lib/data/errands";
import { handOutPlan as handOutForClosed } from "@/lib/data/offline-plans";
import { handOutScript as handOut } from "@/lib/data/terminal-scripts";

const id = z.string().min(1).max(64);

/** A script for one machine with a one-time code in it; it is shown once. */
export const handOutScript = action(
  z.object({ projectId: id, role: z.enum(["terminal", "license"]) }),
  async (actor, { projectId, role }) => {
    await countRun(actor.userId, projectId);
    return handOut(actor, projectId, role);
  },
);

/** The plan for a closed network, with its one-time key in it; it is shown once. */
export const handOutPlan = action(z.object({ projectId: id }), async (actor, { projectId }) => {
  await countRun(actor.userId, projectId);
  return handOutForClosed(actor, projectId);
});

/** Takes an errand back: its result is then refused. */
export const revokeErrand = action(z.object({ projectId: id, errandId: id }), (actor, { projectId, errandId }) =>
  revoke(actor, projectId, errandId),
);
