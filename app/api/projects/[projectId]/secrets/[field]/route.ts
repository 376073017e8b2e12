import { json, readJson, route } from "@/lib/actions/route";
import { removeSecret, saveSecret } from "@/lib/data/secrets";
import { Invalid } from "@/lib/errors";
import { SECRET_FIELD_IDS, type SecretFieldId } from "@/lib/intake/answers";

const LARGEST = 64 * 1024;

/** Seals one secret; the answer says who and when, never what. */
export const PUT = route<{ projectId: string; field: string }>(async (actor, request, { projectId, field }) => {
  const { value } = await readJson(request, LARGEST);
  return json(await saveSecret(actor, { projectId, field, value }));
});

export const DELETE = route<{ projectId: string; field: string }>(async (actor, _request, { projectId, field }) => {
  if (!(SECRET_FIELD_IDS as readonly string[]).includes(field))
    throw new Invalid("This is not a secret of the intake.");
  await removeSecret(actor, projectId, field as SecretFieldId);
  return json({ removed: true });
});
