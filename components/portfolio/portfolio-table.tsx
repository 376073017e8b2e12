import Link from "next/link";
import type { ReactNode } from "react";

import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import type { Actor } from "@/lib/auth/actor";
import type { MessageKey } from "@/lib/messages";
import { daysBetween } from "@/lib/messages/days";
import type { Locale } from "@/lib/messages/locales";
import { currentLocale, translations } from "@/lib/messages/server";
import type { Translate } from "@/lib/messages/translate";
import { writeDays } from "@/lib/messages/written-days";
import { FIRST_DIRECTION, type PortfolioQuery, portfolioHref, type Sort } from "@/lib/portfolio/query";
import type { PortfolioRow } from "@/lib/portfolio/standing";

import { ReadinessBadge } from "./readiness-badge";
import { TrendLine } from "./trend";

type T = Translate<MessageKey<"projects">>;

const COLUMNS: { sort: Sort; key?: MessageKey<"projects"> }[] = [
  { sort: "customer", key: "col-customer" },
  { sort: "readiness", key: "col-readiness" },
  { sort: "blocking", key: "col-blocking" },
  { sort: "acting" },
  { sort: "install", key: "col-install" },
  { sort: "changed", key: "col-changed" },
  { sort: "trend", key: "col-trend" },
];

/** Drawn as blocks, the parts of a table lose their meaning to some screen readers: it is said once more. */
const SAID = {
  table: { role: "table" },
  part: { role: "rowgroup" },
  row: { role: "row" },
  column: { role: "columnheader" },
  head: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

function SortLink({ sort, label, query, t }: { sort: Sort; label: string; query: PortfolioQuery; t: T }) {
  const here = query.sort === sort;
  const dir = here ? (query.dir === "asc" ? "desc" : "asc") : FIRST_DIRECTION[sort];
  return (
    <Link
      href={portfolioHref(query, { sort, dir })}
      prefetch={false}
      scroll={false}
      title={t("sort", { column: label })}
      className={classNames("inline-flex min-h-6 items-center gap-1 text-ink-soft no-underline", here && "text-ink!")}
    >
      {label}
      <span aria-hidden="true">{here ? (query.dir === "asc" ? "▲" : "▼") : "↕"}</span>
    </Link>
  );
}

/** Install days, and how far away they are from the viewer's today. */
function Installation({ row, today, t, locale }: { row: PortfolioRow; today: string; t: T; locale: Locale }) {
  const { installStart, installEnd } = row;
  if (!installStart) return <span className="text-ink-soft">{t("no-date")}</span>;
  const left = daysBetween(today, installStart);
  const over = installEnd ? daysBetween(installEnd, today) : 0;
  return (
    <>
      <span className="whitespace-nowrap">{writeDays(locale, installStart, installEnd)}</span>
      <span className="block text-sm text-ink-soft">
        {left >= 0
          ? t("in-days", { days: left })
          : over > 0
            ? t("days-ago", { days: over })
            : installEnd
              ? t("under-way")
              : t("began-ago", { days: -left })}
      </span>
    </>
  );
}

function Blocking({ row, t }: { row: PortfolioRow; t: T }) {
  const { standing, blocking, failing } = row;
  if (standing === "uncounted") return <span aria-hidden="true">–</span>;
  if (blocking === 0) return standing === "not-ready" ? <span className="text-sm">{t("to-acknowledge")}</span> : <>0</>;
  return (
    <>
      {blocking}
      <span className="block text-sm text-ink-soft">{t("blocking", { failing, unseen: blocking - failing })}</span>
    </>
  );
}

function Trend({ days, t }: { days: PortfolioRow["trend"]; t: T }) {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || days.length < 2) return <span className="text-sm text-ink-soft">{t("trend-none")}</span>;
  const change = last.blocking - first.blocking;
  return (
    <>
      <TrendLine days={days} />
      <span className="sr-only">
        {t("trend-text", {
          days: daysBetween(first.day, last.day) + 1,
          first: first.blocking,
          last: last.blocking,
        })}
      </span>
      <span className="block text-sm text-ink-soft">
        {t("trend", { change: Math.abs(change), better: change < 0 ? "yes" : "no" })}
      </span>
    </>
  );
}

/** A cell that names its column itself where the page is too narrow for a table. */
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td {...SAID.cell} className="align-top max-md:flex max-md:gap-3 max-md:py-1 md:px-3 md:py-2.5">
      <span aria-hidden="true" className="w-28 shrink-0 text-sm text-ink-soft md:hidden">
        {label}
      </span>
      <div>{children}</div>
    </td>
  );
}

/** The list of projects: a table where there is room, one below the other where there is none. */
export async function PortfolioTable({
  actor,
  rows,
  query,
  today,
}: {
  actor: Actor;
  rows: readonly PortfolioRow[];
  query: PortfolioQuery;
  today: string;
}) {
  const [t, words, locale] = await Promise.all([translations("projects"), translations("words"), currentLocale()]);
  const named = COLUMNS.map(({ sort, key }) => ({
    sort,
    label: key ? t(key, { who: actor.role }) : words("who-must-act"),
  }));
  const label = Object.fromEntries(named.map(({ sort, label: text }) => [sort, text])) as Record<Sort, string>;
  return (
    <div className="rounded-lg border border-line bg-card">
      <table {...SAID.table} aria-label={t("title")} className="w-full text-left max-md:block">
        <thead {...SAID.part} className="border-b border-line text-sm max-md:block max-md:px-4 max-md:py-2">
          <tr {...SAID.row} className="max-md:flex max-md:flex-wrap max-md:gap-x-4">
            {named.map(({ sort, label: text }) => (
              <th
                key={sort}
                {...SAID.column}
                scope="col"
                aria-sort={query.sort === sort ? (query.dir === "asc" ? "ascending" : "descending") : undefined}
                className="font-medium md:px-3 md:py-2 md:first:pl-4"
              >
                <SortLink sort={sort} label={text} query={query} t={t} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...SAID.part} className="max-md:block">
          {rows.map((row) => (
            <tr
              key={row.id}
              {...SAID.row}
              className="border-b border-line last:border-0 max-md:block max-md:px-4 max-md:py-3"
            >
              <th
                scope="row"
                {...SAID.head}
                className="align-top font-medium max-md:mb-1 max-md:block md:min-w-40 md:py-2.5 md:pr-3 md:pl-4"
              >
                <Link href={`/projects/${row.id}`} className="wrap-anywhere">
                  {row.customer}
                </Link>
                <span className="block text-sm font-normal text-ink-soft wrap-anywhere">
                  {row.environment}
                  {row.practice && ` · ${t("is-practice")}`}
                </span>
                {row.closedAt && (
                  <span className="block text-sm font-normal text-ink-soft">
                    {t("closed", { day: row.closedAt.slice(0, 10) })}
                  </span>
                )}
              </th>
              <Cell label={label.readiness}>
                <ReadinessBadge standing={row.standing} word={t(`standing-${row.standing}`)} />
                <span className="block text-sm text-ink-soft">
                  {row.standing === "uncounted" || row.standing === "recounting"
                    ? t(row.standing)
                    : t("settled", { settled: row.settled, applicable: row.applicable })}
                </span>
              </Cell>
              <Cell label={label.blocking}>
                <Blocking row={row} t={t} />
              </Cell>
              <Cell label={label.acting}>
                {row.standing === "uncounted" ? (
                  <span aria-hidden="true">–</span>
                ) : row.mustAct.length === 0 ? (
                  <span className="text-sm text-ink-soft">{t("nobody")}</span>
                ) : (
                  <ul className="text-sm">
                    {row.mustAct.map(({ who, count }) => (
                      <li key={who}>
                        {words(`who-${who}`)}
                        {"\u00a0"}
                        {count}
                      </li>
                    ))}
                  </ul>
                )}
              </Cell>
              <Cell label={label.install}>
                <Installation row={row} today={today} t={t} locale={locale} />
              </Cell>
              <Cell label={label.changed}>
                <span className="text-sm">
                  <Moment iso={row.changedAt} />
                </span>
              </Cell>
              <Cell label={label.trend}>
                <Trend days={row.trend} t={t} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
