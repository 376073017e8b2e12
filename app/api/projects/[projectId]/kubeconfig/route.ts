import { json, readBody, route } from "@/lib/actions/route";
import { getProject } from "@/lib/data/projects";
import { removeSecret, saveKubeconfig } from "@/lib/data/secrets";
import { readKubeconfig } from "@/lib/intake/kubeconfig/read";
import { readersSay } from "@/lib/sentences/server";

/** Beyond the 256 KiB that are read, so that a larger file gets its own sentence. */
const LARGEST = 12 * 1024 * 1024;

/** Upload of a kubeconfig: refused with reasons, asked for a context, or accepted and sealed. */
export const POST = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  await getProject(actor, projectId);
  const context = new URL(request.url).searchParams.get("context");
  const inspection = await readKubeconfig(await readBody(request, LARGEST), context === null ? {} : { context });
  if (inspection.ok)
    return json({ hint: await saveKubeconfig(actor, projectId, inspection.config, inspection.summary) });
  if (inspection.kind === "choose-context") return json({ chooseContext: inspection.contexts });
  const say = await readersSay();
  return json({ refusals: inspection.refusals.map((one) => ({ ...one, message: say(one.message) })) }, 422);
});

export const DELETE = route<{ projectId: string }>(async (actor, _request, { projectId }) => {
  await removeSecret(actor, projectId, "k8s.kubeconfig");
  return json({ removed: true });
});
