import { AuditList } from "@/components/audit/audit-list";
import { HistoryTabs } from "@/components/shell/history-tabs";
import { PageHeading } from "@/components/ui/page";
import { readAuditQuery } from "@/lib/audit/query";
import { orNotFound, projectPage } from "@/lib/auth/page";
import { listAudit } from "@/lib/data/audit-log";
import { pageTitle, translations } from "@/lib/messages/server";

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = () => pageTitle("audit", "project-title");

export default async function ChangesPage({ params, searchParams }: Props) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const query = readAuditQuery(await searchParams);
  const [page, t] = await Promise.all([orNotFound(listAudit(actor, query, { projectId })), translations("audit")]);
  return (
    <>
      <HistoryTabs projectId={projectId} />
      <PageHeading title={t("project-title")} lead={t("project-lead")} />
      <AuditList
        path={`/projects/${projectId}/runs/changes`}
        file={`/api/projects/${projectId}/audit`}
        query={query}
        page={page}
        ofOneProject
      />
    </>
  );
}
