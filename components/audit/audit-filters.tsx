import Form from "next/form";
import Link from "next/link";

import { Button } from "@/components/ui/button";
import { type AuditQuery, isAuditNarrowed } from "@/lib/audit/query";
import { AUDIT_ACTIONS } from "@/lib/audit/vocabulary";
import { translations } from "@/lib/messages/server";

const INPUT = "block min-h-9 w-full rounded-md border border-line-strong bg-card px-2.5 py-1 text-ink";

/** What is asked of a log, as a form that changes the address. `path` is the page's own. */
export async function AuditFilters({
  path,
  query,
  ofOneProject,
}: {
  path: string;
  query: AuditQuery;
  ofOneProject: boolean;
}) {
  const t = await translations("audit");
  const actions = AUDIT_ACTIONS.map((action) => ({ action, text: t(`did-${action}`) }));
  return (
    <search aria-label={t("filters")}>
      <Form action={path} className="mb-4 flex flex-wrap items-end gap-3">
        <label className="min-w-36 grow basis-36 text-sm">
          {t("person")}
          <input key={query.person} name="person" defaultValue={query.person} maxLength={200} className={INPUT} />
        </label>
        <label className="min-w-48 text-sm max-md:w-full">
          {t("action")}
          <select key={query.action} name="action" defaultValue={query.action ?? ""} className={`${INPUT} md:max-w-64`}>
            <option value="">{t("any-action")}</option>
            {actions.map(({ action, text }) => (
              <option key={action} value={action}>
                {text}
              </option>
            ))}
          </select>
        </label>
        {!ofOneProject && (
          <label className="min-w-36 grow basis-36 text-sm">
            {t("project")}
            <input key={query.project} name="project" defaultValue={query.project} maxLength={200} className={INPUT} />
          </label>
        )}
        <label className="min-w-36 grow basis-36 text-sm">
          {t("subject")}
          <input
            key={query.subject}
            name="subject"
            defaultValue={query.subject}
            maxLength={200}
            placeholder={t("subject-hint")}
            className={INPUT}
          />
        </label>
        {(["from", "to"] as const).map((edge) => (
          <label key={edge} className="text-sm">
            {t(`${edge}-day`)}
            <input key={query[edge]} type="date" name={edge} defaultValue={query[edge]} className={INPUT} />
          </label>
        ))}
        <Button type="submit">{t("apply")}</Button>
        {isAuditNarrowed(query) && (
          <Link href={path} prefetch={false} className="py-1.5 text-sm">
            {t("clear")}
          </Link>
        )}
      </Form>
    </search>
  );
}
