import type { Board, BoardRow } from "./types";

/**
 * A row as a customer sees it: what was found in plain words, without the raw evidence of an observation
 * and without a trace of SESTEK's own remarks.
 */
export function rowForCustomer(row: BoardRow): BoardRow {
  const { work, ...rest } = row;
  const { internalTalk: _internal, ...seen } = work ?? {};
  return {
    ...rest,
    observations: row.observations.map((one) => ({ ...one, evidence: {} })),
    ...(Object.keys(seen).length > 0 ? { work: seen } : {}),
  };
}

/** The board as a customer sees it. */
export function boardForCustomer(board: Board): Board {
  return { ...board, rows: board.rows.map(rowForCustomer) };
}
