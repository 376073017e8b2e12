const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Pauses before each next try: a receiver that is down for a day is still told (quality bar 63). */
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR];

/** Milliseconds until the next try after so many failed ones; undefined when it is given up. */
export function pauseAfter(attempts: number): number | undefined {
  return PAUSES[attempts - 1];
}
