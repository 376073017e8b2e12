"use client";

import { isOverdue } from "@/components/board/filters";
import { useTranslations } from "@/components/messages/provider";
import { classNames } from "@/components/ui/class-names";
import type { BoardRow } from "@/lib/engine/types";
import { dayOf } from "@/lib/work/local-day";

import { useWork } from "./work-context";

/** What people did with a row, in one line: accepted, given to whom, due when, and how much was said. */
export function RowMarks({ row }: { row: BoardRow }) {
  const t = useTranslations("work");
  const words = useTranslations("words");
  const { today } = useWork();
  const { waiver, waiverEnded, work } = row;
  const assignee = work?.assignee;
  const overdue = isOverdue(row, today);
  const said = (work?.talk?.count ?? 0) + (work?.internalTalk?.count ?? 0);
  if (!waiver && !waiverEnded && !assignee && !work?.dueOn && said === 0) return null;
  return (
    <span className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
      {waiver && (
        <span>
          <span className="inline-flex items-center gap-1.5 rounded bg-waived-soft px-1.5 font-medium text-waived">
            <span aria-hidden="true">⚑</span>
            {t("accepted")}
          </span>{" "}
          {t("accepted-by", { name: waiver.person, day: new Date(waiver.expiresAt) })}
        </span>
      )}
      {waiverEnded && (
        <span className="font-medium text-warn">
          <span aria-hidden="true">⚑ </span>
          {t("acceptance-over", { name: waiverEnded.person, day: new Date(waiverEnded.expiresAt) })}
        </span>
      )}
      {assignee && (
        <span>
          <span aria-hidden="true">→ </span>
          <span className="sr-only">{t("work")}: </span>
          <bdi>{assignee.kind === "person" ? assignee.name : words(`who-${assignee.role}`)}</bdi>
        </span>
      )}
      {work?.dueOn && (
        <span className={classNames(overdue && "font-medium text-fail")}>
          {t(overdue ? "overdue" : "due", { day: dayOf(work.dueOn) })}
        </span>
      )}
      {said > 0 && <span>{t("comments-count", { count: said })}</span>}
    </span>
  );
}
