import Link from "next/link";

import { PracticeButton } from "@/components/people/practice-button";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { ScrollBox } from "@/components/ui/scroll-box";
import { isVendor } from "@/lib/auth/actor";
import { requireActor } from "@/lib/auth/session";
import { getBoard } from "@/lib/data/board";
import { listProjects } from "@/lib/data/projects";
import { readinessLine } from "@/lib/engine/summary";

export const metadata = { title: "Projects" };

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const actor = await requireActor("/projects");
  const { after } = await searchParams;
  const { projects, next } = await listProjects(actor, after);
  const boards = await Promise.all(projects.map(({ id }) => getBoard(actor, id)));
  const mayCreate = actor.role === "admin" || actor.role === "manager";
  return (
    <>
      <PageHeading
        title="Projects"
        action={
          projects.length > 0 && (
            <div className="flex flex-wrap gap-2">
              {isVendor(actor) && <PracticeButton />}
              {mayCreate && (
                <ButtonLink href="/projects/new" look="primary">
                  New project
                </ButtonLink>
              )}
            </div>
          )
        }
      />
      {projects.length === 0 ? (
        <EmptyState title="No project yet">
          <p>
            {isVendor(actor)
              ? "A project follows one installation from the first question to the sign-off. A practice project has a cluster of its own, with typical mistakes to find and mend."
              : "You see a project here as soon as you are let in. Ask your project manager for an invitation, and open its link."}
          </p>
          <div className="mt-5 flex flex-wrap justify-center gap-3">
            {mayCreate && (
              <ButtonLink href="/projects/new" look="primary">
                New project
              </ButtonLink>
            )}
            {isVendor(actor) && <PracticeButton />}
          </div>
        </EmptyState>
      ) : (
        <ScrollBox label="Projects" className="rounded-lg border border-line bg-card">
          <table className="w-full text-left">
            <thead className="border-b border-line text-sm text-ink-soft">
              <tr>
                <th scope="col" className="px-4 py-2 font-medium">
                  Customer
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  Environment
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  Readiness
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  Settled
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
                    <td className="px-4 py-2.5">{summary && readinessLine(summary)}</td>
                    <td className="px-4 py-2.5">{summary && `${summary.settled} of ${summary.applicable}`}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {next && (
        <p className="mt-4">
          <Link href={`/projects?after=${next}`}>Older projects</Link>
        </p>
      )}
    </>
  );
}
