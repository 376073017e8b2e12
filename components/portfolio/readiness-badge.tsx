import { classNames } from "@/components/ui/class-names";
import type { Standing } from "@/lib/portfolio/standing";

const LOOK: Record<Standing, { sign: string; className: string }> = {
  ready: { sign: "✓", className: "text-pass bg-pass-soft border-transparent" },
  "not-ready": { sign: "✕", className: "text-fail bg-fail-soft border-transparent" },
  uncounted: { sign: "?", className: "text-tell bg-tell-soft border-tell border-dashed" },
  recounting: { sign: "↻", className: "text-tell bg-tell-soft border-tell border-dashed" },
};

/** Readiness as sign, word and colour; `word` is in the viewer's language. */
export function ReadinessBadge({ standing, word }: { standing: Standing; word: string }) {
  const { sign, className } = LOOK[standing];
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded border px-1.5 text-sm font-medium",
        className,
      )}
    >
      <span aria-hidden="true">{sign}</span>
      {word}
    </span>
  );
}
