import { json, readBody, route } from "@/lib/actions/route";
import { importAnswers } from "@/lib/data/answers";
import { getProject } from "@/lib/data/projects";
import { readAnswersFile } from "@/lib/intake/answers-file";
import { readersSay } from "@/lib/sentences/server";

const LARGEST = 4 * 1024 * 1024;

/** Takes over the answers of an exported file; `{file: …}` and `{env: …}` mean nothing on a server. */
export const POST = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  await getProject(actor, projectId);
  const text = new TextDecoder().decode(await readBody(request, LARGEST));
  const noFiles = () => Promise.reject(new Error("A server reads no files."));
  const read = await readAnswersFile(text, { env: {}, readFile: noFiles });
  if (!read.ok) {
    const say = await readersSay();
    return json({ problems: read.problems.map((one) => ({ ...one, message: say(one.message) })) }, 422);
  }
  return json(await importAnswers(actor, projectId, read.answers));
});
