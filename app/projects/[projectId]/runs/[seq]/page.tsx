import Link from "next/link";
import { notFound } from "next/navigation";

import { PageHeading } from "@/components/ui/page";
import { VerdictBadge } from "@/components/ui/verdict";
import { orNotFound, projectPage } from "@/lib/auth/page";
import { compareRuns, getRun, type RunComparison } from "@/lib/data/runs";
import { requirement } from "@/lib/requirements/catalogue";

export const metadata = { title: "Run" };

const PARTS: { key: keyof RunComparison; title: string }[] = [
  { key: "fixed", title: "Mended since the run before" },
  { key: "broken", title: "New problems" },
  { key: "changed", title: "Changed otherwise" },
];

export default async function RunPage({ params }: { params: Promise<{ projectId: string; seq: string }> }) {
  const { projectId, seq: text } = await params;
  const seq = Number(text);
  if (!Number.isInteger(seq) || seq < 1) notFound();
  const { actor } = await projectPage(projectId);
  const { run, rows } = await orNotFound(getRun(actor, projectId, seq));
  const comparison = seq > 1 ? await orNotFound(compareRuns(actor, projectId, seq - 1, seq)) : undefined;
  const home = `/projects/${projectId}`;
  const title = (id: string) => <Link href={`${home}/checklist#${id}`}>{requirement(id).statement}</Link>;
  return (
    <div className="max-w-4xl">
      <PageHeading
        title={`Run ${run.seq}`}
        back={{ href: `${home}/runs`, label: "Runs" }}
        lead={`${run.done} of ${run.planned} checks, started by ${run.requestedBy}.`}
      />
      {comparison &&
        PARTS.filter(({ key }) => comparison[key].length > 0).map(({ key, title: heading }) => (
          <section key={key} className="mb-6">
            <h2 className="mb-2 text-lg font-semibold">
              {heading} ({comparison[key].length})
            </h2>
            <ul className="rounded-lg border border-line bg-card">
              {comparison[key].map(({ requirementId, before, after }) => (
                <li
                  key={requirementId}
                  className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2 last:border-0"
                >
                  <VerdictBadge verdict={before} /> <span aria-hidden="true">→</span>
                  <span className="sr-only">became</span> <VerdictBadge verdict={after} /> {title(requirementId)}
                </li>
              ))}
            </ul>
          </section>
        ))}
      <h2 className="mb-2 text-lg font-semibold">Everything it looked at</h2>
      <ul className="rounded-lg border border-line bg-card">
        {rows
          .filter(({ verdict }) => verdict)
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
