import { route } from "@/lib/actions/route";
import { generateAll } from "@/lib/artefacts/generate";
import { zipArtefacts } from "@/lib/artefacts/zip";
import { getFacts } from "@/lib/data/answers";
import { getProject } from "@/lib/data/projects";

/** Every generated file as one zip. */
export const GET = route<{ projectId: string }>(async (actor, _request, { projectId }) => {
  const project = await getProject(actor, projectId);
  const { facts } = await getFacts(actor, projectId);
  const zip = zipArtefacts(generateAll(facts, { name: `${project.customer}, ${project.environment}` }));
  return new Response(new Uint8Array(zip), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="knovvu-files.zip"',
      "cache-control": "no-store",
    },
  });
});
