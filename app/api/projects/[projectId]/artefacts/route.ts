import { route } from "@/lib/actions/route";
import { generateAll } from "@/lib/artefacts/generate";
import { zipArtefacts } from "@/lib/artefacts/zip";
import { getArtefactInput } from "@/lib/data/artefact-input";

/** Every generated file as one zip. */
export const GET = route<{ projectId: string }>(async (actor, _request, { projectId }) => {
  const zip = zipArtefacts(generateAll(await getArtefactInput(actor, projectId)));
  return new Response(new Uint8Array(zip), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="knovvu-files.zip"',
      "cache-control": "no-store",
    },
  });
});
