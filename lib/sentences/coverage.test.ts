import { describe, expect, test } from "vitest";

import { sourceTexts } from "@/test/source-texts";

import { sentencesIn, TURKISH } from "./index";

const PLACES = /\{\d+\}/g;
/** Texts of the code that no reader meets. */
const FOR_NOBODY =
  /^(PRAGMA |Bearer |Basic |LIST |greet |token \{|own name$|Splunk \{0\}$|nobody has this password$|\{0\}:\{1\} with the CA$|Knovvu Readiness$|attachment; |sandbox; |text\/plain; |openid email|not yet known$|SHA-256 {2})/;
/** What the generated scripts say to the person who reads them: a file is of one language. */
const IN_A_SCRIPT = /^lib\/terminal\/(powershell|shell|script|plan|encode|seal|without-code)/;
/** An ending or an article that Turkish has no use for. */
const NEEDLESS_PLACE = new Set(["run{0} a kubelet outside the window"]);
/** Words that fill places, and rooms whose texts tests of their own hold. */
const APART = ["words", "artefacts", "decisions", "practice"];

const source = [...sourceTexts()].filter(
  ([text, files]) => !FOR_NOBODY.test(text) && !files.every((path) => IN_A_SCRIPT.test(path)),
);
const all = Object.values(TURKISH).flatMap((dictionary) => Object.entries(dictionary));
const known = new Map(all);

describe("every sentence of the catalogue, the intake, the checks and the errors exists in Turkish", () => {
  test("none is missing", () => {
    expect(source.filter(([text]) => !known.has(text)).map(([text, files]) => `${files[0]}: ${text}`)).toEqual([]);
  });

  test("none stands twice, none is empty, and none is left of a sentence that is no longer said", () => {
    const said = new Set(source.map(([text]) => text));
    expect(all.length).toBe(known.size);
    expect(all.filter(([, turkish]) => turkish.trim() === "")).toEqual([]);
    const held = Object.entries(TURKISH).flatMap(([room, texts]) => (APART.includes(room) ? [] : Object.keys(texts)));
    expect(held.filter((text) => !said.has(text))).toEqual([]);
  });

  test("each has the same places to fill", () => {
    const places = (text: string) => [...new Set(text.match(PLACES))].sort();
    for (const [english, turkish] of all)
      if (!NEEDLESS_PLACE.has(english)) expect(places(turkish), english).toEqual(places(english));
  });
});

test("a finding of a check is said in the reader's language, its values as they are", () => {
  const say = sentencesIn("tr");
  expect(say("The cluster runs v1.21.9, older than 1.22. It must be upgraded before the installation.")).toBe(
    "Kümede v1.21.9 çalışıyor; 1.22 sürümünden eski. Kurulumdan önce yükseltilmelidir.",
  );
  expect(say("Not yet run.")).toBe("Henüz çalıştırılmadı.");
  expect(sentencesIn("en")("Not yet run.")).toBe("Not yet run.");
});
