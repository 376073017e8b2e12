import Link from "next/link";

import { ClientMessages } from "@/components/messages/client-messages";
import { CertificateList, CompareForm } from "@/components/sign-off/certificate-list";
import { VoidNotice } from "@/components/sign-off/certificate-notices";
import { ClosingPanel } from "@/components/sign-off/closing-panel";
import { SignButton } from "@/components/sign-off/sign-button";
import { ButtonLink, DownloadLink } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { PageHeading } from "@/components/ui/page";
import { VerdictBadge } from "@/components/ui/verdict";
import { projectPage } from "@/lib/auth/page";
import { getBoard } from "@/lib/data/board";
import { type CertificateView, listCertificates, whyNotSign } from "@/lib/data/certificates";
import { type Closing, getClosing } from "@/lib/data/closing";
import type { Board, BoardRow } from "@/lib/engine/types";
import { env } from "@/lib/env";
import { pageTitle, translations } from "@/lib/messages/server";
import { boardIn } from "@/lib/sentences/board";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("signoff", "title");

/** Rows that keep the project from being ready. */
const standsAgainst = ({ blocks, severity, verdict, settled }: BoardRow) =>
  blocks || (severity === "warning" && verdict === "fail" && !settled);

async function heading({ summary }: Board, valid: CertificateView | undefined, { closed }: Closing) {
  const t = await translations("signoff");
  const when = (iso: string) => ({ when: () => <Moment key="when" iso={iso} /> });
  if (closed) return { title: t("closed"), lead: t.rich("closed-lead", { person: closed.by, ...when(closed.at) }) };
  if (valid)
    return {
      title: t("valid", { seq: valid.seq }),
      lead: t.rich("valid-lead", { person: valid.by, ...when(valid.at) }),
    };
  if (summary.ready) return { title: t("ready"), lead: t("ready-lead") };
  return { title: t("blocked"), lead: t("blocked-lead", { count: summary.blocking + summary.unacknowledged }) };
}

export default async function SignOffPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const certificates = await listCertificates(actor, projectId);
  const [t, say, board, closing] = await Promise.all([
    translations("signoff"),
    readersSay(),
    getBoard(actor, projectId),
    getClosing(actor, projectId),
  ]);
  const [last] = certificates;
  const valid = last && !last.voided ? last : undefined;
  const open = boardIn(say, board).rows.filter(standsAgainst);
  const signing = !valid && !closing.closed && board.summary.ready;
  const whyNot = signing ? await whyNotSign(actor, board) : undefined;
  const home = `/projects/${projectId}`;
  return (
    <ClientMessages of={["signoff"]}>
      <PageHeading
        {...(await heading(board, valid, closing))}
        action={
          !closing.closed && !valid && !board.summary.ready ? (
            <ButtonLink look="primary" href={`${home}/checklist?show=blocking`}>
              {t("to-checklist")}
            </ButtonLink>
          ) : (
            valid && (
              <ButtonLink look="primary" href={`${home}/sign-off/${valid.seq}`}>
                {t("open-certificate", { seq: valid.seq })}
              </ButtonLink>
            )
          )
        }
      />
      {last && <VoidNotice certificate={last} href={`${home}/sign-off/${last.seq}`} />}
      {signing && !whyNot && <SignButton projectId={projectId} />}
      {whyNot && (
        <Notice tone="warn" title={t("cannot")}>
          <p>{say(whyNot)}</p>
        </Notice>
      )}
      {!closing.closed && open.length > 0 && (
        <section aria-labelledby="blocks" className="mb-8">
          <h2 id="blocks" className="mb-2 text-lg font-semibold">
            {t("blocks")}
          </h2>
          <ul className="rounded-lg border border-line bg-card">
            {open.map((row) => (
              <li
                key={row.id}
                className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-2 last:border-0"
              >
                <VerdictBadge verdict={row.verdict} />
                <Link href={`${home}/checklist#${row.id}`}>{row.statement}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="certificates">
        <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
          <h2 id="certificates" className="text-lg font-semibold">
            {t("certificates")}
          </h2>
          <DownloadLink href={`/api/projects/${projectId}/checklist`}>{t("checklist-csv")}</DownloadLink>
        </div>
        <CertificateList projectId={projectId} certificates={certificates} />
        {certificates.length > 0 && <CompareForm projectId={projectId} seqs={certificates.map(({ seq }) => seq)} />}
      </section>
      <ClosingPanel
        projectId={projectId}
        closing={closing}
        days={env().SECRET_RETENTION_DAYS}
        manages={actor.role === "admin" || actor.role === "manager"}
      />
    </ClientMessages>
  );
}
