import type { BoardRow, BoardSummary } from "./types";

/** Readiness of a project: no blocker open, and every warning-level fail acknowledged by name (catalogue 1.1). */
export function summarise(rows: readonly BoardRow[]): BoardSummary {
  const counts: BoardSummary["counts"] = { pass: 0, warn: 0, fail: 0, "could-not-tell": 0, "not-applicable": 0 };
  for (const { verdict } of rows) if (verdict) counts[verdict]++;
  const applicable = rows.filter(({ verdict }) => verdict !== "not-applicable");
  const blocking = rows.filter(({ blocks }) => blocks).length;
  const unacknowledged = rows.filter(
    (row) => row.severity === "warning" && row.verdict === "fail" && !row.settled,
  ).length;
  return {
    ready: blocking === 0 && unacknowledged === 0,
    blocking,
    failing: rows.filter(({ blocks, verdict }) => blocks && verdict === "fail").length,
    unacknowledged,
    notYetRun: applicable.filter(({ verdict, progress }) => verdict === undefined && progress !== "waiting").length,
    waiting: applicable.filter(({ progress }) => progress === "waiting").length,
    applicable: applicable.length,
    settled: applicable.filter(({ settled }) => settled).length,
    waived: applicable.filter(({ waiver }) => waiver).length,
    counts,
  };
}
