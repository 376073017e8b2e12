import { Board } from "@/components/board/board";
import { MendSwitches } from "@/components/board/mend-switches";
import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { projectPage } from "@/lib/auth/page";
import { getBoard } from "@/lib/data/board";
import { sections } from "@/lib/intake/sections";
import { pageTitle, translations } from "@/lib/messages/server";
import { boardIn } from "@/lib/sentences/board";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("board", "title");

/** What the board names of the intake: its questions, and the answers that may be taken over. */
const LABELS = sections.flatMap(({ fields }) =>
  fields.flatMap(({ label, options }) => [label, ...(options ?? []).map((one) => one.label)]),
);

export default async function ChecklistPage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ show?: string }>;
}) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const board = boardIn(await readersSay(), await getBoard(actor, projectId));
  const t = await translations("board");
  return (
    <ClientMessages of={["board", "ports"]}>
      <h1 className="mb-2 text-2xl font-semibold tracking-tight">{t("title")}</h1>
      <ClientSentences of={["intake", "words"]} only={LABELS}>
        <Board first={board} role={actor.role} show={(await searchParams).show ?? ""} />
      </ClientSentences>
      {project.practice && <MendSwitches projectId={projectId} left={project.practiceMistakes} />}
    </ClientMessages>
  );
}
