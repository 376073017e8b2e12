import Link from "next/link";
import { DownloadLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { VerdictBadge } from "@/components/ui/verdict";
import { field, sectionOf } from "@/lib/intake/sections";
import { deskMail, deskMarkdown, deskText, lookedAfter, type Speech, type TextPlace } from "@/lib/work/desk-text";
import type { Desk, OpenRow } from "@/lib/work/desks";

import { DeskActions } from "./desk-actions";

function Contacts({ desk: { who, contacts }, projectId, t }: { desk: Desk; projectId: string; t: Speech["t"] }) {
  if (contacts.length > 0)
    return (
      <p className="text-sm">
        {t("next-contacts")}{" "}
        {contacts.map(({ name, email }, at) => (
          <span key={email}>
            {at > 0 && ", "}
            <a href={`mailto:${email}`}>
              <bdi>{name}</bdi>
            </a>{" "}
            <span className="break-all text-ink-soft">({email})</span>
          </span>
        ))}
      </p>
    );
  if (who === "manager" || who === "sestek") return null;
  return (
    <p className="text-sm text-ink-soft">
      {t("next-no-contacts")}{" "}
      <Link
        href={`/projects/${projectId}/intake/${sectionOf("project.contacts").id}#project.contacts`}
        className="print:hidden"
      >
        {t("next-name-contacts")}
      </Link>
    </p>
  );
}

function Entry({ open, projectId, speech }: { open: OpenRow; projectId: string; speech: Speech }) {
  const { t, words, say } = speech;
  const { row, state, dependents } = open;
  const { id, remedy, missing, verdict } = row;
  const home = `/projects/${projectId}`;
  const marks = [
    ...(row.blocks ? [t("next-blocks")] : []),
    ...(dependents > 0 ? [t("next-wait", { count: dependents })] : []),
    ...lookedAfter(open, speech),
  ];
  return (
    <li data-open={id} className="break-inside-avoid border-b border-line px-4 py-3 last:border-0">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {verdict ? (
          <VerdictBadge verdict={verdict} />
        ) : (
          <span className="inline-block rounded border border-line px-1.5 text-sm text-ink-soft first-letter:uppercase">
            {t(`state-${state}`)}
          </span>
        )}
        <Link href={`${home}/checklist#${id}`} className="font-medium">
          {row.statement}
        </Link>
      </p>
      {marks.length > 0 && <p className="mt-0.5 text-sm text-ink-soft first-letter:uppercase">{marks.join(" · ")}</p>}
      <dl className="mt-2 grid max-w-4xl grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[6rem_minmax(0,1fr)]">
        {state === "waiting" ? (
          <>
            <dt className="text-sm text-ink-soft">{t("next-answer")}</dt>
            <dd className="flex flex-wrap gap-x-4">
              {missing.map((one) => (
                <Link key={one} href={`${home}/intake/${sectionOf(one).id}#${one}`}>
                  {say(field(one).label)}
                </Link>
              ))}
            </dd>
          </>
        ) : (
          <>
            <dt className="text-sm text-ink-soft">{t("next-found")}</dt>
            <dd className="break-words">{row.message}</dd>
          </>
        )}
        {remedy && (
          <>
            <dt className="text-sm text-ink-soft">{t("next-do")}</dt>
            <dd>
              <span className="break-words">{remedy.summary}</span>
              {remedy.command && (
                <pre
                  tabIndex={0}
                  className="mt-2 overflow-x-auto rounded-md bg-sunk p-3 font-mono text-sm print:whitespace-pre-wrap"
                >
                  {remedy.command}
                </pre>
              )}
              {(remedy.command || remedy.artefact) && (
                <span className="mt-2 flex flex-wrap items-center gap-2 print:hidden">
                  {remedy.command && <CopyButton text={remedy.command} label={t("next-command-copy")} />}
                  {remedy.artefact && (
                    <DownloadLink
                      href={`/api/projects/${projectId}/artefacts/${remedy.artefact}${remedy.file ? `?file=${remedy.file}` : ""}`}
                    >
                      {t("next-file")}
                    </DownloadLink>
                  )}
                </span>
              )}
            </dd>
          </>
        )}
      </dl>
      <p className="sr-only">{words(`severity-${row.severity}`)}</p>
    </li>
  );
}

/** Everything that one team has to settle, whom to ask there, and the same as a text to hand on. */
export function DeskSection({
  desk,
  projectId,
  place,
  speech,
}: {
  desk: Desk;
  projectId: string;
  place: TextPlace;
  speech: Speech;
}) {
  const { t, words } = speech;
  const { who, rows } = desk;
  return (
    <section aria-labelledby={`desk-${who}`} className="mb-10">
      <h2 id={`desk-${who}`} className="text-lg font-semibold">
        {words(`who-${who}`)}{" "}
        <span className="font-normal text-ink-soft">{t("next-count", { count: rows.length })}</span>
      </h2>
      <Contacts desk={desk} projectId={projectId} t={t} />
      <DeskActions
        text={deskText(desk, place, speech)}
        markdown={deskMarkdown(desk, place, speech)}
        mail={deskMail(desk, place, speech)}
      />
      <ul className="mt-3 rounded-lg border border-line bg-card">
        {rows.map((open) => (
          <Entry key={open.row.id} open={open} projectId={projectId} speech={speech} />
        ))}
      </ul>
    </section>
  );
}
