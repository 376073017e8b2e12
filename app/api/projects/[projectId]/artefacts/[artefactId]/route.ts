import { route } from "@/lib/actions/route";
import { generateArtefact } from "@/lib/artefacts/generate";
import { getArtefactInput } from "@/lib/data/artefact-input";
import { NotFound } from "@/lib/errors";
import { ARTEFACT_IDS, type ArtefactId } from "@/lib/requirements/types";

/** One generated file, as a download; `file` names one of several. */
export const GET = route<{ projectId: string; artefactId: string }>(
  async (actor, request, { projectId, artefactId }) => {
    if (!(ARTEFACT_IDS as readonly string[]).includes(artefactId)) throw new NotFound("File");
    const wanted = new URL(request.url).searchParams.get("file");
    const files = generateArtefact(artefactId as ArtefactId, await getArtefactInput(actor, projectId));
    const file = wanted === null ? files[0] : files.find(({ path }) => path === wanted);
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
