import { json, readBody, route } from "@/lib/actions/route";
import { countRun } from "@/lib/auth/throttle";
import { LARGEST_LOG, takeClusterLog } from "@/lib/data/cluster-results";

/** A person brings the log of handed-out probes: the file as it is, or its text. */
export const POST = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  await countRun(actor.userId, projectId);
  return json(await takeClusterLog(actor, projectId, await readBody(request, LARGEST_LOG)));
});
