import Link from "next/link";

import { ClientMessages } from "@/components/messages/client-messages";
import { ButtonLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { DeskSection } from "@/components/work/desk-section";
import { ProjectComments } from "@/components/work/project-comments";
import { WorkProvider } from "@/components/work/work-context";
import { isVendor } from "@/lib/auth/actor";
import { publicOrigin } from "@/lib/auth/origin";
import { projectPage } from "@/lib/auth/page";
import { getFacts } from "@/lib/data/answers";
import { getBoard } from "@/lib/data/board";
import { listProjectPeople } from "@/lib/data/project-people";
import { pageTitle, translations } from "@/lib/messages/server";
import { boardIn } from "@/lib/sentences/board";
import { readersSay } from "@/lib/sentences/server";
import type { Speech } from "@/lib/work/desk-text";
import { desks } from "@/lib/work/desks";
import { localDay } from "@/lib/work/local-day";

export const generateMetadata = () => pageTitle("words", "who-must-act");

export default async function NextPage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ who?: string }>;
}) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const [{ facts }, board, people, { who }, say, t, words] = await Promise.all([
    getFacts(actor, projectId),
    getBoard(actor, projectId),
    listProjectPeople(actor, projectId),
    searchParams,
    readersSay(),
    translations("work"),
    translations("words"),
  ]);
  const all = desks(boardIn(say, board).rows, facts.answers["project.contacts"] ?? []);
  const shown = who ? all.filter((desk) => desk.who === who) : all;
  const home = `/projects/${projectId}`;
  const now = new Date();
  const speech: Speech = { t, words, say };
  const place = {
    project: `${project.customer} · ${project.environment}`,
    home: `${publicOrigin()}${home}`,
    files: `${publicOrigin()}/api${home}/artefacts`,
    now,
  };
  const choices = [
    { href: `${home}/next`, label: t("next-all"), here: !who },
    ...all.map((desk) => ({
      href: `${home}/next?who=${desk.who}`,
      label: `${words(`who-${desk.who}`)} ${desk.rows.length}`,
      here: who === desk.who,
    })),
  ];
  return (
    <ClientMessages of={["work"]}>
      <PageHeading
        title={words("who-must-act")}
        lead={t("next-lead")}
        action={
          <ButtonLink href={`${home}/checklist`} className="print:hidden">
            {t("next-open-checklist")}
          </ButtonLink>
        }
      />
      {all.length > 0 && (
        <nav aria-label={words("who-must-act")} className="mb-6 flex flex-wrap gap-2 print:hidden">
          {choices.map(({ href, label, here }) => (
            <Link
              key={href}
              href={href}
              aria-current={here ? "page" : undefined}
              className={classNames(
                "rounded-md border px-2.5 py-1 text-sm text-ink no-underline",
                here ? "border-accent bg-accent-soft font-medium" : "border-line-strong bg-card hover:bg-sunk",
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
      {shown.length === 0 && (
        <EmptyState title={t("next-none-title")}>
          <p>{t(all.length === 0 ? "next-none" : "next-none-who")}</p>
        </EmptyState>
      )}
      {shown.map((desk) => (
        <DeskSection key={desk.who} desk={desk} projectId={projectId} place={place} speech={speech} />
      ))}
      <section aria-labelledby="project-comments" className="mt-10 border-t border-line pt-5 print:hidden">
        <h2 id="project-comments" className="mb-2 text-lg font-semibold">
          {t("project-comments")}
        </h2>
        <WorkProvider
          projectId={projectId}
          me={actor.userId}
          vendor={isVendor(actor)}
          today={localDay(now, actor.timeZone)}
          people={people}
        >
          <ProjectComments revision={board.revision} />
        </WorkProvider>
      </section>
    </ClientMessages>
  );
}
