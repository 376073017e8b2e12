import Link from "next/link";
import { MendSwitches } from "@/components/board/mend-switches";
import { RunButton } from "@/components/board/run-button";
import { ImportAnswers } from "@/components/intake/import-answers";
import { ButtonLink, DownloadLink } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { PageHeading } from "@/components/ui/page";
import { VerdictBadge } from "@/components/ui/verdict";
import { projectPage } from "@/lib/auth/page";
import { getFacts } from "@/lib/data/answers";
import { getBoard } from "@/lib/data/board";
import { readinessLine } from "@/lib/engine/summary";
import type { BoardRow } from "@/lib/engine/types";
import { crossFieldProblems } from "@/lib/intake/cross-field";
import { missingFields, sectionState, sections } from "@/lib/intake/sections";
import { WHO_ACTS_TITLE } from "@/lib/requirements/vocabulary";

export const metadata = { title: "Project" };

const SHOWN = 6;

function whoMustAct(rows: readonly BoardRow[]): string {
  const counts = new Map<string, number>();
  for (const row of rows)
    if (!row.settled && row.verdict === "fail")
      counts.set(WHO_ACTS_TITLE[row.whoActs], (counts.get(WHO_ACTS_TITLE[row.whoActs]) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([who, count]) => `${who} ${count}`)
    .join(" · ");
}

export default async function ProjectHome({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const [{ facts }, board] = await Promise.all([getFacts(actor, projectId), getBoard(actor, projectId)]);
  const { answers, secretsSet } = facts;
  const problems = new Set(crossFieldProblems(answers).map(({ field }) => field));
  const states = sections.map((section) => ({
    section,
    state: sectionState(section, answers, secretsSet, problems),
    open: missingFields(section, answers, secretsSet).length,
  }));
  const open = states.reduce((sum, one) => sum + one.open, 0);
  const next = states.find(({ state }) => state !== "Completed")?.section;
  const { summary, rows, run } = board;
  const blocking = rows
    .filter(({ blocks, verdict }) => blocks && verdict !== undefined)
    .sort((a, b) => Number(b.verdict === "fail") - Number(a.verdict === "fail"));
  const who = whoMustAct(rows);
  const home = `/projects/${projectId}`;
  const { "project.installStart": start, "project.installEnd": end } = answers;
  return (
    <>
      <PageHeading
        title={`${readinessLine(summary)}.`}
        lead={`${start && end ? `Installation ${start} to ${end}.` : "The days of the installation are not set."}${open > 0 ? ` ${open} answers are missing.` : ""}`}
        action={
          next ? (
            <ButtonLink href={`${home}/intake/${next.id}`} look="primary">
              Continue the intake
            </ButtonLink>
          ) : (
            <ButtonLink href={`${home}/checklist`} look="primary">
              Open the checklist
            </ButtonLink>
          )
        }
      />
      <div className="mb-8 max-w-3xl">
        <progress
          className="h-3 w-full accent-[var(--accent)]"
          value={summary.settled}
          max={summary.applicable}
          aria-label="Settled requirements"
        />
        <p className="text-sm text-ink-soft">
          {summary.settled} of {summary.applicable} applicable requirements settled
        </p>
      </div>
      <div className="grid gap-10 lg:grid-cols-2">
        <section aria-labelledby="intake">
          <h2 id="intake" className="mb-2 text-lg font-semibold">
            Intake
          </h2>
          <ul className="rounded-lg border border-line bg-card">
            {states.map(({ section, state }) => (
              <li
                key={section.id}
                className="flex items-center justify-between gap-4 border-b border-line px-4 py-2 last:border-0"
              >
                <Link href={`${home}/intake/${section.id}`}>{section.title}</Link>
                <span
                  className={
                    state === "There is a problem"
                      ? "text-sm font-medium text-fail"
                      : state === "Completed"
                        ? "text-sm"
                        : "text-sm text-ink-soft"
                  }
                >
                  {state}
                </span>
              </li>
            ))}
          </ul>
          <div className="mt-3 flex flex-wrap items-center gap-2">
            <ButtonLink href={`${home}/intake/check`}>Check the answers</ButtonLink>
            <DownloadLink href={`/api/projects/${projectId}/export`}>Export</DownloadLink>
            <ImportAnswers projectId={projectId} />
          </div>
        </section>
        <section aria-labelledby="checklist">
          <h2 id="checklist" className="mb-2 text-lg font-semibold">
            Checklist
          </h2>
          <p className="mb-3">
            {summary.counts.fail} fail · {summary.counts.warn} {summary.counts.warn === 1 ? "warning" : "warnings"} ·{" "}
            {summary.counts["could-not-tell"]} could not be told · {summary.counts.pass} pass · {summary.notYetRun} not
            yet run
          </p>
          {blocking.length > 0 && (
            <>
              <h3 className="mb-1 font-medium">Blocking now</h3>
              <ul className="mb-3 rounded-lg border border-line bg-card">
                {blocking.slice(0, SHOWN).map((row) => (
                  <li
                    key={row.id}
                    className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-2 last:border-0"
                  >
                    <VerdictBadge verdict={row.verdict} />
                    <Link href={`${home}/checklist#${row.id}`}>{row.statement}</Link>
                    <span className="text-sm text-ink-soft">{WHO_ACTS_TITLE[row.whoActs]}</span>
                  </li>
                ))}
              </ul>
              {blocking.length > SHOWN && (
                <p className="mb-3 text-sm">
                  <Link href={`${home}/checklist?show=blocking`}>And {blocking.length - SHOWN} more</Link>
                </p>
              )}
            </>
          )}
          <div className="flex flex-wrap items-center gap-3">
            <RunButton projectId={projectId} then={`${home}/checklist`} />
            <span className="text-sm text-ink-soft">
              {run?.finishedAt ? (
                <>
                  Last run <Moment iso={run.finishedAt} />
                </>
              ) : (
                "Nothing was run yet."
              )}
            </span>
          </div>
          {who && <p className="mt-3 text-sm">Who must act: {who}</p>}
          {project.practice && <MendSwitches projectId={projectId} left={project.practiceMistakes} />}
        </section>
      </div>
    </>
  );
}
