import type { BoardSummary } from "@/lib/engine/types";

import type { MessageKey } from "./index";
import type { Translate } from "./translate";

/** Readiness in one sentence: what blocks by failing, and what blocks because nobody could see it or has looked. */
export function readinessLine(
  t: Translate<MessageKey<"words">>,
  { ready, blocking, failing, unacknowledged }: Pick<BoardSummary, "ready" | "blocking" | "failing" | "unacknowledged">,
): string {
  if (ready) return t("ready");
  const unseen = blocking - failing;
  const parts = [
    failing > 0 ? t("part-failing", { count: failing }) : "",
    unseen > 0 ? t("part-unseen", { count: unseen }) : "",
    unacknowledged > 0 ? t("part-unacknowledged", { count: unacknowledged }) : "",
  ].filter(Boolean);
  return t("not-ready", { parts: parts.join(", ") });
}
