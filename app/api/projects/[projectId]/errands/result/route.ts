import { json, readBody, route } from "@/lib/actions/route";
import { countRun } from "@/lib/auth/throttle";
import { takeUploadedResult } from "@/lib/data/terminal-results";
import { LARGEST_RESULT } from "@/lib/terminal/result";

/** A person brings the result of a script: the file as it is, or its text. */
export const POST = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  await countRun(actor.userId, projectId);
  return json(await takeUploadedResult(actor, projectId, await readBody(request, LARGEST_RESULT)));
});
