"use client";

import Link from "next/link";

import { revokeWaiver, withdrawAttestation } from "@/app/actions/runs";
import { useTranslations } from "@/components/messages/provider";
import { useSay } from "@/components/messages/sentences";
import { Button, ButtonLink, DownloadLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { VerdictBadge } from "@/components/ui/verdict";
import { WorkOn } from "@/components/work/work-on";
import { mayAttest, type Role } from "@/lib/auth/actor";
import type { BoardRow } from "@/lib/engine/types";
import { field, sectionOf } from "@/lib/intake/sections";

import { AttestForm } from "./attest-form";
import { Observations } from "./observations";
import { Residue } from "./residue";
import { RunButton } from "./run-button";
import { VantageViews } from "./vantage-views";
import { WaiveForm } from "./waive-form";

function Fix({ row, projectId }: { row: BoardRow; projectId: string }) {
  const t = useTranslations("board");
  const words = useTranslations("words");
  const { remedy } = row;
  if (!remedy) return null;
  return (
    <div className="mb-4">
      <h4 className="font-medium">{t("what-to-do", { who: words(`who-${row.whoActs}`) })}</h4>
      <p>{remedy.summary}</p>
      {remedy.command && (
        <pre tabIndex={0} className="mt-2 max-w-3xl overflow-x-auto rounded-md bg-sunk p-3 font-mono text-sm">
          {remedy.command}
        </pre>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {remedy.command && <CopyButton text={remedy.command} label={t("copy-command")} />}
        {remedy.artefact && (
          <DownloadLink
            href={`/api/projects/${projectId}/artefacts/${remedy.artefact}${remedy.file ? `?file=${remedy.file}` : ""}`}
          >
            {t("download-file")}
          </DownloadLink>
        )}
      </div>
    </div>
  );
}

/** Everything known of one requirement: observations, why it matters, the fix, the answers, and what one may do. */
export function RowDetails({
  row,
  projectId,
  role,
  running,
}: {
  row: BoardRow;
  projectId: string;
  role: Role;
  running: boolean;
}) {
  const {
    id,
    observations,
    why,
    source,
    missing,
    fields,
    attestation,
    attestable,
    waiver,
    waivable,
    blockedBy,
    notApplicable,
    stale,
    verdict,
  } = row;
  const say = useSay();
  const t = useTranslations("board");
  const vendor = role !== "customer";
  const links = notApplicable?.field ? [notApplicable.field] : missing.length > 0 ? missing : fields;
  const home = `/projects/${projectId}`;
  return (
    <div className="max-w-4xl">
      {stale && (
        <p className="mb-3">
          {t.rich("last-seen", {
            verdict: () => <VerdictBadge key="verdict" verdict={stale.last} />,
            because: stale.because,
          })}
        </p>
      )}
      {blockedBy && (
        <p className="mb-3">
          {t.rich("blocked-by", {
            id: blockedBy,
            cause: (id) => (
              <a key="cause" href={`#${blockedBy}`}>
                {id}
              </a>
            ),
          })}
        </p>
      )}
      <Fix row={row} projectId={projectId} />
      <Residue residue={row.residue} />
      <VantageViews views={row.views} />
      {observations.length > 0 && <Observations observations={observations} projectId={projectId} />}
      {attestation && (
        <div className="mb-4 rounded-md border border-line px-3 py-2">
          <p>
            {t.rich(attestation.holds ? "attested-by" : "denied-by", {
              person: attestation.person,
              when: () => <Moment key="when" iso={attestation.at} />,
              statement: attestation.statement,
            })}
          </p>
          {attestation.note && <p className="text-ink-soft">{attestation.note}</p>}
          <div className="mt-2 flex flex-wrap items-center gap-2">
            {attestation.evidenceFile && (
              <DownloadLink href={`/api/projects/${projectId}/attestations/${attestation.id}`}>
                {t("download-evidence", { name: attestation.evidenceFile.name })}
              </DownloadLink>
            )}
            <Button onClick={() => void withdrawAttestation({ projectId, requirementId: id })}>{t("withdraw")}</Button>
          </div>
        </div>
      )}
      {waiver && (
        <div className="mb-4 rounded-md border border-line px-3 py-2">
          <p>
            {t.rich("accepted-by", {
              person: waiver.person,
              when: () => <Moment key="when" iso={waiver.at} />,
              until: () => <Moment key="until" iso={waiver.expiresAt} time={false} />,
              reason: waiver.reason,
            })}
          </p>
          {vendor && (
            <Button className="mt-2" onClick={() => void revokeWaiver({ projectId, requirementId: id })}>
              {t("end-waiver")}
            </Button>
          )}
        </div>
      )}
      <dl className="mb-4 grid grid-cols-1 gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_minmax(0,1fr)]">
        <dt className="text-ink-soft">{t("why")}</dt>
        <dd>{why}</dd>
        {row.consent && (
          <>
            <dt className="text-ink-soft">{t("writes")}</dt>
            <dd>{row.consent}</dd>
          </>
        )}
        {links.length > 0 && (
          <>
            <dt className="text-ink-soft">{t(missing.length > 0 ? "missing-answers" : "answers")}</dt>
            <dd className="flex flex-wrap gap-x-4">
              {links.map((one) => (
                <Link key={one} href={`${home}/intake/${sectionOf(one).id}#${one}`}>
                  {say(field(one).label)}
                </Link>
              ))}
            </dd>
          </>
        )}
        <dt className="text-ink-soft">{t("source")}</dt>
        <dd>
          {source} · {id}
        </dd>
      </dl>
      <div className="flex flex-wrap items-start gap-2">
        {!running && missing.length === 0 && (
          <RunButton projectId={projectId} scope={{ kind: "only", ids: [id] }} label={t("run-again")} />
        )}
        {!running && missing.length === 0 && row.consent && (
          <RunButton
            projectId={projectId}
            scope={{ kind: "only", ids: [id] }}
            label={t("agree-and-run")}
            consent={[id]}
          />
        )}
        {row.openVantages.includes("terminal") && !notApplicable && (
          <ButtonLink href={`${home}/elsewhere`}>{t("look-there")}</ButtonLink>
        )}
        {attestable && mayAttest(role, attestable.by) && (
          <AttestForm
            projectId={projectId}
            requirementId={id}
            statement={attestable.statement}
            mostDays={attestable.expiresInDays}
          />
        )}
        {vendor && waivable && !waiver && (row.blocks || verdict === "fail" || verdict === "could-not-tell") && (
          <WaiveForm
            projectId={projectId}
            requirementId={id}
            label={t(
              verdict !== "fail" ? "accept-unproved" : row.severity === "warning" ? "acknowledge" : "accept-failure",
            )}
          />
        )}
      </div>
      <WorkOn row={row} />
    </div>
  );
}
