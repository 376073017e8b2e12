/** The day of the calendar in a zone, YYYY-MM-DD; without a zone that of this machine. */
export function localDay(at: Date, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...(timeZone ? { timeZone } : {}),
  }).format(at);
}

/** A local day as a moment that every zone writes as the same day. */
export const dayOf = (day: string): Date => new Date(`${day}T12:00:00Z`);
