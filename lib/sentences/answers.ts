import type { AnswerWords } from "@/lib/intake/sections";
import type { Locale } from "@/lib/messages/locales";
import { writeDays } from "@/lib/messages/written-days";

import type { Say } from "./translate";

/** How the reader is shown an answer: our own words in his language, days in his way, what was typed as typed. */
export function answerWords(say: Say, locale: Locale): AnswerWords {
  return { say, day: (day) => writeDays(locale, day) };
}
