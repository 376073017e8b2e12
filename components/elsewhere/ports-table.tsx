"use client";

import Link from "next/link";

import { useBoard } from "@/components/board/use-board";
import { useTranslations } from "@/components/messages/provider";
import { ButtonLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import { ScrollBox } from "@/components/ui/scroll-box";
import { type Cell, type Column, portsMatrix, type Source } from "@/lib/cluster/ports-matrix";
import type { Board } from "@/lib/engine/types";

const SIGN: Record<NonNullable<Cell["verdict"]>, string> = { pass: "✓", warn: "!", fail: "✕", "could-not-tell": "?" };
const TONE: Record<NonNullable<Cell["verdict"]>, string> = {
  pass: "text-pass",
  warn: "text-warn",
  fail: "text-fail",
  "could-not-tell": "text-tell",
};

function CellView({ cell }: { cell: Cell }) {
  const t = useTranslations("ports");
  const { state, verdict, ms, observedAt, stale, proof } = cell;
  if (!verdict || !observedAt)
    return (
      <span className="text-ink-soft">
        <span aria-hidden="true">–</span> {t(`state-${state}`)}
      </span>
    );
  return (
    <span className="block">
      <span
        className={classNames("font-medium", (proof && !stale) || verdict === "fail" ? TONE[verdict] : "text-ink-soft")}
      >
        <span aria-hidden="true">{SIGN[verdict]}</span> {t(`state-${state}`)}
      </span>
      <span className="block text-xs text-ink-soft">
        {ms !== undefined && <>{t("ms", { ms })} · </>}
        <Moment iso={observedAt} />
        {stale && <> · {t("too-old")}</>}
        {!proof && <> · {t("not-proof")}</>}
      </span>
    </span>
  );
}

function nameOf({ vantage, name }: Source, t: ReturnType<typeof useTranslations<"ports">>): string {
  if (vantage === "cluster") return name ?? t("workers");
  return t(vantage);
}

/** Who reaches what, as the board's observations say; a cell fills as soon as somebody there has looked. */
export function PortsTable({ first, columns }: { first: Board; columns: readonly Column[] }) {
  const t = useTranslations("ports");
  const { board } = useBoard(first);
  const { sources } = portsMatrix(board.rows, columns);
  const running = board.run?.status === "queued" || board.run?.status === "running";
  const home = `/projects/${board.projectId}`;
  const unseen = sources[0]?.vantage === "cluster" && sources[0].name === undefined;
  return (
    <>
      <p role="status" className="mb-3 min-h-6">
        {running ? t("running") : unseen ? t("empty") : ""}
      </p>
      <ScrollBox label={t("heading")} className="rounded-lg border border-line bg-card">
        <table className="w-full min-w-max text-left text-sm">
          <thead>
            <tr className="border-b border-line align-top">
              <th scope="col" className="sticky left-0 bg-card px-4 py-2 font-medium text-ink-soft">
                {t("source")}
              </th>
              {columns.map(({ id, port, needed, requirement }) => (
                <th key={id} scope="col" className="px-4 py-2 font-semibold">
                  {t(`column-${id}`)} {port ?? ""}
                  <span className="block text-xs font-normal text-ink-soft">
                    {needed ? (
                      <Link href={`${home}/checklist#${requirement}`}>{t("rule", { rule: requirement })}</Link>
                    ) : (
                      t("not-needed-rule")
                    )}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.id} data-source={source.id} className="border-b border-line align-top last:border-0">
                <th scope="row" className="sticky left-0 bg-card px-4 py-2 font-medium">
                  {nameOf(source, t)}
                </th>
                {source.cells.map((cell) => (
                  <td key={cell.column} data-column={cell.column} data-state={cell.state} className="px-4 py-2">
                    <CellView cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {!running && (
        <ButtonLink look={unseen ? "primary" : "secondary"} className="mt-4" href={`${home}/elsewhere#cluster`}>
          {t("look-now")}
        </ButtonLink>
      )}
    </>
  );
}
