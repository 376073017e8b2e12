import Link from "next/link";

import { RunButton } from "@/components/board/run-button";
import { HistoryTabs } from "@/components/shell/history-tabs";
import { Moment } from "@/components/ui/moment";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { isVendor } from "@/lib/auth/actor";
import { projectPage } from "@/lib/auth/page";
import { listRuns } from "@/lib/data/runs";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("runs", "title");

export default async function RunsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const runs = await listRuns(actor, projectId);
  const t = await translations("runs");
  const home = `/projects/${projectId}`;
  return (
    <div className="max-w-4xl">
      {isVendor(actor) && <HistoryTabs projectId={projectId} />}
      <PageHeading title={t("title")} lead={t("lead")} />
      {runs.length === 0 ? (
        <EmptyState title={t("none")}>
          <p className="mb-4">{t("none-why")}</p>
          <RunButton projectId={projectId} look="primary" then={`${home}/checklist`} />
        </EmptyState>
      ) : (
        <ul className="rounded-lg border border-line bg-card">
          {runs.map((run) => (
            <li
              key={run.id}
              className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-2.5 last:border-0"
            >
              <Link href={`${home}/runs/${run.seq}`}>{t("run", { seq: run.seq })}</Link>
              <span>{t("status-of", { status: t(`status-${run.status}`), done: run.done, planned: run.planned })}</span>
              <span className="text-sm text-ink-soft">
                {t.rich("started", {
                  when: () => <Moment key="when" iso={run.createdAt} />,
                  person: run.requestedBy,
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
