import Link from "next/link";
import { notFound } from "next/navigation";

import { PageHeading } from "@/components/ui/page";
import { VerdictBadge } from "@/components/ui/verdict";
import { orNotFound, projectPage } from "@/lib/auth/page";
import { compareRuns, getRun, type RunComparison } from "@/lib/data/runs";
import { statements } from "@/lib/data/statements";
import { pageTitle, translations } from "@/lib/messages/server";
import { catalogue } from "@/lib/requirements/catalogue";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("runs", "run-title");

const ORDER = new Map(catalogue.map(({ id }, at) => [id, at]));
const place = (id: string) => ORDER.get(id) ?? ORDER.size;
const PARTS = ["fixed", "broken", "changed"] as const satisfies (keyof RunComparison)[];

export default async function RunPage({ params }: { params: Promise<{ projectId: string; seq: string }> }) {
  const { projectId, seq: text } = await params;
  const seq = Number(text);
  if (!Number.isInteger(seq) || seq < 1) notFound();
  const { actor } = await projectPage(projectId);
  const { run, rows } = await orNotFound(getRun(actor, projectId, seq));
  const comparison = seq > 1 ? await orNotFound(compareRuns(actor, projectId, seq - 1, seq)) : undefined;
  const t = await translations("runs");
  const [say, statement] = await Promise.all([readersSay(), statements()]);
  const home = `/projects/${projectId}`;
  const title = (id: string) => <Link href={`${home}/checklist#${id}`}>{say(statement(id))}</Link>;
  return (
    <div className="max-w-4xl">
      <PageHeading
        title={t("run", { seq: run.seq })}
        back={{ href: `${home}/runs`, label: t("title") }}
        lead={t("lead-run", { done: run.done, planned: run.planned, person: run.requestedBy })}
      />
      {comparison &&
        PARTS.filter((key) => comparison[key].length > 0).map((key) => (
          <section key={key} className="mb-6">
            <h2 className="mb-2 text-lg font-semibold">{t(`part-${key}`, { count: comparison[key].length })}</h2>
            <ul className="rounded-lg border border-line bg-card">
              {comparison[key].map(({ requirementId, before, after }) => (
                <li
                  key={requirementId}
                  className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2 last:border-0"
                >
                  <VerdictBadge verdict={before} /> <span aria-hidden="true">→</span>
                  <span className="sr-only">{t("became")}</span> <VerdictBadge verdict={after} /> {title(requirementId)}
                </li>
              ))}
            </ul>
          </section>
        ))}
      <h2 className="mb-2 text-lg font-semibold">{t("everything")}</h2>
      <ul className="rounded-lg border border-line bg-card">
        {rows
          .filter(({ verdict }) => verdict)
          .sort((a, b) => place(a.requirementId) - place(b.requirementId))
          .map(({ requirementId, verdict }) => (
            <li
              key={requirementId}
              className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2 last:border-0"
            >
              <VerdictBadge verdict={verdict} /> {title(requirementId)}
            </li>
          ))}
      </ul>
    </div>
  );
}
