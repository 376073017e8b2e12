"use client";

import { useTranslations } from "@/components/messages/provider";
import { Moment } from "@/components/ui/moment";
import { VerdictBadge } from "@/components/ui/verdict";
import type { VantageView } from "@/lib/engine/types";

/** What each place saw of a requirement, and which of them decides; nothing where one place alone has looked. */
export function VantageViews({ views }: { views: readonly VantageView[] }) {
  const t = useTranslations("ports");
  if (views.length < 2) return null;
  return (
    <section className="mb-4" aria-label={t("views-title")}>
      <h4 className="font-medium">{t("views-title")}</h4>
      <ul className="mt-1 divide-y divide-line rounded-md border border-line">
        {views.map(({ vantage, verdict, counts, observedAt, stale, host, decides }) => (
          <li key={vantage} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
            <VerdictBadge verdict={verdict} attested={vantage === "person" && verdict === "pass"} />
            <span>{t(`vantage-${vantage}`)}</span>
            <span className="text-sm text-ink-soft">
              {host && <span className="break-all">{host} · </span>}
              <Moment iso={observedAt} />
            </span>
            <span className="ml-auto text-sm font-medium">
              {decides ? (
                t("view-decides")
              ) : (
                <span className="font-normal text-ink-soft">
                  {t(stale ? "view-too-old" : counts === verdict ? "view-outranked" : "view-no-proof")}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
