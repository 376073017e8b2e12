import { VERDICT_TITLE, type Verdict } from "@/lib/requirements/vocabulary";

import type { VerdictChange } from "./compare";

const word = (verdict: Verdict | undefined) => (verdict ? VERDICT_TITLE[verdict] : "Not yet run");

/** Why a certificate no longer holds: the first changed row in a sentence, and how many more there are. */
export function voidedByRows(changes: readonly VerdictChange[]): string | undefined {
  const [first] = [...changes].sort((a, b) => Number(a.settledAfter) - Number(b.settledAfter));
  if (!first) return undefined;
  const { statement, before, after, settledAfter } = first;
  const what =
    before === after
      ? settledAfter
        ? `"${statement}" was accepted by name afterwards.`
        : `What had settled "${statement}" has ended.`
      : `"${statement}" turned from ${word(before)} to ${word(after)}.`;
  const more = changes.length - 1;
  if (more === 0) return what;
  return more === 1 ? `${what} And 1 more row changed.` : `${what} And ${more} more rows changed.`;
}
