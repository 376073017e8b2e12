import { Board } from "@/components/board/board";
import { MendSwitches } from "@/components/board/mend-switches";
import { ClientMessages } from "@/components/messages/client-messages";
import { projectPage } from "@/lib/auth/page";
import { getBoard } from "@/lib/data/board";
import { pageTitle, translations } from "@/lib/messages/server";
import { boardIn } from "@/lib/sentences/board";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("board", "title");

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
      <Board first={board} role={actor.role} show={(await searchParams).show ?? ""} />
      {project.practice && <MendSwitches projectId={projectId} left={project.practiceMistakes} />}
    </ClientMessages>
  );
}
