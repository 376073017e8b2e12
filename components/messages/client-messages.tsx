import type { ReactNode } from "react";

import { compiledMessages, type Namespace } from "@/lib/messages";
import { currentLocale } from "@/lib/messages/server";

import { MessagesProvider } from "./provider";

/** For pages and layouts: hands the named messages, in the viewer's language, to the client components inside. */
export async function ClientMessages({ of: names, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const locale = await currentLocale();
  const messages = Object.fromEntries(names.map((name) => [name, compiledMessages(locale, name)]));
  return (
    <MessagesProvider locale={locale} messages={messages}>
      {children}
    </MessagesProvider>
  );
}
