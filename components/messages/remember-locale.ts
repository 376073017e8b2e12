import type { Locale } from "@/lib/messages/locales";

/** Keeps the language in this browser, for the pages where nobody is signed in; undefined forgets it. */
export function rememberLocale(locale: Locale | undefined): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `locale=${locale ?? ""}; path=/; max-age=${locale ? 31_536_000 : 0}; samesite=lax`;
}
