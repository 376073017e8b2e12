"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { countRun } from "@/lib/auth/throttle";
import { PART_IDS } from "@/lib/cluster/parts";
import { handOutManifest as handOut } from "@/lib/data/cluster-results";
import { previewCluster as preview, startClusterRun as start } from "@/lib/data/cluster-runs";

const id = z.string().min(1).max(64);
const parts = z.array(z.enum(PART_IDS)).min(1).max(PART_IDS.length);

/** Lists every object that a look from inside the cluster would create; creates nothing. */
export const previewCluster = action(z.object({ projectId: id, parts }), (actor, { projectId, parts: chosen }) =>
  preview(actor, projectId, chosen),
);

/** Queues the look that was agreed to; the worker creates, hears and removes. */
export const startClusterRun = action(
  z.object({
    projectId: id,
    parts,
    hex: z.string().regex(/^[0-9a-f]{4}$/),
    agreed: z.string().max(64),
    volumeMayStay: z.boolean(),
  }),
  async (actor, { projectId, ...agreement }) => {
    await countRun(actor.userId, projectId);
    return start(actor, projectId, agreement);
  },
);

/** The same probes as one file, with a one-time code in it; it is shown once. */
export const handOutManifest = action(z.object({ projectId: id }), async (actor, { projectId }) => {
  await countRun(actor.userId, projectId);
  return handOut(actor, projectId);
});
