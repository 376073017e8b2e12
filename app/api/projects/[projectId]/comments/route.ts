import { json, readForm, route } from "@/lib/actions/route";
import { countForm } from "@/lib/auth/throttle";
import { addComment, listComments } from "@/lib/data/comments";

/** Comments on a requirement (`?requirement=`) or on the project, newest first, a page before `?before=`. */
export const GET = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  const { searchParams } = new URL(request.url);
  const requirementId = searchParams.get("requirement");
  const before = searchParams.get("before");
  return json(
    await listComments(actor, projectId, {
      ...(requirementId ? { requirementId } : {}),
      ...(before ? { before } : {}),
    }),
  );
});

/** A comment with its files, as a form; the same `key` sent again is the same comment. */
export const POST = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  await countForm(actor.userId);
  const form = await readForm(request);
  const requirementId = form.text("requirementId");
  const key = form.text("key");
  return json(
    await addComment(actor, {
      projectId,
      text: form.text("text"),
      internal: form.text("internal") === "yes",
      mentions: form.text("mentions").split(",").filter(Boolean),
      files: await form.files("file"),
      ...(requirementId ? { requirementId } : {}),
      ...(key ? { key } : {}),
    }),
  );
});
