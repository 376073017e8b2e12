/** Languages that every text exists in. */
export const LOCALES = ["en", "tr"] as const;
export type Locale = (typeof LOCALES)[number];

/** True for a language we have; anything else falls back to English. */
export function isLocale(value: unknown): value is Locale {
  return (LOCALES as readonly unknown[]).includes(value);
}
