import type { Locale } from "@/lib/messages/locales";

import application from "./tr/application.json";
import artefacts from "./tr/artefacts.json";
import checks from "./tr/checks.json";
import cluster from "./tr/cluster.json";
import decisions from "./tr/decisions.json";
import intake from "./tr/intake.json";
import practice from "./tr/practice.json";
import probes from "./tr/probes.json";
import requirements from "./tr/requirements.json";
import terminal from "./tr/terminal.json";
import words from "./tr/words.json";
import { type Dictionary, type Say, speaker } from "./translate";

/** Every English sentence of the rooms that know no web server, with its Turkish; one file a room. */
export const TURKISH: Readonly<Record<string, Dictionary>> = {
  application,
  artefacts,
  checks,
  cluster,
  decisions,
  intake,
  practice,
  probes,
  requirements,
  terminal,
  words,
};

const asWritten: Say = (english) => english;
let turkish: Say | undefined;

/** Says sentences of the catalogue, the intake, the checks and the errors in that language. */
export function sentencesIn(locale: Locale): Say {
  if (locale === "en") return asWritten;
  turkish ??= speaker(Object.assign({}, ...Object.values(TURKISH)) as Dictionary);
  return turkish;
}

/** What the browser needs of these rooms in that language; nothing for English. `only` keeps the named sentences. */
export function dictionaryOf(locale: Locale, rooms: readonly string[], only?: readonly string[]): Dictionary {
  if (locale === "en") return {};
  const wanted = only && new Set(only);
  const entries = rooms.flatMap((room) => Object.entries(TURKISH[room] ?? {}));
  return Object.fromEntries(entries.filter(([english]) => !wanted || wanted.has(english)));
}
