import { json, readForm, route } from "@/lib/actions/route";
import { countForm } from "@/lib/auth/throttle";
import { attest } from "@/lib/data/attestations";

/** A person's word, with an optional evidence file, as a form. */
export const POST = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  await countForm(actor.userId);
  const form = await readForm(request);
  const [file] = await form.files("file");
  const days = form.text("days");
  return json(
    await attest(actor, {
      projectId,
      requirementId: form.text("requirementId"),
      holds: form.text("holds") === "yes",
      note: form.text("note"),
      ...(days ? { days: Number(days) } : {}),
      ...(file ? { file } : {}),
    }),
  );
});
