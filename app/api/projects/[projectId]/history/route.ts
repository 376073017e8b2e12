import { json, route } from "@/lib/actions/route";
import { readHistory } from "@/lib/data/history";
import { Invalid } from "@/lib/errors";

/** What happened to a requirement (`?requirement=`), newest first, a page before the number `?before=`. */
export const GET = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  const { searchParams } = new URL(request.url);
  const before = searchParams.get("before");
  if (before !== null && !/^\d{1,15}$/.test(before)) throw new Invalid("This part of the history does not exist.");
  const requirementId = searchParams.get("requirement") ?? "";
  return json(await readHistory(actor, projectId, requirementId, before === null ? undefined : Number(before)));
});
