import { json, readBody, route } from "@/lib/actions/route";
import { countRun } from "@/lib/auth/throttle";
import { takeOfflineResult } from "@/lib/data/offline-results";
import { LARGEST_OFFLINE_RESULT } from "@/lib/offline/result-file";

/** A person brings the signed result of a plan from a closed network: the file as it is, or its text. */
export const POST = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  await countRun(actor.userId, projectId);
  return json(await takeOfflineResult(actor, projectId, await readBody(request, LARGEST_OFFLINE_RESULT)));
});
