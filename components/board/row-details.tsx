"use client";

import Link from "next/link";

import { revokeWaiver, withdrawAttestation } from "@/app/actions/runs";
import { Button, DownloadLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { VerdictBadge } from "@/components/ui/verdict";
import type { Role } from "@/lib/auth/actor";
import type { BoardRow } from "@/lib/engine/types";
import { field, sectionOf } from "@/lib/intake/sections";
import { WHO_ACTS_TITLE } from "@/lib/requirements/vocabulary";

import { AttestForm } from "./attest-form";
import { Observations } from "./observations";
import { RunButton } from "./run-button";
import { VantageViews } from "./vantage-views";
import { WaiveForm } from "./waive-form";

function Fix({ row, projectId }: { row: BoardRow; projectId: string }) {
  const { remedy } = row;
  if (!remedy) return null;
  return (
    <div className="mb-4">
      <h4 className="font-medium">What to do ({WHO_ACTS_TITLE[row.whoActs]})</h4>
      <p>{remedy.summary}</p>
      {remedy.command && (
        <pre tabIndex={0} className="mt-2 max-w-3xl overflow-x-auto rounded-md bg-sunk p-3 font-mono text-sm">
          {remedy.command}
        </pre>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {remedy.command && <CopyButton text={remedy.command} label="Copy the command" />}
        {remedy.artefact && (
          <DownloadLink href={`/api/projects/${projectId}/artefacts/${remedy.artefact}`}>
            Download the file
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
  const vendor = role !== "customer";
  const links = notApplicable?.field ? [notApplicable.field] : missing.length > 0 ? missing : fields;
  const home = `/projects/${projectId}`;
  return (
    <div className="max-w-4xl">
      {stale && (
        <p className="mb-3">
          Last seen: <VerdictBadge verdict={stale.last} />, before{" "}
          {stale.because.charAt(0).toLowerCase() + stale.because.slice(1)}
        </p>
      )}
      {blockedBy && (
        <p className="mb-3">
          Blocked by <a href={`#${blockedBy}`}>{blockedBy}</a>: settle that one first.
        </p>
      )}
      <Fix row={row} projectId={projectId} />
      <VantageViews views={row.views} />
      {observations.length > 0 && <Observations observations={observations} projectId={projectId} />}
      {attestation && (
        <div className="mb-4 rounded-md border border-line px-3 py-2">
          <p>
            {attestation.holds ? "Attested" : "Denied"} by {attestation.person}, <Moment iso={attestation.at} />:{" "}
            {attestation.statement}
          </p>
          {attestation.note && <p className="text-ink-soft">{attestation.note}</p>}
          <div className="mt-2 flex flex-wrap items-center gap-2">
            {attestation.evidenceFile && (
              <DownloadLink href={`/api/projects/${projectId}/attestations/${attestation.id}`}>
                Download {attestation.evidenceFile.name}
              </DownloadLink>
            )}
            <Button onClick={() => void withdrawAttestation({ projectId, requirementId: id })}>Withdraw</Button>
          </div>
        </div>
      )}
      {waiver && (
        <div className="mb-4 rounded-md border border-line px-3 py-2">
          <p>
            Accepted by {waiver.person}, <Moment iso={waiver.at} />, until{" "}
            <Moment iso={waiver.expiresAt} time={false} />: {waiver.reason}
          </p>
          {vendor && (
            <Button className="mt-2" onClick={() => void revokeWaiver({ projectId, requirementId: id })}>
              End this
            </Button>
          )}
        </div>
      )}
      <dl className="mb-4 grid grid-cols-1 gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_minmax(0,1fr)]">
        <dt className="text-ink-soft">Why</dt>
        <dd>{why}</dd>
        {row.consent && (
          <>
            <dt className="text-ink-soft">What it writes</dt>
            <dd>{row.consent}</dd>
          </>
        )}
        {links.length > 0 && (
          <>
            <dt className="text-ink-soft">{missing.length > 0 ? "Missing answers" : "Answers"}</dt>
            <dd className="flex flex-wrap gap-x-4">
              {links.map((one) => (
                <Link key={one} href={`${home}/intake/${sectionOf(one).id}#${one}`}>
                  {field(one).label}
                </Link>
              ))}
            </dd>
          </>
        )}
        <dt className="text-ink-soft">Source</dt>
        <dd>
          {source} · {id}
        </dd>
      </dl>
      <div className="flex flex-wrap items-start gap-2">
        {!running && missing.length === 0 && (
          <RunButton projectId={projectId} scope={{ kind: "only", ids: [id] }} label="Run again" />
        )}
        {!running && missing.length === 0 && row.consent && (
          <RunButton projectId={projectId} scope={{ kind: "only", ids: [id] }} label="Agree and run" consent={[id]} />
        )}
        {attestable && <AttestForm projectId={projectId} requirementId={id} statement={attestable.statement} />}
        {vendor && waivable && !waiver && (row.blocks || verdict === "fail" || verdict === "could-not-tell") && (
          <WaiveForm
            projectId={projectId}
            requirementId={id}
            label={
              verdict !== "fail"
                ? "Accept without proof"
                : row.severity === "warning"
                  ? "Acknowledge"
                  : "Accept this failure"
            }
          />
        )}
      </div>
    </div>
  );
}
