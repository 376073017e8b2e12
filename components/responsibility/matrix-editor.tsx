"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

import { Conflict } from "@/components/intake/section-form";
import { type FieldStatus, useAutosave } from "@/components/intake/use-autosave";
import { useLocale, useTranslations } from "@/components/messages/provider";
import { useSay } from "@/components/messages/sentences";
import { Button } from "@/components/ui/button";
import { ErrorMessage, INPUT } from "@/components/ui/field";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { EmptyState } from "@/components/ui/page";
import {
  type MatrixSide,
  type MatrixView,
  matrixContradictions,
  openComponents,
  proposedRows,
} from "@/lib/intake/matrix";
import { writeDays } from "@/lib/messages/written-days";

import { Agreement } from "./agreement";
import { type EditedRow, OwnerTable } from "./owner-table";

const MATRIX = "resp.matrix";
const AGREED = "resp.agreedOn";
const FIELDS = [MATRIX, AGREED] as const;
const IDLE: FieldStatus = { kind: "idle" };

/** Why an answer was not saved, where that is so. */
function wordsOf(status: FieldStatus, signedOut: string): string | undefined {
  if (status.kind === "signed-out") return signedOut;
  return status.kind === "invalid" || status.kind === "refused" ? status.message : undefined;
}

/** The matrix, the day of its agreement and both sides' words; every change is saved by itself. */
export function MatrixEditor({
  projectId,
  matrix,
  revisions,
  side,
}: {
  projectId: string;
  matrix: MatrixView;
  /** Revisions of the two answers that are edited here. */
  revisions: Readonly<Record<(typeof FIELDS)[number], number>>;
  side: MatrixSide;
}) {
  const t = useTranslations("responsibility");
  const locale = useLocale();
  const intake = useTranslations("intake");
  const say = useSay();
  const router = useRouter();
  const { fields, change, settle } = useAutosave(projectId, FIELDS, {
    [MATRIX]: { value: matrix.rows.length > 0 ? matrix.rows : undefined, revision: revisions[MATRIX] },
    [AGREED]: { value: matrix.agreedOn, revision: revisions[AGREED] },
  });
  const rows = (Array.isArray(fields[MATRIX]?.value) ? fields[MATRIX].value : []) as EditedRow[];
  const status = fields[MATRIX]?.status ?? IDLE;
  const savedAt = status.kind === "saved" ? status.at : undefined;
  // Agreements are bound to what the server has: after each save it says which of them still hold.
  useEffect(() => {
    if (savedAt) router.refresh();
  }, [savedAt, router]);
  const missing = proposedRows(rows, matrix.proposed);
  const open = openComponents(rows, []);
  const agreedOn = typeof fields[AGREED]?.value === "string" ? fields[AGREED].value : "";
  const late = agreedOn !== "" && matrix.installStart !== undefined && agreedOn > matrix.installStart;
  const wrong = wordsOf(status, intake("signed-out"));
  const agreedStatus = fields[AGREED]?.status ?? IDLE;
  const dayWrong = wordsOf(agreedStatus, intake("signed-out"));
  const edit = (next: EditedRow[], options?: { now?: boolean }) => change(MATRIX, next, options);
  if (rows.length === 0)
    return (
      <EmptyState title={t("empty-title")}>
        <p>{t("empty")}</p>
        <Button look="primary" className="mt-4" onClick={() => edit([...matrix.proposed], { now: true })}>
          {t("fill")}
        </Button>
      </EmptyState>
    );
  return (
    <>
      {status.kind === "waiting" && (
        <Notice tone="warn" role="status">
          <p>{intake("offline")}</p>
        </Notice>
      )}
      <OwnerTable
        id={MATRIX}
        rows={rows}
        notes
        contradictions={matrixContradictions(rows, matrix.strategy)}
        onChange={edit}
      />
      {wrong && <ErrorMessage id={MATRIX}>{say(wrong)}</ErrorMessage>}
      {status.kind === "conflict" && (
        <Conflict id={MATRIX} status={status} mine={rows} onChoose={(chosen) => settle(MATRIX, chosen)} />
      )}
      <p role="status" className="mt-2 min-h-6 text-sm text-ink-soft print:hidden">
        {status.kind === "saving" && intake("saving")}
        {savedAt && intake.rich("saved", { when: () => <Moment key="when" iso={savedAt} /> })}
      </p>
      <p className="font-medium">{t("open", { count: open.length })}</p>
      {missing.length > 0 && (
        <div className="mt-2 flex flex-wrap items-center gap-3 print:hidden">
          <p className="max-w-3xl">
            {t("missing", { count: missing.length, names: missing.map(({ component }) => component).join(", ") })}
          </p>
          <Button onClick={() => edit([...rows, ...missing], { now: true })}>
            {t("add-missing", { count: missing.length })}
          </Button>
        </div>
      )}
      <section aria-labelledby="agreement" className="mt-8 max-w-3xl">
        <h2 id="agreement" className="text-lg font-semibold">
          {t("agreement")}
        </h2>
        <p className="mb-4 text-ink-soft">{t("agreement-lead")}</p>
        <Agreement
          projectId={projectId}
          matrix={matrix}
          side={side}
          ready={open.length === 0 && missing.length === 0}
          settled={status.kind === "idle" || status.kind === "saved"}
        />
        <div className="mt-6 print:hidden">
          <label htmlFor={AGREED} className="mb-0.5 block font-medium">
            {t("agreed-on")} <span className="font-normal text-ink-soft">{t("optional")}</span>
          </label>
          <p id={`${AGREED}-help`} className="mb-1.5 text-sm text-ink-soft">
            {t("agreed-on-help", { start: matrix.installStart ? writeDays(locale, matrix.installStart) : "none" })}
          </p>
          <input
            id={AGREED}
            type="date"
            className={`${INPUT} max-w-48!`}
            aria-describedby={`${AGREED}-help`}
            value={agreedOn}
            onChange={(event) => change(AGREED, event.target.value || undefined)}
          />
          {late && <ErrorMessage id={AGREED}>{t("agreed-late")}</ErrorMessage>}
          {dayWrong && <ErrorMessage id={AGREED}>{say(dayWrong)}</ErrorMessage>}
          {agreedStatus.kind === "conflict" && (
            <Conflict id={AGREED} status={agreedStatus} mine={agreedOn} onChoose={(chosen) => settle(AGREED, chosen)} />
          )}
        </div>
        <p className="mt-4">
          {matrix.fileName ? t("file", { name: matrix.fileName }) : t("no-file")}{" "}
          <Link href={`/projects/${projectId}/intake/responsibility#resp.file`} className="print:hidden">
            {t("attach")}
          </Link>
        </p>
      </section>
    </>
  );
}
