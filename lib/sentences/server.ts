import "server-only";

import { currentLocale } from "@/lib/messages/server";

import { sentencesIn } from "./index";
import type { Say } from "./translate";

/** Says sentences of the catalogue, the intake, the checks and the errors in the viewer's language. */
export async function readersSay(): Promise<Say> {
  return sentencesIn(await currentLocale());
}
