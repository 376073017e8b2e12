import type { Locale } from "./locales";

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

/** A day of the calendar such as 2027-01-06, or several of them, in the reader's words: "6–17 Oca 2027". */
export function writeDays(locale: Locale, first: string, last: string = first): string {
  const written = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  if (Number.isNaN(midnight(first).getTime()) || Number.isNaN(midnight(last).getTime())) return first;
  return last > first ? written.formatRange(midnight(first), midnight(last)) : written.format(midnight(first));
}
