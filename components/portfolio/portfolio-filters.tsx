import Form from "next/form";
import Link from "next/link";

import { Button } from "@/components/ui/button";
import { translations } from "@/lib/messages/server";
import { isNarrowed, type PortfolioQuery, SHOWN, type Shown, WITHIN_DAYS } from "@/lib/portfolio/query";
import { ACTORS } from "@/lib/requirements/vocabulary";

const INPUT = "min-h-9 w-full rounded-md border border-line-strong bg-card px-2.5 py-1 text-ink";
const SHOW_KEY = {
  open: "show-open",
  real: "show-real",
  ready: "show-ready",
  blocked: "show-blocked",
  closed: "show-closed",
  practice: "show-practice",
  all: "show-every",
} as const satisfies Record<Shown, string>;

/** Search and filters of the list of projects: a form that changes the address, so it needs no script. */
export async function PortfolioFilters({ query }: { query: PortfolioQuery }) {
  const [t, words] = await Promise.all([translations("projects"), translations("words")]);
  const { q, show, who, within, requirement, sort, dir } = query;
  return (
    <search aria-label={t("filters")}>
      <Form action="/projects" className="mb-4 flex flex-wrap items-end gap-3">
        <input type="hidden" name="sort" value={sort} />
        <input type="hidden" name="dir" value={dir} />
        {requirement && <input type="hidden" name="requirement" value={requirement} />}
        <label className="min-w-52 grow text-sm">
          {t("search")}
          <input key={q} type="search" name="q" defaultValue={q} maxLength={100} className={INPUT} />
        </label>
        <label className="text-sm">
          {t("show")}
          <select key={show} name="show" defaultValue={show} className={INPUT}>
            {SHOWN.map((one) => (
              <option key={one} value={one}>
                {t(SHOW_KEY[one])}
              </option>
            ))}
          </select>
        </label>
        <label className="text-sm">
          {words("who-must-act")}
          <select key={who} name="who" defaultValue={who ?? ""} className={INPUT}>
            <option value="">{t("anyone")}</option>
            {ACTORS.map((one) => (
              <option key={one} value={one}>
                {words(`who-${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="text-sm">
          {t("within")}
          <select key={within} name="within" defaultValue={within ?? ""} className={INPUT}>
            <option value="">{t("whenever")}</option>
            {WITHIN_DAYS.map((days) => (
              <option key={days} value={days}>
                {t("within-days", { days })}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit">{t("apply")}</Button>
        {isNarrowed(query) && (
          <Link href="/projects" prefetch={false} className="py-1.5 text-sm">
            {t("clear")}
          </Link>
        )}
      </Form>
    </search>
  );
}
