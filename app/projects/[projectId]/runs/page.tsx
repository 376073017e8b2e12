import Link from "next/link";

import { RunButton } from "@/components/board/run-button";
import { Moment } from "@/components/ui/moment";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { projectPage } from "@/lib/auth/page";
import { listRuns } from "@/lib/data/runs";

export const metadata = { title: "Runs" };

const STATUS = {
  queued: "Queued",
  running: "Running",
  done: "Done",
  cancelled: "Stopped",
  interrupted: "Interrupted",
} as const;

export default async function RunsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const runs = await listRuns(actor, projectId);
  const home = `/projects/${projectId}`;
  return (
    <div className="max-w-4xl">
      <PageHeading title="Runs" lead="Each run of the checks, and what changed since the one before." />
      {runs.length === 0 ? (
        <EmptyState title="Nothing was run yet">
          <p className="mb-4">A run looks at the customer's systems and fills the checklist.</p>
          <RunButton projectId={projectId} look="primary" then={`${home}/checklist`} />
        </EmptyState>
      ) : (
        <ul className="rounded-lg border border-line bg-card">
          {runs.map((run) => (
            <li
              key={run.id}
              className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-2.5 last:border-0"
            >
              <Link href={`${home}/runs/${run.seq}`}>Run {run.seq}</Link>
              <span>
                {STATUS[run.status]}, {run.done} of {run.planned}
              </span>
              <span className="text-sm text-ink-soft">
                <Moment iso={run.createdAt} /> by {run.requestedBy}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
