"use client";

import { useSyncExternalStore } from "react";

import { useLocale, useTimeZone } from "@/components/messages/provider";
import { DATE_FORMATS } from "@/lib/messages/translate";

const never = () => () => {};

/**
 * A point in time in the reader's language, and in the zone that the reader chose. Without a choice the
 * server writes it in UTC and the browser then in its own zone. UTC is always a hover away.
 */
export function Moment({ iso, time = true }: { iso: string; time?: boolean }) {
  const locale = useLocale();
  const chosen = useTimeZone();
  const at = new Date(iso);
  const inZone = (timeZone: string | undefined) =>
    new Intl.DateTimeFormat(locale, { ...(time ? DATE_FORMATS.moment : DATE_FORMATS.day), timeZone }).format(at);
  const utc = `${new Intl.DateTimeFormat(locale, { ...DATE_FORMATS.moment, timeZone: "UTC" }).format(at)} UTC`;
  const shown = useSyncExternalStore(
    never,
    () => inZone(chosen),
    () => (chosen ? inZone(chosen) : time ? utc : inZone("UTC")),
  );
  return (
    <time dateTime={iso} title={utc} className="whitespace-nowrap" suppressHydrationWarning>
      {shown}
    </time>
  );
}
