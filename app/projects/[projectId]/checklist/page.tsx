import { Board } from "@/components/board/board";
import { PracticeMistakes } from "@/components/board/practice-mistakes";
import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { WorkProvider } from "@/components/work/work-context";
import { isVendor } from "@/lib/auth/actor";
import { projectPage } from "@/lib/auth/page";
import { getBoard } from "@/lib/data/board";
import { listProjectPeople } from "@/lib/data/project-people";
import { sections } from "@/lib/intake/sections";
import { pageTitle, translations } from "@/lib/messages/server";
import { boardIn } from "@/lib/sentences/board";
import { readersSay } from "@/lib/sentences/server";
import { localDay } from "@/lib/work/local-day";

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
  searchParams: Promise<Partial<Record<string, string>>>;
}) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const [board, people, shown, say, t] = await Promise.all([
    getBoard(actor, projectId),
    listProjectPeople(actor, projectId),
    searchParams,
    readersSay(),
    translations("board"),
  ]);
  return (
    <ClientMessages of={["board", "ports", "work"]}>
      <h1 className="mb-2 text-2xl font-semibold tracking-tight">{t("title")}</h1>
      <ClientSentences of={["intake", "words"]} only={LABELS}>
        <WorkProvider
          projectId={projectId}
          me={actor.userId}
          vendor={isVendor(actor)}
          today={localDay(new Date(), actor.timeZone)}
          people={people}
        >
          <Board first={boardIn(say, board)} role={actor.role} shown={shown} />
        </WorkProvider>
      </ClientSentences>
      {project.practice && <PracticeMistakes projectId={projectId} left={project.practiceMistakes} />}
    </ClientMessages>
  );
}
