import type { ReactNode } from "react";

import { compiledMessages, type Namespace } from "@/lib/messages";
import { currentLocale, currentTimeZone } from "@/lib/messages/server";

import { MessagesProvider } from "./provider";

/**
 * For pages and layouts: hands the named messages, in the viewer's language, to the client components
 * inside. The frame of every page hands `words` down.
 */
export async function ClientMessages({ of: names, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const [locale, timeZone] = await Promise.all([currentLocale(), currentTimeZone()]);
  const messages = Object.fromEntries(names.map((name) => [name, compiledMessages(locale, name)]));
  return (
    <MessagesProvider locale={locale} timeZone={timeZone} messages={messages}>
      {children}
    </MessagesProvider>
  );
}
