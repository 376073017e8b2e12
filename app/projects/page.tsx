import Link from "next/link";

import { ClientMessages } from "@/components/messages/client-messages";
import { PracticeButton } from "@/components/people/practice-button";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { ScrollBox } from "@/components/ui/scroll-box";
import { isVendor } from "@/lib/auth/actor";
import { requireActor } from "@/lib/auth/session";
import { getBoard } from "@/lib/data/board";
import { listProjects } from "@/lib/data/projects";
import { readinessLine } from "@/lib/messages/readiness";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("projects", "title");

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const actor = await requireActor("/projects");
  const [t, words] = await Promise.all([translations("projects"), translations("words")]);
  const { after } = await searchParams;
  const { projects, next } = await listProjects(actor, after);
  const boards = await Promise.all(projects.map(({ id }) => getBoard(actor, id)));
  const mayCreate = actor.role === "admin" || actor.role === "manager";
  return (
    <ClientMessages of={["projects"]}>
      <PageHeading
        title={t("title")}
        action={
          projects.length > 0 && (
            <div className="flex flex-wrap gap-2">
              {isVendor(actor) && <PracticeButton />}
              {mayCreate && (
                <ButtonLink href="/projects/new" look="primary">
                  {t("new")}
                </ButtonLink>
              )}
            </div>
          )
        }
      />
      {projects.length === 0 ? (
        <EmptyState title={t("none")}>
          <p>{t(isVendor(actor) ? "none-vendor" : "none-customer")}</p>
          <div className="mt-5 flex flex-wrap justify-center gap-3">
            {mayCreate && (
              <ButtonLink href="/projects/new" look="primary">
                {t("new")}
              </ButtonLink>
            )}
            {isVendor(actor) && <PracticeButton />}
          </div>
        </EmptyState>
      ) : (
        <ScrollBox label={t("title")} className="rounded-lg border border-line bg-card">
          <table className="w-full text-left">
            <thead className="border-b border-line text-sm text-ink-soft">
              <tr>
                <th scope="col" className="px-4 py-2 font-medium">
                  {t("customer")}
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  {t("environment")}
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  {t("readiness")}
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  {t("settled")}
                </th>
              </tr>
            </thead>
            <tbody>
              {projects.map((project, at) => {
                const summary = boards[at]?.summary;
                return (
                  <tr key={project.id} className="border-b border-line last:border-0">
                    <th scope="row" className="px-4 py-2.5 font-medium">
                      <Link href={`/projects/${project.id}`}>{project.customer}</Link>
                    </th>
                    <td className="px-4 py-2.5">{project.environment}</td>
                    <td className="px-4 py-2.5">{summary && readinessLine(words, summary)}</td>
                    <td className="px-4 py-2.5">
                      {summary && t("settled-of", { settled: summary.settled, all: summary.applicable })}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {next && (
        <p className="mt-4">
          <Link href={`/projects?after=${next}`}>{t("older")}</Link>
        </p>
      )}
    </ClientMessages>
  );
}
