import type { WhoActs } from "@/lib/requirements/vocabulary";

/**
 * Readiness as far as it was counted: `uncounted` when the worker has not folded the project yet, and
 * `recounting` when it was ready and something has changed since, which is not ready.
 */
export type Standing = "uncounted" | "recounting" | "ready" | "not-ready";

/** One project as the list shows it. */
export interface PortfolioRow {
  id: string;
  customer: string;
  environment: string;
  practice: boolean;
  closedAt?: string;
  standing: Standing;
  blocking: number;
  failing: number;
  settled: number;
  applicable: number;
  mustAct: { who: WhoActs; count: number }[];
  /** Local days, YYYY-MM-DD. */
  installStart?: string;
  installEnd?: string;
  changedAt: string;
  /** Blockers by day, oldest first. */
  trend: { day: string; blocking: number }[];
}

export interface PortfolioPage {
  rows: PortfolioRow[];
  total: number;
  /** False when the actor may see no project at all, whatever is asked. */
  any: boolean;
  /** Cursors of the neighbouring pages, where there are any. */
  after?: string;
  before?: string;
}
