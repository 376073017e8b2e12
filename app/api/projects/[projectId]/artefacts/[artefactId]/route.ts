import { route } from "@/lib/actions/route";
import { generateArtefact } from "@/lib/artefacts/generate";
import { getArtefactInput } from "@/lib/data/artefact-input";
import { NotFound } from "@/lib/errors";
import { ARTEFACT_IDS, type ArtefactId } from "@/lib/requirements/types";

/** One generated file, as a download. */
export const GET = route<{ projectId: string; artefactId: string }>(
  async (actor, _request, { projectId, artefactId }) => {
    if (!(ARTEFACT_IDS as readonly string[]).includes(artefactId)) throw new NotFound("File");
    const [file] = generateArtefact(artefactId as ArtefactId, await getArtefactInput(actor, projectId));
    if (!file) throw new NotFound("File");
    return new Response(file.text, {
      headers: {
        "content-type": `${file.mediaType}; charset=utf-8`,
        "content-disposition": `attachment; filename="${file.path}"`,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  },
);
