import type { Board, BoardRow, BoardSummary, RunView } from "@/lib/engine/types";

/** What the stream of a project says: the whole board first, then the rows that changed. */
export type LiveEvent =
  | { type: "board"; board: Board }
  | { type: "rows"; revision: number; rows: BoardRow[]; summary: BoardSummary; run?: RunView };

/** The board after an event. A change for an older revision leaves it as it is. */
export function applyEvent(board: Board, event: LiveEvent): Board {
  if (event.type === "board") return event.board;
  if (event.revision <= board.revision) return board;
  const changed = new Map(event.rows.map((row) => [row.id, row]));
  const { run: _run, ...rest } = board;
  return {
    ...rest,
    revision: event.revision,
    rows: board.rows.map((row) => changed.get(row.id) ?? row),
    summary: event.summary,
    ...(event.run ? { run: event.run } : {}),
  };
}
