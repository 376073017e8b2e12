import type { JudgedVerdict } from "@/lib/requirements/vocabulary";

const ORDER: readonly JudgedVerdict[] = ["fail", "could-not-tell", "warn", "pass"];

/** Fold of catalogue 1.1: the worst of fail > could-not-tell > warn > pass; undefined for nothing. */
export function worst<Seen extends { verdict: JudgedVerdict }>(seen: readonly Seen[]): Seen | undefined {
  for (const verdict of ORDER) {
    const found = seen.find((one) => one.verdict === verdict);
    if (found) return found;
  }
  return undefined;
}
