"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { useSay } from "@/components/messages/sentences";
import { Button } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import type { AuditView } from "@/lib/audit/vocabulary";

import { historySentence } from "./history-sentence";
import { usePages } from "./use-pages";
import { useWork } from "./work-context";

function entriesIn(answer: unknown): { entries: AuditView[]; next?: number } {
  return answer as { entries: AuditView[]; next?: number };
}

function Entries({ requirementId, version }: { requirementId: string; version: string }) {
  const t = useTranslations("work");
  const words = useTranslations("words");
  const say = useSay();
  const { projectId } = useWork();
  const address = `/api/projects/${projectId}/history?requirement=${requirementId}`;
  const { entries, next, failed, older, again } = usePages(address, version, entriesIn);
  return (
    <>
      {failed && (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-sm text-fail">
          {t("history-failed")} <Button onClick={again}>{words("try-again")}</Button>
        </p>
      )}
      {!entries && !failed && <p className="text-sm text-ink-soft">{t("history-loading")}</p>}
      {entries?.length === 0 && <p className="text-sm text-ink-soft">{t("history-none")}</p>}
      {entries && entries.length > 0 && (
        <ol aria-label={t("history")} className="space-y-1 text-sm">
          {entries.map((entry) => (
            <li key={entry.seq} className="grid gap-x-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
              <span className="text-ink-soft">
                <Moment iso={entry.at} />
              </span>
              <span dir="auto" className="break-words">
                {historySentence(entry, t, words, say)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {next !== undefined && (
        <Button look="quiet" onClick={older} className="mt-1">
          {t("history-older")}
        </Button>
      )}
    </>
  );
}

/** Everything that happened to a requirement; read when it is opened, and again when the row changes. */
export function History({ requirementId, version }: { requirementId: string; version: string }) {
  const t = useTranslations("work");
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="font-medium">{t("history")}</summary>
      <div className="mt-2">{open && <Entries requirementId={requirementId} version={version} />}</div>
    </details>
  );
}
