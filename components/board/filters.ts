import type { BoardRow } from "@/lib/engine/types";

/** What the board can be narrowed to; the key stands in the address of the page. */
export const FILTERS = [
  { key: "applicable", keep: (row: BoardRow) => row.verdict !== "not-applicable" },
  { key: "blocking", keep: (row: BoardRow) => row.blocks },
  { key: "fail", keep: (row: BoardRow) => row.verdict === "fail" },
  { key: "warn", keep: (row: BoardRow) => row.verdict === "warn" },
  { key: "could-not-tell", keep: (row: BoardRow) => row.verdict === "could-not-tell" },
  { key: "waiting", keep: (row: BoardRow) => row.progress === "waiting" },
  { key: "changed", keep: (row: BoardRow) => row.changed },
  { key: "not-applicable", keep: (row: BoardRow) => row.verdict === "not-applicable" },
] as const;

export type FilterKey = (typeof FILTERS)[number]["key"];

export interface Narrowing {
  show: FilterKey;
  group: string;
  who: string;
}

/** Rows that a narrowing leaves. */
export function narrow(rows: readonly BoardRow[], { show, group, who }: Narrowing): BoardRow[] {
  const filter = FILTERS.find(({ key }) => key === show) ?? FILTERS[0];
  return rows.filter((row) => filter.keep(row) && (!group || row.group === group) && (!who || row.whoActs === who));
}

/**
 * One cause, one row: rows that could not be looked at because of another one that is shown stand under
 * it; the others stand where they belong.
 */
export function underTheirCause(rows: readonly BoardRow[]): { top: BoardRow[]; under: Map<string, BoardRow[]> } {
  const shown = new Set(rows.filter(({ blockedBy }) => !blockedBy).map(({ id }) => id));
  const under = new Map<string, BoardRow[]>();
  const top: BoardRow[] = [];
  for (const row of rows) {
    const cause = row.blockedBy;
    if (cause && shown.has(cause)) under.set(cause, [...(under.get(cause) ?? []), row]);
    else top.push(row);
  }
  return { top, under };
}
