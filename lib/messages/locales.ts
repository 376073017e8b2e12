/** Languages that every text exists in. */
export const LOCALES = ["en", "tr"] as const;
export type Locale = (typeof LOCALES)[number];

/** True for a language we have; anything else falls back to English. */
export function isLocale(value: unknown): value is Locale {
  return (LOCALES as readonly unknown[]).includes(value);
}

/** True for a zone that this installation can count in, by its IANA name such as Europe/Istanbul. */
export function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return /^[A-Z]/.test(value);
  } catch {
    return false;
  }
}
