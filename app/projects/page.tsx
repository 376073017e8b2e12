import Link from "next/link";

import { ClientMessages } from "@/components/messages/client-messages";
import { PracticeButton } from "@/components/people/practice-button";
import { PortfolioFilters } from "@/components/portfolio/portfolio-filters";
import { PortfolioTable } from "@/components/portfolio/portfolio-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { isVendor } from "@/lib/auth/actor";
import { requireActor } from "@/lib/auth/session";
import { listPortfolio } from "@/lib/data/portfolio";
import { statements } from "@/lib/data/statements";
import { localDay } from "@/lib/messages/days";
import { pageTitle, translations } from "@/lib/messages/server";
import { portfolioHref, readPortfolioQuery } from "@/lib/portfolio/query";
import { isRequirementId } from "@/lib/requirements/catalogue";
import { readersSay } from "@/lib/sentences/server";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const generateMetadata = () => pageTitle("projects", "title");

export default async function ProjectsPage({ searchParams }: Props) {
  const actor = await requireActor("/projects");
  const query = readPortfolioQuery(await searchParams);
  const today = localDay(new Date(), actor.timeZone);
  const [say, t, { rows, total, any, after, before }] = await Promise.all([
    readersSay(),
    translations("projects"),
    listPortfolio(actor, query, { today }),
  ]);
  const vendor = isVendor(actor);
  const mayCreate = actor.role === "admin" || actor.role === "manager";
  const create = mayCreate && (
    <ButtonLink href="/projects/new" look="primary">
      {t("new")}
    </ButtonLink>
  );
  const statement = query.requirement && isRequirementId(query.requirement) && (await statements())(query.requirement);
  return (
    <ClientMessages of={["projects"]}>
      <PageHeading
        title={t("title")}
        {...(any ? { lead: t("lead", { count: total }) } : {})}
        action={
          any && (
            <div className="flex flex-wrap items-center gap-2">
              {vendor && (
                <ButtonLink href="/projects/statistics" look="quiet">
                  {t("statistics")}
                </ButtonLink>
              )}
              {vendor && <PracticeButton />}
              {create}
            </div>
          )
        }
      />
      {!any ? (
        <EmptyState title={t("none")}>
          <p>{t(vendor ? "none-vendor" : "none-customer")}</p>
          <div className="mt-5 flex flex-wrap justify-center gap-3">
            {create}
            {vendor && <PracticeButton />}
          </div>
        </EmptyState>
      ) : (
        <>
          <PortfolioFilters query={query} />
          {statement && (
            <p className="mb-4">
              {t("only-blocked-by", { requirement: say(statement) })}{" "}
              <Link href={portfolioHref(query, { requirement: undefined })}>{t("clear")}</Link>
            </p>
          )}
          {rows.length === 0 ? (
            <EmptyState title={t("none-fits-title")}>
              <p className="mb-4">{t("none-fits")}</p>
              <ButtonLink href="/projects?show=all">{t("show-all")}</ButtonLink>
            </EmptyState>
          ) : (
            <PortfolioTable actor={actor} rows={rows} query={query} today={today} />
          )}
          <Pager
            label={t("pages")}
            previous={before ? { href: portfolioHref(query, { before }), text: t("previous") } : undefined}
            next={after ? { href: portfolioHref(query, { after }), text: t("next") } : undefined}
          />
        </>
      )}
    </ClientMessages>
  );
}
