import format, { type CompiledMessage, type FormatOptions, type FormatValues } from "icu-minify/format";

import type { Locale } from "./locales";

/** Messages of one namespace in their compiled form, by key. */
export type Compiled = Readonly<Record<string, CompiledMessage>>;
/** What fills the places of a message; `<b>…</b>` takes a function of its chunks. */
export type Values<Rich = string> = FormatValues<Rich>;

/** Looks up and fills one namespace's messages; a key that does not exist is a type error. */
export interface Translate<Key extends string = string> {
  (key: Key, values?: Values): string;
  /** For messages with tags: the parts as a list, with what the tag functions made of theirs. */
  rich: <Rich>(key: Key, values: Values<Rich>) => (string | Rich)[];
}

const formatters: FormatOptions["formatters"] = {
  getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args) => new Intl.NumberFormat(...args),
  getPluralRules: (...args) => new Intl.PluralRules(...args),
};
/** Days and points in time as every page, mail and report writes them; the clock has 24 hours. */
export const DATE_FORMATS = {
  day: { dateStyle: "medium" },
  moment: { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
const formats: FormatOptions["formats"] = { dateTime: DATE_FORMATS };

/** The one way from a key to a sentence: pages, mails and the browser all come here. `timeZone` is an IANA name. */
export function translateWith<Key extends string>(
  messages: Compiled,
  locale: Locale,
  timeZone = "UTC",
): Translate<Key> {
  const options = { formatters, formats, timeZone };
  const parts = <Rich>(key: Key, values: Values<Rich> | undefined) => {
    const message = messages[key];
    if (message === undefined) throw new Error(`There is no message ${key} in this language.`);
    const formatted = format<Rich>(message, locale, values, options);
    return Array.isArray(formatted) ? formatted : [formatted];
  };
  return Object.assign((key: Key, values?: Values) => parts<string>(key, values).join(""), {
    rich: <Rich>(key: Key, values: Values<Rich>) => parts<Rich>(key, values),
  });
}
