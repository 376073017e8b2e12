import Link from "next/link";

import { DecisionList } from "@/components/decisions/decision-list";
import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { requireActor } from "@/lib/auth/session";
import { listDecisions } from "@/lib/data/decisions";
import { pageTitle, translations } from "@/lib/messages/server";
import { catalogue } from "@/lib/requirements/catalogue";
import { decisionIn } from "@/lib/sentences/decisions";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("decisions", "title");

const SHOWN = ["all", "open", "confirmed"] as const;

export default async function DecisionsPage({ searchParams }: { searchParams: Promise<{ show?: string }> }) {
  const actor = await requireActor("/administration/decisions");
  const [all, t, say] = await Promise.all([orNotFound(listDecisions(actor)), translations("decisions"), readersSay()]);
  const asked = (await searchParams).show;
  const show = SHOWN.find((one) => one === asked) ?? "all";
  const mayDecide = actor.role === "admin" || actor.role === "manager";
  const lists = {
    all,
    open: all.filter(({ confirmed }) => !confirmed),
    confirmed: all.filter(({ confirmed }) => confirmed),
  };
  return (
    <ClientMessages of={["decisions", "responsibility"]}>
      <PageHeading
        title={t("title")}
        lead={
          <>
            <p>{t("lead")}</p>
            {!mayDecide && <p className="mt-1">{t("only-managers")}</p>}
          </>
        }
      />
      <p className="mb-2 font-medium">{t("progress", { confirmed: lists.confirmed.length, all: all.length })}</p>
      <nav aria-label={t("show")} className="mb-5 flex flex-wrap gap-4">
        {SHOWN.map((one) => (
          <Link
            key={one}
            href={one === "all" ? "/administration/decisions" : `/administration/decisions?show=${one}`}
            aria-current={one === show ? "page" : undefined}
            className={one === show ? "font-medium text-ink no-underline" : ""}
          >
            {t(`show-${one}`, { count: lists[one].length })}
          </Link>
        ))}
      </nav>
      {lists[show].length === 0 ? (
        <EmptyState title={t("none-title")}>{t(show === "open" ? "none-open" : "none-confirmed")}</EmptyState>
      ) : (
        <ClientSentences of={["application"]}>
          <DecisionList
            decisions={lists[show].map((one) => decisionIn(say, one))}
            statements={Object.fromEntries(catalogue.map(({ id, statement }) => [id, say(statement)]))}
            mayDecide={mayDecide}
          />
        </ClientSentences>
      )}
    </ClientMessages>
  );
}
