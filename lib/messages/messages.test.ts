import { readdirSync } from "node:fs";

import type { CompiledMessage } from "icu-minify/format";
import { describe, expect, test } from "vitest";

import { compiledMessages, MESSAGES, type Namespace, translator } from "./index";
import { LOCALES } from "./locales";

const namespaces = Object.keys(MESSAGES.en) as Namespace[];

/** Names of the places and tags of a message, whatever their order. */
function places(message: CompiledMessage): string[] {
  if (typeof message === "string") return [];
  return message.flatMap((node) => {
    if (!Array.isArray(node)) return [];
    const [name, kind, ...rest] = node as [string, unknown, ...unknown[]];
    const inner =
      typeof kind === "number"
        ? Object.values((rest[0] ?? {}) as Record<string, CompiledMessage>)
        : [kind, ...rest].filter((part) => part !== undefined);
    return [name, ...inner.flatMap((part) => (Array.isArray(part) ? places(part as CompiledMessage) : []))];
  });
}

describe.each(namespaces)("the words of %s", (namespace) => {
  test("are the same keys in every language, none of them empty", () => {
    for (const locale of LOCALES) {
      expect(Object.keys(MESSAGES[locale][namespace]).sort()).toEqual(Object.keys(MESSAGES.en[namespace]).sort());
      for (const [key, text] of Object.entries(MESSAGES[locale][namespace])) expect(text, key).not.toBe("");
    }
  });

  test("have the same places to fill in every language", () => {
    const english = compiledMessages("en", namespace);
    const turkish = compiledMessages("tr", namespace);
    for (const key of Object.keys(english))
      expect([...new Set(places(turkish[key] ?? ""))].sort(), key).toEqual(
        [...new Set(places(english[key] ?? ""))].sort(),
      );
  });
});

test("compiled words are plain objects all the way down, as only such may go to the browser", () => {
  const strange = (part: unknown): boolean =>
    typeof part === "object" &&
    part !== null &&
    (Array.isArray(part)
      ? part.some(strange)
      : Object.getPrototypeOf(part) !== Object.prototype || Object.values(part).some(strange));
  for (const locale of LOCALES)
    expect(namespaces.filter((namespace) => strange(compiledMessages(locale, namespace)))).toEqual([]);
});

test("every file of words is read", () => {
  for (const locale of LOCALES)
    expect(readdirSync(`lib/messages/${locale}`).sort()).toEqual(namespaces.map((name) => `${name}.json`).sort());
});

test("a sentence is filled in the reader's language", () => {
  expect(translator("tr", "words")("language")).toBe("Dil");
});
