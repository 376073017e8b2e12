import type { ReactNode } from "react";

import { currentLocale } from "@/lib/messages/server";
import { dictionaryOf } from "@/lib/sentences";

import { SentencesProvider } from "./sentences";

/**
 * For pages: hands the sentences of these rooms, or just the named ones, to the client components inside.
 * A reader of English is handed nothing.
 */
export async function ClientSentences({
  of: rooms,
  only,
  children,
}: {
  of: readonly string[];
  only?: readonly string[];
  children: ReactNode;
}) {
  const dictionary = dictionaryOf(await currentLocale(), rooms, only);
  return <SentencesProvider dictionary={dictionary}>{children}</SentencesProvider>;
}
