import { json, readJson, route } from "@/lib/actions/route";
import { saveAnswer } from "@/lib/data/answers";

const LARGEST = 3 * 1024 * 1024;

/** Autosave of one answer: 409 carries the answer that somebody else has saved. */
export const PUT = route<{ projectId: string; field: string }>(async (actor, request, { projectId, field }) => {
  const { value, baseRevision } = await readJson(request, LARGEST);
  return json(await saveAnswer(actor, { projectId, field, value, baseRevision: Number(baseRevision) || 0 }));
});
