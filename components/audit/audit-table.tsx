import Link from "next/link";

import { Moment } from "@/components/ui/moment";
import { ScrollBox } from "@/components/ui/scroll-box";
import { type AuditQuery, auditHref } from "@/lib/audit/query";
import type { AuditView } from "@/lib/audit/vocabulary";
import { ROLES } from "@/lib/auth/actor";
import { ERRAND_KINDS } from "@/lib/errands";
import { field, isFieldId } from "@/lib/intake/sections";
import type { MessageKey } from "@/lib/messages";
import { translations } from "@/lib/messages/server";
import type { Translate } from "@/lib/messages/translate";
import { isRequirementId, requirement } from "@/lib/requirements/catalogue";
import { readersSay } from "@/lib/sentences/server";
import type { Say } from "@/lib/sentences/translate";

/** Letters of a long id that are enough to tell one from the other. */
const SHORT = 6;

type Entry = AuditView & { project?: string };

/** What an entry is about, in words where the catalogue or the intake has some. */
function about(entry: Entry, t: Translate<MessageKey<"audit">>, say: Say): string {
  const { action, subject = "" } = entry;
  if (action.startsWith("run.")) return t("run", { seq: subject });
  if (action.startsWith("certificate.")) return t("certificate", { seq: subject });
  const kind = ERRAND_KINDS.find((one) => one === subject);
  if (kind) return t(`look-${kind}`);
  if (action.startsWith("errand.")) return t("look", { id: subject.slice(-SHORT) });
  if (isFieldId(subject)) return say(field(subject).label);
  if (isRequirementId(subject)) return say(requirement(subject).statement);
  return subject;
}

/** Entries of the audit log: when, who, what, and from where. */
export async function AuditTable({
  entries,
  path,
  query,
  ofOneProject,
}: {
  entries: readonly Entry[];
  path: string;
  query: AuditQuery;
  ofOneProject: boolean;
}) {
  const [t, words, say] = await Promise.all([translations("audit"), translations("words"), readersSay()]);
  const roleOf = (role: string) => {
    const known = ROLES.find((one) => one === role);
    return known ? words(`role-${known}`) : t("system");
  };
  const heads = [t("when"), t("who"), t("what"), ...(ofOneProject ? [] : [t("project")]), t("address")];
  return (
    <ScrollBox label={t("title")} className="rounded-lg border border-line bg-card">
      <table className="w-full text-left">
        <thead className="border-b border-line text-sm text-ink-soft">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="px-3 py-2 font-medium first:pl-4">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq} className="border-b border-line align-top last:border-0">
              <td className="py-2.5 pr-3 pl-4 text-sm">
                <Moment iso={entry.at} />
                <span className="block text-ink-soft">{entry.seq}</span>
              </td>
              <td className="px-3 py-2.5">
                {entry.actor}
                <span className="block text-sm text-ink-soft">{roleOf(entry.role)}</span>
              </td>
              <td className="max-w-xl min-w-56 px-3 py-2.5">
                {t(`did-${entry.action}`)}
                {entry.subject && (
                  <span className="block text-sm wrap-anywhere">
                    <Link
                      href={auditHref(path, query, { subject: entry.subject })}
                      prefetch={false}
                      title={t("only-this", { subject: entry.subject })}
                      className="inline-flex min-h-7 items-center"
                    >
                      {about(entry, t, say)}
                    </Link>
                  </span>
                )}
                {Object.keys(entry.details).length > 0 && (
                  <details className="text-sm text-ink-soft">
                    <summary className="leading-7">{t("particulars")}</summary>
                    <pre className="mt-1 whitespace-pre-wrap font-mono text-xs wrap-anywhere">
                      {JSON.stringify(entry.details, null, 1)}
                    </pre>
                  </details>
                )}
              </td>
              {!ofOneProject && (
                <td className="px-3 py-2.5 text-sm">
                  {entry.projectId && (
                    <Link href={auditHref(path, query, { project: entry.projectId })} prefetch={false}>
                      {entry.project ?? entry.projectId}
                    </Link>
                  )}
                </td>
              )}
              <td className="px-3 py-2.5 text-sm whitespace-nowrap">
                {entry.address ?? <span className="text-ink-soft">{t("no-address")}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
