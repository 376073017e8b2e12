import { describe, expect, test } from "vitest";

import { sampleContent } from "@/test/certificate";
import { takeApart, unmarked } from "@/test/pdf";

import { contentHash } from "../canonical";
import { wording } from "../wording";
import { printable } from "./printable";
import { certificatePdf } from "./render";

const content = sampleContent();
const hash = contentHash(content);
const { objects, streams } = takeApart(await certificatePdf({ content, hash }, wording("tr", "Europe/Istanbul")));
const pages = streams.filter((one) => / (BDC|BMC)$/m.test(one));

describe("the certificate's file", () => {
  test("says that it is tagged PDF/UA, in the reader's language, with a title to show and bookmarks", () => {
    expect(objects).toMatch(/\/MarkInfo/);
    expect(objects).toMatch(/\/Marked true/);
    expect(objects).toMatch(/\/Lang \(tr\)/);
    expect(objects).toMatch(/\/DisplayDocTitle true/);
    expect(objects).toMatch(/\/Outlines/);
    expect(streams.some((one) => one.includes("<pdfuaid:part>1</pdfuaid:part>"))).toBe(true);
  });

  test("has a structure of headings, tables with header cells, and a list", () => {
    const count = (type: string) => [...objects.matchAll(new RegExp(`/S /${type}\\b`, "g"))].length;
    expect(count("Document")).toBe(1);
    expect(count("H1")).toBe(1);
    expect(count("H2")).toBe(6);
    expect(count("L")).toBe(1);
    expect(count("LI")).toBe(5);
    expect(count("Table")).toBeGreaterThan(12);
    expect(count("TR")).toBeGreaterThan(90);
    expect(objects).toMatch(/\/Scope \/Column/);
    expect(objects).toMatch(/\/Scope \/Row/);
  });

  test("leaves nothing on any page outside of the structure that is not marked as decoration", () => {
    expect(pages.length).toBeGreaterThan(8);
    expect(pages.flatMap(unmarked)).toEqual([]);
  });

  test("carries its own fonts, which know the Turkish letters", () => {
    expect(objects).not.toMatch(/Helvetica|Times|Courier/);
    expect([...objects.matchAll(/\/FontFile2/g)].length).toBeGreaterThan(2);
    const known = streams.filter((one) => one.includes("begincmap")).join("\n");
    for (const letter of "ğşıİçöü")
      expect(known.toLowerCase()).toContain(`<${letter.charCodeAt(0).toString(16).padStart(4, "0")}>`);
  });
});

describe("text on paper", () => {
  test("bar 65: of others does not reorder, hide or command, and none of it is lost in silence", () => {
    expect(printable("a\u202eexe.txt\u0000\u001b[2J")).toBe("aexe.txt[2J");
    expect(printable("中 ✓")).toBe("[U+4E2D] [U+2713]");
    expect(printable("ğşıİçöü\u202f12:30\r\nx")).toBe("ğşıİçöü 12:30 x");
  });

  test("of any length keeps its row on one page", async () => {
    const [first, ...rest] = sampleContent(3).rows;
    if (!first) throw new Error("The sample has no rows.");
    const long = { ...sampleContent(3), rows: [{ ...first, message: "x".repeat(20_000) }, ...rest] };
    const file = takeApart(await certificatePdf({ content: long, hash }, wording("en")));
    expect(file.streams.filter((one) => / (BDC|BMC)$/m.test(one)).length).toBeLessThan(8);
  });
});

test("a void certificate says so on every page", async () => {
  const voided = { at: "2026-11-26T09:00:00.000Z", because: "Somebody changed an answer." };
  const file = takeApart(await certificatePdf({ content, hash, voided }, wording("en")));
  const red = file.streams.filter(
    (one) => / (BDC|BMC)$/m.test(one) && one.startsWith("1 0 0 -1") && /0\.701\d* 0\.125\d* 0\.164\d* scn/.test(one),
  );
  expect(red.length).toBe(pages.length);
});
