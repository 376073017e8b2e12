import { json, readBody, route } from "@/lib/actions/route";
import { attest } from "@/lib/data/attestations";
import { Invalid } from "@/lib/errors";

const LARGEST = 11 * 1024 * 1024;

/** A person's word, with an optional evidence file, as a form. */
export const POST = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  const type = request.headers.get("content-type") ?? "";
  const body = await readBody(request, LARGEST);
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData().catch(() => {
    throw new Invalid("The form could not be read. Open the page again.");
  });
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const file = form.get("file");
  const attached =
    file instanceof File && file.size > 0
      ? { file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } }
      : {};
  return json(
    await attest(actor, {
      projectId,
      requirementId: text("requirementId"),
      holds: text("holds") === "yes",
      note: text("note"),
      ...attached,
    }),
  );
});
