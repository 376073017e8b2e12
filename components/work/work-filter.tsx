"use client";

import { useTranslations } from "@/components/messages/provider";
import { classNames } from "@/components/ui/class-names";
import { INPUT } from "@/components/ui/field";
import type { BoardRow } from "@/lib/engine/types";
import { ACTORS } from "@/lib/requirements/vocabulary";

/** Narrows the board to the work of a person or a team, to one's own, to nobody's, or to what is late. */
export function WorkFilter({
  rows,
  value,
  onChange,
}: {
  rows: readonly BoardRow[];
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useTranslations("work");
  const words = useTranslations("words");
  const assignees = rows.flatMap(({ work }) => work?.assignee ?? []);
  const people = new Map(assignees.flatMap((one) => (one.kind === "person" ? [[one.id, one.name] as const] : [])));
  const roles = ACTORS.filter((role) => assignees.some((one) => one.kind === "role" && one.role === role));
  return (
    <select
      aria-label={t("filter")}
      className={classNames(INPUT, "w-auto! max-w-56! py-1! text-sm")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t("filter-all")}</option>
      <option value="mine">{t("filter-mine")}</option>
      <option value="overdue">{t("filter-overdue")}</option>
      <option value="unassigned">{t("filter-unassigned")}</option>
      {roles.map((role) => (
        <option key={role} value={`role:${role}`}>
          {words(`who-${role}`)}
        </option>
      ))}
      {[...people].map(([id, name]) => (
        <option key={id} value={`person:${id}`}>
          {name}
        </option>
      ))}
    </select>
  );
}
