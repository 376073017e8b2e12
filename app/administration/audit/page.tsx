import { AuditList } from "@/components/audit/audit-list";
import { PageHeading } from "@/components/ui/page";
import { readAuditQuery } from "@/lib/audit/query";
import { orNotFound } from "@/lib/auth/page";
import { requireActor } from "@/lib/auth/session";
import { listAudit } from "@/lib/data/audit-log";
import { pageTitle, translations } from "@/lib/messages/server";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const generateMetadata = () => pageTitle("audit", "title");

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requireActor("/administration/audit");
  const query = readAuditQuery(await searchParams);
  const [page, t] = await Promise.all([orNotFound(listAudit(actor, query)), translations("audit")]);
  return (
    <>
      <PageHeading title={t("title")} lead={t("lead")} />
      <AuditList path="/administration/audit" file="/api/audit" query={query} page={page} />
    </>
  );
}
