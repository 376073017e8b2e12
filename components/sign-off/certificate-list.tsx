import Link from "next/link";

import { Button, DownloadLink } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { EmptyState } from "@/components/ui/page";
import { translations } from "@/lib/messages/server";
import { readersSay } from "@/lib/sentences/server";

/** Every certificate of a project, newest first, with its files. */
export async function CertificateList({
  projectId,
  certificates,
}: {
  projectId: string;
  certificates: readonly { seq: number; by: string; at: string; voided?: { at: string; because: string } }[];
}) {
  const [t, say] = await Promise.all([translations("signoff"), readersSay()]);
  if (certificates.length === 0)
    return (
      <EmptyState title={t("none")}>
        <p className="mb-4">{t("none-why")}</p>
        <Link href={`/projects/${projectId}/checklist`}>{t("to-checklist")}</Link>
      </EmptyState>
    );
  return (
    <ul className="rounded-lg border border-line bg-card">
      {certificates.map(({ seq, by, at, voided }) => (
        <li
          key={seq}
          className="grid gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-0 sm:grid-cols-[1fr_auto] sm:items-center"
        >
          <div>
            <p>
              <Link href={`/projects/${projectId}/sign-off/${seq}`}>{t("number", { seq })}</Link>{" "}
              {voided ? (
                <span className="font-medium text-fail">✕ {t("void")}</span>
              ) : (
                <span className="font-medium text-pass">✓ {t("holds")}</span>
              )}
            </p>
            <p className="text-sm text-ink-soft">
              {t.rich("signed", { person: by, when: () => <Moment key="when" iso={at} /> })}
              {voided && <> · {say(voided.because)}</>}
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            <DownloadLink
              href={`/api/projects/${projectId}/certificates/${seq}/pdf`}
              aria-label={`${t("pdf")}, ${t("number", { seq })}`}
            >
              PDF
            </DownloadLink>
            <DownloadLink
              href={`/api/projects/${projectId}/certificates/${seq}`}
              aria-label={`${t("json")}, ${t("number", { seq })}`}
            >
              JSON
            </DownloadLink>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Asks which certificate to compare with which, or with the present state; works without JavaScript. */
export async function CompareForm({
  projectId,
  seqs,
  from,
  to,
}: {
  projectId: string;
  seqs: readonly number[];
  from?: number;
  to?: string;
}) {
  const t = await translations("signoff");
  const select = "rounded-md border border-line-strong bg-card px-3 py-1.5";
  const options = seqs.map((seq) => (
    <option key={seq} value={seq}>
      {t("number", { seq })}
    </option>
  ));
  return (
    <form
      action={`/projects/${projectId}/sign-off/compare`}
      className="mt-4 flex flex-wrap items-end gap-3 print:hidden"
    >
      <label className="grid gap-1 text-sm">
        {t("compare-from-label")}
        <select name="from" defaultValue={from ?? seqs[0]} className={select}>
          {options}
        </select>
      </label>
      <label className="grid gap-1 text-sm">
        {t("compare-to-label")}
        <select name="to" defaultValue={to ?? "now"} className={select}>
          <option value="now">{t("now")}</option>
          {options}
        </select>
      </label>
      <Button type="submit">{t("compare")}</Button>
    </form>
  );
}
