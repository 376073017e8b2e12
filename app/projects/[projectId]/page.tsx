import Link from "next/link";
import { PracticeMistakes } from "@/components/board/practice-mistakes";
import { RunButton } from "@/components/board/run-button";
import { ImportAnswers } from "@/components/intake/import-answers";
import { ClientMessages } from "@/components/messages/client-messages";
import { CertificateBanner } from "@/components/sign-off/certificate-notices";
import { ButtonLink, DownloadLink } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { PageHeading } from "@/components/ui/page";
import { VerdictBadge } from "@/components/ui/verdict";
import { isVendor } from "@/lib/auth/actor";
import { projectPage } from "@/lib/auth/page";
import { getFacts } from "@/lib/data/answers";
import { getBoard } from "@/lib/data/board";
import { listCertificates } from "@/lib/data/certificates";
import type { BoardRow } from "@/lib/engine/types";
import { crossFieldProblems } from "@/lib/intake/cross-field";
import { missingFields, type SectionState, sectionState, sections } from "@/lib/intake/sections";
import type { MessageKey } from "@/lib/messages";
import { readinessLine } from "@/lib/messages/readiness";
import { currentLocale, pageTitle, translations } from "@/lib/messages/server";
import type { Translate } from "@/lib/messages/translate";
import { writeDays } from "@/lib/messages/written-days";
import { deliveredSecrets } from "@/lib/requirements/proved-elsewhere";
import type { WhoActs } from "@/lib/requirements/vocabulary";
import { boardIn } from "@/lib/sentences/board";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("overview", "title");

const STATE = {
  Completed: "state-completed",
  "In progress": "state-in-progress",
  "Not yet started": "state-not-started",
  "There is a problem": "state-problem",
} as const satisfies Record<SectionState, string>;

const SHOWN = 6;

function whoMustAct(rows: readonly BoardRow[], words: Translate<MessageKey<"words">>): string {
  const counts = new Map<WhoActs, number>();
  for (const { settled, verdict, whoActs } of rows)
    if (!settled && verdict === "fail") counts.set(whoActs, (counts.get(whoActs) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([who, count]) => `${words(`who-${who}`)} ${count}`)
    .join(" · ");
}

export default async function ProjectHome({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const [t, words] = await Promise.all([translations("overview"), translations("words")]);
  const [{ facts }, board, say, locale, [certificate]] = await Promise.all([
    getFacts(actor, projectId),
    getBoard(actor, projectId),
    readersSay(),
    currentLocale(),
    listCertificates(actor, projectId),
  ]);
  const { answers } = facts;
  const secretsSet = deliveredSecrets(facts);
  const problems = new Set(crossFieldProblems(answers).map(({ field }) => field));
  const states = sections.map((section) => ({
    section,
    state: sectionState(section, answers, secretsSet, problems),
    open: missingFields(section, answers, secretsSet).length,
  }));
  const open = states.reduce((sum, one) => sum + one.open, 0);
  const next = states.find(({ state }) => state !== "Completed")?.section;
  const { summary, rows, run } = boardIn(say, board);
  const blocking = rows
    .filter(({ blocks, verdict }) => blocks && verdict !== undefined)
    .sort((a, b) => Number(b.verdict === "fail") - Number(a.verdict === "fail"));
  const who = whoMustAct(rows, words);
  const home = `/projects/${projectId}`;
  const signed = certificate && !certificate.voided;
  const step =
    summary.ready && isVendor(actor) && !signed
      ? ({ path: "sign-off", name: "go-to-sign-off" } as const)
      : next
        ? ({ path: `intake/${next.id}`, name: "continue" } as const)
        : ({ path: "checklist", name: "open-checklist" } as const);
  const { "project.installStart": start, "project.installEnd": end } = answers;
  const counts = [
    t("count-fail", { count: summary.counts.fail }),
    t("count-warn", { count: summary.counts.warn }),
    t("count-could-not-tell", { count: summary.counts["could-not-tell"] }),
    t("count-pass", { count: summary.counts.pass }),
    t("count-none", { count: summary.notYetRun }),
    ...(summary.waived > 0 ? [t("count-accepted", { count: summary.waived })] : []),
  ];
  return (
    <ClientMessages of={["overview"]}>
      <PageHeading
        title={`${readinessLine(words, summary)}.`}
        lead={[
          start && end ? t("dates", { days: writeDays(locale, start, end) }) : t("no-dates"),
          open > 0 ? t("missing", { count: open }) : "",
        ].join(" ")}
        action={
          <ButtonLink href={`${home}/${step.path}`} look={signed ? "secondary" : "primary"}>
            {t(step.name)}
          </ButtonLink>
        }
      />
      <CertificateBanner projectId={projectId} last={certificate} />
      <div className="mb-8 max-w-3xl">
        <progress
          className="h-3 w-full accent-[var(--accent)]"
          value={summary.settled}
          max={summary.applicable}
          aria-label={t("settled-label")}
        />
        <p className="text-sm text-ink-soft">{t("settled", { settled: summary.settled, all: summary.applicable })}</p>
      </div>
      <div className="grid gap-10 lg:grid-cols-2">
        <section aria-labelledby="intake">
          <h2 id="intake" className="mb-2 text-lg font-semibold">
            {t("intake")}
          </h2>
          <ul className="rounded-lg border border-line bg-card">
            {states.map(({ section, state }) => (
              <li
                key={section.id}
                className="flex items-center justify-between gap-4 border-b border-line px-4 py-2 last:border-0"
              >
                <Link href={`${home}/intake/${section.id}`}>{say(section.title)}</Link>
                <span
                  className={
                    state === "There is a problem"
                      ? "text-sm font-medium text-fail"
                      : state === "Completed"
                        ? "text-sm"
                        : "text-sm text-ink-soft"
                  }
                >
                  {t(STATE[state])}
                </span>
              </li>
            ))}
          </ul>
          <div className="mt-3 flex flex-wrap items-center gap-2">
            <ButtonLink href={`${home}/intake/check`}>{t("check-answers")}</ButtonLink>
            <DownloadLink href={`/api/projects/${projectId}/export`}>{t("export")}</DownloadLink>
            <ImportAnswers projectId={projectId} />
          </div>
        </section>
        <section aria-labelledby="checklist">
          <h2 id="checklist" className="mb-2 text-lg font-semibold">
            {t("checklist")}
          </h2>
          <p className="mb-3">{counts.join(" · ")}</p>
          {blocking.length > 0 && (
            <>
              <h3 className="mb-1 font-medium">{t("blocking-now")}</h3>
              <ul className="mb-3 rounded-lg border border-line bg-card">
                {blocking.slice(0, SHOWN).map((row) => (
                  <li
                    key={row.id}
                    className="grid grid-cols-[7.5rem_1fr] gap-x-3 border-b border-line px-4 py-2 last:border-0"
                  >
                    <span>
                      <VerdictBadge verdict={row.verdict} />
                    </span>
                    <span>
                      <Link href={`${home}/checklist#${row.id}`}>{row.statement}</Link>
                      <span className="block text-sm text-ink-soft">{words(`who-${row.whoActs}`)}</span>
                    </span>
                  </li>
                ))}
              </ul>
              {blocking.length > SHOWN && (
                <p className="mb-3 text-sm">
                  <Link href={`${home}/checklist?show=blocking`}>{t("more", { count: blocking.length - SHOWN })}</Link>
                </p>
              )}
            </>
          )}
          <div className="flex flex-wrap items-center gap-3">
            <RunButton projectId={projectId} then={`${home}/checklist`} />
            <span className="text-sm text-ink-soft">
              {run?.finishedAt
                ? t.rich("last-run", { when: () => <Moment key="when" iso={run.finishedAt ?? ""} /> })
                : t("never-run")}
            </span>
          </div>
          {who && (
            <p className="mt-3 text-sm">
              <Link href={`${home}/next`}>{t("who", { who })}</Link>
            </p>
          )}
          {project.practice && <PracticeMistakes projectId={projectId} left={project.practiceMistakes} />}
        </section>
      </div>
    </ClientMessages>
  );
}
