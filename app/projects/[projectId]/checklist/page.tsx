import { Board } from "@/components/board/board";
import { MendSwitches } from "@/components/board/mend-switches";
import { ClientMessages } from "@/components/messages/client-messages";
import { projectPage } from "@/lib/auth/page";
import { getBoard } from "@/lib/data/board";

export const metadata = { title: "Checklist" };

export default async function ChecklistPage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ show?: string }>;
}) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const board = await getBoard(actor, projectId);
  return (
    <>
      <h1 className="mb-2 text-2xl font-semibold tracking-tight">Checklist</h1>
      <ClientMessages of={["ports"]}>
        <Board first={board} role={actor.role} show={(await searchParams).show ?? ""} />
      </ClientMessages>
      {project.practice && <MendSwitches projectId={projectId} left={project.practiceMistakes} />}
    </>
  );
}
