"use client";

import { useTranslations } from "@/components/messages/provider";
import type { Verdict } from "@/lib/requirements/vocabulary";

import { classNames } from "./class-names";

const LOOK: Record<Verdict, { sign: string; className: string }> = {
  pass: { sign: "✓", className: "text-pass bg-pass-soft border-transparent" },
  warn: { sign: "!", className: "text-warn bg-warn-soft border-transparent" },
  fail: { sign: "✕", className: "text-fail bg-fail-soft border-transparent" },
  "could-not-tell": { sign: "?", className: "text-tell bg-tell-soft border-tell border-dashed" },
  "not-applicable": { sign: "–", className: "text-na bg-na-soft border-transparent" },
};

/** A verdict as sign, word and colour; never by colour alone. */
export function VerdictBadge({ verdict, attested }: { verdict: Verdict | undefined; attested?: boolean }) {
  const t = useTranslations("words");
  if (!verdict)
    return (
      <span className="inline-flex items-center gap-1 rounded border border-line px-1.5 text-sm text-ink-soft">
        {t("verdict-none")}
      </span>
    );
  const { sign, className } = LOOK[verdict];
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded border px-1.5 text-sm font-medium",
        className,
      )}
    >
      <span aria-hidden="true">{sign}</span>
      {t(`verdict-${verdict}`)}
      {attested && <span> {t("attested")}</span>}
    </span>
  );
}
