import Link from "next/link";

import { BlockingBars } from "@/components/portfolio/blocking-bars";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { requireActor } from "@/lib/auth/session";
import { type Figures, portfolioStatistics } from "@/lib/data/portfolio-statistics";
import { statements } from "@/lib/data/statements";
import { pageTitle, translations } from "@/lib/messages/server";
import { portfolioHref, readPortfolioQuery } from "@/lib/portfolio/query";
import { readersSay } from "@/lib/sentences/server";

const FIRST = 15;

export const generateMetadata = () => pageTitle("projects", "statistics-title");

export default async function StatisticsPage({ searchParams }: { searchParams: Promise<{ all?: string }> }) {
  const actor = await requireActor("/projects/statistics");
  const [{ projects, requirements, groups }, { all }, t, words, say, statement] = await Promise.all([
    orNotFound(portfolioStatistics(actor)),
    searchParams,
    translations("projects"),
    translations("words"),
    readersSay(),
    statements(),
  ]);
  const days = ({ medianDays, greened }: Figures) =>
    medianDays === undefined ? t("no-green") : t("median", { days: medianDays, count: greened });
  const known = requirements.filter(({ blocked, greened }) => blocked > 0 || greened > 0);
  const shown = all === "1" ? known : known.slice(0, FIRST);
  const heads = { blocked: t("projects-blocked"), days: t("days-to-green") };
  return (
    <>
      <PageHeading
        title={t("statistics-title")}
        back={{ href: "/projects", label: t("title") }}
        lead={t("statistics-lead", { count: projects })}
      />
      {known.length === 0 ? (
        <EmptyState title={t("statistics-none-title")}>
          <p>{t("statistics-none")}</p>
        </EmptyState>
      ) : (
        <>
          <h2 className="mb-3 text-lg font-semibold">{t("by-requirement")}</h2>
          <BlockingBars
            label={t("by-requirement")}
            heads={{ name: t("requirement"), ...heads }}
            bars={shown.map((one) => ({
              id: one.id,
              name: say(statement(one.id)),
              blocked: one.blocked,
              count:
                one.blocked > 0 ? (
                  <Link
                    href={portfolioHref(readPortfolioQuery(), { show: "real", requirement: one.id })}
                    prefetch={false}
                  >
                    {t("list-them", { count: one.blocked })}
                  </Link>
                ) : (
                  t("list-them", { count: 0 })
                ),
              days: days(one),
            }))}
          />
          {known.length > FIRST && (
            <p className="mt-3">
              <Link href={all === "1" ? "/projects/statistics" : "/projects/statistics?all=1"} scroll={false}>
                {all === "1"
                  ? t("show-first-requirements", { count: FIRST })
                  : t("show-all-requirements", { count: known.length })}
              </Link>
            </p>
          )}
          <h2 className="mt-8 mb-3 text-lg font-semibold">{t("by-group")}</h2>
          <BlockingBars
            label={t("by-group")}
            heads={{ name: t("group"), ...heads, blocked: t("rows-blocking") }}
            bars={groups.map((one) => ({
              id: one.id,
              name: words(`group-${one.id}`),
              blocked: one.blocked,
              count: String(one.blocked),
              days: days(one),
            }))}
          />
        </>
      )}
    </>
  );
}
