const DAY_MS = 86_400_000;
const atNoon = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** A local day, YYYY-MM-DD, some days after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(atNoon(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one local day to another; below nought when it is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((atNoon(to) - atNoon(from)) / DAY_MS);
}

/** The local day of a moment in a time zone, YYYY-MM-DD; a zone that is not known counts as UTC. */
export function localDay(now: Date, timeZone = "UTC"): string {
  try {
    return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
  } catch {
    return now.toISOString().slice(0, 10);
  }
}

/** The moment at which a local day, YYYY-MM-DD, begins in a time zone; a zone that is not known counts as UTC. */
export function dayBegins(day: string, timeZone = "UTC"): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let at = midnight;
  // Twice, as the zone's distance from UTC at midnight may differ from that at the first guess.
  for (let round = 0; round < 2; round++) at = midnight - distance(new Date(at), timeZone);
  return new Date(at);
}

/** Milliseconds by which the clocks of a zone are ahead of UTC. */
function distance(at: Date, timeZone: string): number {
  try {
    const there = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(at);
    return Date.parse(`${there.replace(" ", "T")}Z`) - Math.floor(at.getTime() / 1_000) * 1_000;
  } catch {
    return 0;
  }
}
