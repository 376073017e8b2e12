"use client";

import Link from "next/link";
import { useCallback, useEffect, useMemo, useState } from "react";

import { cancelRun } from "@/app/actions/runs";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { INPUT } from "@/components/ui/field";
import { Moment } from "@/components/ui/moment";
import { useWork } from "@/components/work/work-context";
import { WorkFilter } from "@/components/work/work-filter";
import type { Role } from "@/lib/auth/actor";
import type { Board as BoardData, BoardRow } from "@/lib/engine/types";
import { underTheirCause } from "@/lib/engine/under-their-cause";
import { readinessLine } from "@/lib/messages/readiness";
import { ACTORS, GROUPS } from "@/lib/requirements/vocabulary";

import { ConsentList, useConsent } from "./consent";
import { FILTERS, narrow } from "./filters";
import { Row } from "./row";
import { RunButton } from "./run-button";
import { useBoard } from "./use-board";
import { useNarrowing } from "./use-narrowing";

const ENDED = { done: "run-done", cancelled: "run-cancelled", interrupted: "run-interrupted" } as const;

function Headline({ board }: { board: BoardData }) {
  const t = useTranslations("board");
  const words = useTranslations("words");
  const { summary, run } = board;
  const running = run?.status === "running" || run?.status === "queued";
  const started = board.rows
    .filter(({ progress, startedAt }) => progress === "running" && startedAt)
    .sort((a, b) => (a.startedAt ?? "").localeCompare(b.startedAt ?? ""));
  const longest = started[0];
  return (
    <p className="text-lg font-semibold" role="status">
      {running
        ? t(longest ? "running-now" : "running", {
            done: run.done,
            planned: run.planned,
            statement: longest?.statement ?? "",
          })
        : readinessLine(words, summary)}
      {run && !running && (
        <span
          className={classNames(
            "block text-sm font-normal",
            run.status === "interrupted" ? "text-warn" : "text-ink-soft",
          )}
        >
          {t.rich(ENDED[run.status as keyof typeof ENDED], {
            seq: run.seq,
            when: () => run.finishedAt && <Moment key="when" iso={run.finishedAt} />,
          })}
        </span>
      )}
    </p>
  );
}

/** The live checklist: drawn by the server, kept up to date by the stream. */
export function Board({
  first,
  role,
  shown,
}: {
  first: BoardData;
  role: Role;
  shown: Partial<Record<string, string>>;
}) {
  const t = useTranslations("board");
  const words = useTranslations("words");
  const { board, connection, fresh } = useBoard(first);
  const [narrowing, change] = useNarrowing(shown);
  const { me, today } = useWork();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { projectId, run, rows } = board;
  const running = run?.status === "running" || run?.status === "queued";
  const kept = useMemo(() => narrow(rows, narrowing, { id: me, today }), [rows, narrowing, me, today]);
  const folded = useMemo(() => underTheirCause(kept), [kept]);
  const consent = useConsent();
  const unsettled = rows
    .filter((row) => row.verdict === "fail" || row.verdict === "could-not-tell")
    .map(({ id }) => id);
  const toggle = useCallback(
    (id: string) => setOpen((ids) => new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id])),
    [],
  );
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const cause = first.rows.find((row) => row.id === id)?.blockedBy;
    if (id) setOpen((ids) => new Set([...ids, id, ...(cause ? [cause] : [])]));
  }, [first.rows]);
  const draw = (row: BoardRow) => {
    const dependents = folded.under.get(row.id) ?? [];
    return (
      <Row
        key={row.id}
        row={row}
        projectId={projectId}
        role={role}
        open={open.has(row.id)}
        onToggle={toggle}
        fresh={fresh.has(row.id)}
        running={running}
        {...(dependents.length > 0 ? { dependents: dependents.length, children: dependents.map(draw) } : {})}
      />
    );
  };
  return (
    <>
      <div className="-mx-4 sm:sticky sm:top-0 sm:z-10 mb-4 border-b border-line bg-page px-4 py-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Headline board={board} />
          <div className="flex flex-wrap items-center gap-2">
            {running ? (
              <Button onClick={() => void cancelRun({ projectId })} disabled={run.cancelRequested}>
                {t(run.cancelRequested ? "stopping" : "stop")}
              </Button>
            ) : (
              <>
                {unsettled.length > 0 && (
                  <RunButton
                    projectId={projectId}
                    scope={{ kind: "failed", ids: unsettled }}
                    label={t("run-open")}
                    consent={consent.agreed}
                  />
                )}
                <RunButton projectId={projectId} look="primary" consent={consent.agreed} />
              </>
            )}
          </div>
        </div>
        {run && running && (
          <progress
            className="mt-2 h-2 w-full accent-[var(--accent)]"
            value={run.done}
            max={run.planned}
            aria-label={t("checks-done")}
          />
        )}
        {!running && <ConsentList rows={rows} consent={consent} />}
        <div className="mt-3 flex flex-wrap items-center gap-2">
          {FILTERS.map(({ key, keep }) => (
            <Button
              key={key}
              className={classNames(
                "min-h-8! px-2.5! py-0.5!",
                narrowing.show === key && "border-accent! bg-accent-soft!",
              )}
              aria-pressed={narrowing.show === key}
              onClick={() => change({ show: key })}
            >
              {t(`show-${key}`)} {rows.filter(keep).length}
            </Button>
          ))}
          <select
            aria-label={t("group")}
            className={classNames(INPUT, "w-auto! py-1! text-sm")}
            value={narrowing.group}
            onChange={(event) => change({ group: event.target.value })}
          >
            <option value="">{t("all-groups")}</option>
            {GROUPS.map(({ id }) => (
              <option key={id} value={id}>
                {words(`group-${id}`)}
              </option>
            ))}
          </select>
          <select
            aria-label={words("who-must-act")}
            className={classNames(INPUT, "w-auto! py-1! text-sm")}
            value={narrowing.who}
            onChange={(event) => change({ who: event.target.value })}
          >
            <option value="">{t("everybody")}</option>
            {ACTORS.map((id) => (
              <option key={id} value={id}>
                {words(`who-${id}`)}
              </option>
            ))}
          </select>
          <WorkFilter rows={rows} value={narrowing.work} onChange={(work) => change({ work })} />
          {connection !== "live" && (
            <span role="status" className="text-sm text-warn">
              {t(connection)}
            </span>
          )}
        </div>
      </div>
      {kept.length === 0 && <p className="py-8 text-center text-ink-soft">{t("nothing")}</p>}
      {GROUPS.map(({ id }) => {
        const members = folded.top.filter((row) => row.group === id);
        if (members.length === 0) return null;
        const all = rows.filter((row): row is BoardRow => row.group === id && row.verdict !== "not-applicable");
        const title = words(`group-${id}`);
        return (
          <section key={id} aria-labelledby={`group-${id}`} className="mb-7">
            <div className="mb-1.5 flex flex-wrap items-center justify-between gap-2">
              <h2 id={`group-${id}`} className="text-lg font-semibold">
                {title}
              </h2>
              <span className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
                {id === "network" && <Link href={`/projects/${projectId}/elsewhere/ports`}>{t("to-ports")}</Link>}
                {t("settled", { settled: all.filter(({ settled }) => settled).length, all: all.length })}
                {!running && (
                  <RunButton
                    projectId={projectId}
                    scope={{ kind: "group", group: id }}
                    label={t("run-group", { group: title })}
                    look="quiet"
                    consent={consent.agreed}
                  />
                )}
              </span>
            </div>
            <ul className="rounded-lg border border-line bg-card">{members.map(draw)}</ul>
          </section>
        );
      })}
    </>
  );
}
