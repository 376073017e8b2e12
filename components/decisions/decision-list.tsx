"use client";

import { useTranslations } from "@/components/messages/provider";
import { Moment } from "@/components/ui/moment";
import type { DecisionView } from "@/lib/requirements/decisions-vocabulary";

import { DecisionForm } from "./decision-form";
import { partWords } from "./part-value";

/** The open questions, each with what is missing, what holds, who confirmed it, and for those who may, its form. */
export function DecisionList({
  decisions,
  statements,
  mayDecide,
}: {
  decisions: readonly DecisionView[];
  /** What the requirements demand, by id. */
  statements: Readonly<Record<string, string>>;
  mayDecide: boolean;
}) {
  const t = useTranslations("decisions");
  const words = { nothing: t("nothing"), components: (count: number) => t("components", { count }) };
  return (
    <ul className="space-y-4">
      {decisions.map((one) => (
        <li key={one.id} id={one.id} className="rounded-lg border border-line bg-card px-5 py-4">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 className="text-lg font-semibold">
              <span className="mr-2 font-mono text-sm font-normal text-ink-soft">{one.id}</span>
              {one.title}
            </h2>
            <p className={one.confirmed ? "text-sm font-medium text-pass" : "text-sm font-medium text-warn"}>
              <span aria-hidden="true">{one.confirmed ? "✓ " : "? "}</span>
              {t(one.confirmed ? "state-confirmed" : "state-open")}
            </p>
          </div>
          <dl className="mt-2 grid gap-x-4 gap-y-1.5 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="text-ink-soft">{t("missing")}</dt>
            <dd>{one.missing}</dd>
            <dt className="text-ink-soft">{t("proposal")}</dt>
            <dd>{one.proposal}</dd>
            {one.parts.length > 0 && (
              <>
                <dt className="text-ink-soft">{t("value")}</dt>
                <dd>
                  {one.parts.map((part) => (
                    <div key={part.key} className="break-words">
                      {part.label}: <strong>{partWords(part, one.value[part.key], words)}</strong>
                    </div>
                  ))}
                </dd>
              </>
            )}
            <dt className="text-ink-soft">{t("used-by")}</dt>
            <dd className="text-sm">
              {one.requirements.map((id) => (
                <div key={id}>{statements[id]}</div>
              ))}
            </dd>
            {one.confirmed && (
              <>
                <dt className="text-ink-soft">{t("by")}</dt>
                <dd>
                  {one.confirmed.person} · <Moment iso={one.confirmed.at} />
                </dd>
                {one.confirmed.note && (
                  <>
                    <dt className="text-ink-soft">{t("note-was")}</dt>
                    <dd className="whitespace-pre-line break-words">{one.confirmed.note}</dd>
                  </>
                )}
              </>
            )}
          </dl>
          {mayDecide && (
            <details className="mt-3">
              <summary className="cursor-pointer font-medium text-accent">
                {t(one.confirmed ? "change-again" : "change")}
                <span className="sr-only"> {one.title}</span>
              </summary>
              <DecisionForm decision={one} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
