"use client";

import dynamic from "next/dynamic";
import { memo, type ReactNode } from "react";

import { useTranslations } from "@/components/messages/provider";
import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import { VerdictBadge } from "@/components/ui/verdict";
import { RowMarks } from "@/components/work/row-marks";
import type { Role } from "@/lib/auth/actor";
import type { BoardRow } from "@/lib/engine/types";

/** Loaded when a row is opened for the first time. */
const RowDetails = dynamic(() => import("./row-details").then((part) => part.RowDetails));

interface Props {
  row: BoardRow;
  projectId: string;
  role: Role;
  open: boolean;
  running: boolean;
  /** Its verdict has just arrived. */
  fresh: boolean;
  onToggle: (id: string) => void;
  /** Rows that cannot be looked at until this one is settled, and how many they are. */
  children?: ReactNode;
  dependents?: number;
}

function Where({ row: { vantage, observedAt, views } }: { row: BoardRow }) {
  const t = useTranslations("board");
  const words = useTranslations("words");
  if (!vantage || !observedAt) return null;
  const when = () => <Moment key="when" iso={observedAt} />;
  // The command looked in a network that this application does not reach.
  const host = vantage === "app" ? views.find(({ decides }) => decides)?.host : undefined;
  if (host) return t.rich("seen-closed", { host, when });
  return t.rich("seen", { where: words(`vantage-${vantage}`), when });
}

/** One requirement: its verdict, what was found in a sentence, and everything else on demand. */
export const Row = memo(function Row({
  row,
  projectId,
  role,
  open,
  running,
  fresh,
  onToggle,
  children,
  dependents = 0,
}: Props) {
  const { id, statement, verdict, message, progress, severity, blockedBy } = row;
  const t = useTranslations("board");
  const words = useTranslations("words");
  return (
    <li
      id={id}
      data-requirement={id}
      data-verdict={verdict ?? "none"}
      data-observed={row.observedAt}
      className={classNames("scroll-mt-44 border-b border-line last:border-0", fresh && "row-changed")}
    >
      <button
        type="button"
        aria-expanded={open}
        aria-controls={`${id}-details`}
        onClick={() => onToggle(id)}
        className="grid w-full cursor-pointer grid-cols-1 gap-x-4 gap-y-1 px-4 py-2.5 text-left hover:bg-sunk sm:grid-cols-[9.5rem_minmax(0,1fr)_auto]"
      >
        <span>
          {progress === "running" || progress === "queued" ? (
            <span className="text-sm text-ink-soft">{t(`progress-${progress}`)}</span>
          ) : (
            <VerdictBadge verdict={verdict} attested={row.vantage === "person" && verdict === "pass"} />
          )}
        </span>
        <span className="min-w-0">
          <span className="block font-medium">{statement}</span>
          <span className="block text-sm break-words text-ink-soft">
            {blockedBy ? t("blocked", { message }) : message}
            {dependents > 0 && ` ${t("others-wait", { count: dependents })}`}
          </span>
          <RowMarks row={row} />
        </span>
        <span className="text-sm text-ink-soft sm:text-right">
          <span className="block">{words(`severity-${severity}`)}</span>
          {verdict === "fail" && <span className="block font-medium text-ink">{words(`who-${row.whoActs}`)}</span>}
        </span>
      </button>
      <div id={`${id}-details`} hidden={!open}>
        {open && (
          <div className="px-4 pt-1 pb-5 sm:pl-[11.5rem]">
            <p className="mb-2 text-sm text-ink-soft">
              <Where row={row} />
            </p>
            <RowDetails row={row} projectId={projectId} role={role} running={running} />
          </div>
        )}
        {open && dependents > 0 && (
          <div className="px-4 pb-4 sm:pl-[11.5rem]">
            <p className="mb-1 font-medium">{t("waiting-for-this")}</p>
            <ul className="rounded-lg border border-line bg-card" aria-label={t("waiting-for-this")}>
              {children}
            </ul>
          </div>
        )}
      </div>
    </li>
  );
});
