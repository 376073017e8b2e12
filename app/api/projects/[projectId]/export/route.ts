import { route } from "@/lib/actions/route";
import { getFacts } from "@/lib/data/answers";
import { writeAnswersFile } from "@/lib/intake/answers-file";

/** The intake as YAML with the keys of the command; secrets are named, never written. */
export const GET = route<{ projectId: string }>(async (actor, _request, { projectId }) => {
  const { facts } = await getFacts(actor, projectId);
  return new Response(writeAnswersFile(facts.answers, facts.secretsSet), {
    headers: {
      "content-type": "application/yaml; charset=utf-8",
      "content-disposition": 'attachment; filename="answers.yaml"',
      "cache-control": "no-store",
    },
  });
});
