import "server-only";

import { cookies, headers } from "next/headers";
import { cache } from "react";

import { currentActor } from "@/lib/auth/session";

import { type MessageKey, type Namespace, translator } from "./index";
import { isLocale, type Locale } from "./locales";
import type { Translate } from "./translate";

/** The viewer's language: as the person chose, else as the browser remembers or prefers, else English. */
export const currentLocale = cache(async (): Promise<Locale> => {
  const chosen = (await currentActor())?.locale ?? (await cookies()).get("locale")?.value;
  if (isLocale(chosen)) return chosen;
  const preferred = (await headers()).get("accept-language")?.split(",") ?? [];
  const first = preferred.map((one) => one.trim().slice(0, 2).toLowerCase()).find(isLocale);
  return first ?? "en";
});

/** The IANA zone that the viewer chose; undefined follows the browser. */
export async function currentTimeZone(): Promise<string | undefined> {
  return (await currentActor())?.timeZone;
}

/** For server components: the sentences of a namespace in the viewer's language and, if chosen, zone. */
export async function translations<Name extends Namespace>(namespace: Name): Promise<Translate<MessageKey<Name>>> {
  const [locale, timeZone] = await Promise.all([currentLocale(), currentTimeZone()]);
  return translator(locale, namespace, timeZone);
}

/** For `generateMetadata`: the title of a page in the viewer's language. */
export async function pageTitle<Name extends Namespace>(
  namespace: Name,
  key: MessageKey<Name>,
): Promise<{ title: string }> {
  return { title: (await translations(namespace))(key) };
}
