"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";

import type { MessageKey, Namespace } from "@/lib/messages";
import type { Locale } from "@/lib/messages/locales";
import { type Compiled, type Translate, translateWith } from "@/lib/messages/translate";

interface Known {
  locale: Locale;
  /** As the person chose on the account page; without a choice the browser's own zone counts. */
  timeZone?: string | undefined;
  messages: Readonly<Record<string, Compiled>>;
}
const Context = createContext<Known>({ locale: "en", messages: {} });

/** Hands compiled messages to the client components below; an inner one adds to the outer. */
export function MessagesProvider({ locale, timeZone, messages, children }: Known & { children: ReactNode }) {
  const outer = useContext(Context);
  const value = useMemo(
    () => ({ locale, timeZone, messages: { ...outer.messages, ...messages } }),
    [outer, locale, timeZone, messages],
  );
  return <Context value={value}>{children}</Context>;
}

/** The viewer's language, for dates and numbers. */
export function useLocale(): Locale {
  return useContext(Context).locale;
}

/** The IANA zone that the viewer chose; undefined follows the browser. */
export function useTimeZone(): string | undefined {
  return useContext(Context).timeZone;
}

/** The sentences of a namespace; a page hands it down with `<ClientMessages of={["…"]}>`. */
export function useTranslations<Name extends Namespace>(namespace: Name): Translate<MessageKey<Name>> {
  const { locale, timeZone, messages } = useContext(Context);
  return useMemo(() => {
    const known = messages[namespace];
    if (!known) throw new Error(`This page does not hand the messages ${namespace} down. Add them to ClientMessages.`);
    return translateWith(known, locale, timeZone);
  }, [locale, timeZone, messages, namespace]);
}
