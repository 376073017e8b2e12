import Link from "next/link";

import { ClientMessages } from "@/components/messages/client-messages";
import { DeliveryTable } from "@/components/notify/delivery-table";
import { Webhooks } from "@/components/notify/webhooks";
import { Notice } from "@/components/ui/notice";
import { PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { requireActor } from "@/lib/auth/session";
import { listDeliveries, mailIsSetUp } from "@/lib/data/deliveries";
import { listWebhooks } from "@/lib/data/webhooks";
import { pageTitle, translations } from "@/lib/messages/server";
import type { DeliveryState } from "@/lib/notify/views";

const STATES = ["waiting", "dead", "delivered"] as const satisfies readonly DeliveryState[];

export const generateMetadata = () => pageTitle("notifications", "sent-title");

export default async function MessagesSentPage({ searchParams }: { searchParams: Promise<{ state?: string }> }) {
  const actor = await requireActor("/administration/notifications");
  const { state: asked } = await searchParams;
  const state = STATES.find((one) => one === asked) ?? "waiting";
  const [webhooks, { deliveries, counts }, t] = await Promise.all([
    orNotFound(listWebhooks(actor)),
    orNotFound(listDeliveries(actor, state)),
    translations("notifications"),
  ]);
  return (
    <>
      <PageHeading title={t("sent-title")} lead={t("sent-lead")} />
      {!mailIsSetUp() && (
        <Notice>
          <p>{t("no-mail")}</p>
        </Notice>
      )}
      <ClientMessages of={["notifications"]}>
        <Webhooks webhooks={webhooks} />
        <section aria-labelledby="deliveries">
          <h2 id="deliveries" className="mb-2 text-lg font-semibold">
            {t("deliveries")}
          </h2>
          <nav aria-label={t("state")} className="mb-3 flex flex-wrap gap-x-5">
            {STATES.map((one) => (
              <Link
                key={one}
                href={`/administration/notifications?state=${one}`}
                aria-current={one === state ? "true" : undefined}
                className={one === state ? "font-medium text-ink" : ""}
              >
                {t(`state-${one}`, { count: counts[one] })}
              </Link>
            ))}
          </nav>
          {deliveries.length === 0 ? (
            <p className="text-ink-soft">{t("none")}</p>
          ) : (
            <DeliveryTable deliveries={deliveries} />
          )}
        </section>
      </ClientMessages>
    </>
  );
}
