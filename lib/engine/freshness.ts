import type { Policy } from "@/lib/requirements/policy";
import type { Vantage } from "@/lib/requirements/vocabulary";

const HOUR_MS = 3_600_000;

/** When an observation made at `observedAt` (ISO) stops counting, in epoch milliseconds (catalogue 1.1). */
export function freshUntil(vantage: Vantage, observedAt: string, { freshness }: Policy): number {
  const hours = {
    app: freshness.appHours,
    cluster: freshness.clusterDays * 24,
    terminal: freshness.terminalDays * 24,
    person: freshness.personDays * 24,
  }[vantage];
  return Date.parse(observedAt) + hours * HOUR_MS;
}
