"use client";

import { sendAgain } from "@/app/actions/notifications";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { ScrollBox } from "@/components/ui/scroll-box";
import { useAct } from "@/components/ui/use-act";
import type { DeliveryView } from "@/lib/notify/views";

const COLUMNS = ["to", "created", "tries", "last-error"] as const;

/** Messages of one state; those that were given up can be tried again. */
export function DeliveryTable({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const t = useTranslations("notifications");
  const { act, busy, problem } = useAct();
  return (
    <>
      {problem && (
        <p role="alert" className="mb-2 text-fail">
          {problem.message}
        </p>
      )}
      <ScrollBox label={t("deliveries")} className="rounded-lg border border-line bg-card">
        <table className="w-full text-left">
          <thead className="border-b border-line text-sm text-ink-soft">
            <tr>
              {COLUMNS.map((key) => (
                <th key={key} scope="col" className="px-4 py-2 font-medium">
                  {t(key)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {deliveries.map(({ id, channel, target, state, attempts, createdAt, nextAt, lastError }) => (
              <tr key={id} className="border-b border-line align-top last:border-0">
                <th scope="row" className="px-4 py-2 font-normal">
                  {t(`channel-${channel}`)} · {target}
                </th>
                <td className="px-4 py-2">
                  <Moment iso={createdAt} />
                </td>
                <td className="px-4 py-2">{attempts}</td>
                <td className="px-4 py-2">
                  {lastError}
                  {nextAt && attempts > 0 && (
                    <span className="block text-sm text-ink-soft">
                      {t("next-try")}: <Moment iso={nextAt} />
                    </span>
                  )}
                </td>
                <td className="px-4 py-2">
                  {state === "dead" && (
                    <Button disabled={busy} onClick={() => act(() => sendAgain({ id }))}>
                      {t("try-again")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}
