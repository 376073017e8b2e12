import type { BoardRow } from "@/lib/engine/types";

/** What the board can be narrowed to; the key stands in the address of the page. */
export const FILTERS = [
  { key: "applicable", keep: (row: BoardRow) => row.verdict !== "not-applicable" },
  { key: "blocking", keep: (row: BoardRow) => row.blocks },
  { key: "fail", keep: (row: BoardRow) => row.verdict === "fail" },
  { key: "warn", keep: (row: BoardRow) => row.verdict === "warn" },
  { key: "could-not-tell", keep: (row: BoardRow) => row.verdict === "could-not-tell" },
  { key: "waiting", keep: (row: BoardRow) => row.progress === "waiting" },
  { key: "accepted", keep: (row: BoardRow) => row.waiver !== undefined },
  { key: "changed", keep: (row: BoardRow) => row.changed },
  { key: "not-applicable", keep: (row: BoardRow) => row.verdict === "not-applicable" },
] as const;

export type FilterKey = (typeof FILTERS)[number]["key"];

export interface Narrowing {
  show: FilterKey;
  group: string;
  who: string;
  /** Whose work: "", "mine", "unassigned", "overdue", "role:network" or "person:<id>". */
  work: string;
}

/** Whether a row's due day has passed while it is still open. */
export function isOverdue({ work, settled }: BoardRow, today: string): boolean {
  return work?.dueOn !== undefined && work.dueOn < today && !settled;
}

function isWorkOf(row: BoardRow, whose: string, viewer: { id: string; today: string }): boolean {
  const assignee = row.work?.assignee;
  if (whose === "") return true;
  if (whose === "unassigned") return assignee === undefined;
  if (whose === "overdue") return isOverdue(row, viewer.today);
  if (whose === "mine") return assignee?.kind === "person" && assignee.id === viewer.id;
  return whose === (assignee?.kind === "person" ? `person:${assignee.id}` : `role:${assignee?.role}`);
}

/** Rows that a narrowing leaves for somebody who looks on a day. */
export function narrow(
  rows: readonly BoardRow[],
  { show, group, who, work }: Narrowing,
  viewer: { id: string; today: string },
): BoardRow[] {
  const filter = FILTERS.find(({ key }) => key === show) ?? FILTERS[0];
  return rows.filter(
    (row) =>
      filter.keep(row) &&
      (!group || row.group === group) &&
      (!who || row.whoActs === who) &&
      isWorkOf(row, work, viewer),
  );
}
