import type { BoardRow } from "./types";

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
