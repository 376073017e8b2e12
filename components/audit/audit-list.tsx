import { DownloadLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { type AuditQuery, auditHref, isAuditNarrowed } from "@/lib/audit/query";
import type { AuditView } from "@/lib/audit/vocabulary";
import { translations } from "@/lib/messages/server";

import { AuditFilters } from "./audit-filters";
import { AuditTable } from "./audit-table";

/** A log with its filters, its pages and its exports; `file` is the address of the export. */
export async function AuditList({
  path,
  file,
  query,
  page,
  ofOneProject = false,
}: {
  path: string;
  file: string;
  query: AuditQuery;
  page: { entries: (AuditView & { project?: string })[]; older?: number; newer?: number };
  ofOneProject?: boolean;
}) {
  const t = await translations("audit");
  const { entries, older, newer } = page;
  const narrowed = isAuditNarrowed(query);
  return (
    <>
      {(narrowed || entries.length > 0) && <AuditFilters path={path} query={query} ofOneProject={ofOneProject} />}
      {entries.length === 0 ? (
        <EmptyState title={t(narrowed ? "none-title" : "empty-title")}>
          <p>{t(narrowed ? "none" : "empty")}</p>
        </EmptyState>
      ) : (
        <>
          <AuditTable entries={entries} path={path} query={query} ofOneProject={ofOneProject} />
          <Pager
            label={t("pages")}
            previous={newer ? { href: auditHref(path, query, { after: newer }), text: t("newer") } : undefined}
            next={older ? { href: auditHref(path, query, { before: older }), text: t("older") } : undefined}
          />
          <p className="mt-4 flex flex-wrap gap-3">
            {(["csv", "jsonl"] as const).map((format) => (
              <DownloadLink key={format} href={auditHref(file, query, { format })}>
                {t(`export-${format}`)}
              </DownloadLink>
            ))}
          </p>
        </>
      )}
    </>
  );
}
