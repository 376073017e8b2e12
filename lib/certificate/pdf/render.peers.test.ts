import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { sampleContent } from "@/test/certificate";
import { program, temporaryFolder } from "@/test/peers/programs";

import { contentHash } from "../canonical";
import { groupedHash } from "../content";
import { wording } from "../wording";
import { certificatePdf } from "./render";

const folder = temporaryFolder("certificate");
const content = sampleContent();
const hash = contentHash(content);

afterAll(folder.remove);

async function written(locale: "en" | "tr"): Promise<string> {
  const path = join(folder.path, `${locale}.pdf`);
  writeFileSync(path, await certificatePdf({ content, hash }, wording(locale, "Europe/Istanbul")));
  return path;
}
const read = (name: string, ...options: string[]) => execFileSync(program(name), options, { encoding: "utf8" });

test("Poppler reads the Turkish certificate: title, language's letters, and the hash on every page", async () => {
  const path = await written("tr");
  const info = read("pdfinfo", path);
  expect(info).toMatch(/Title: +Hazırlık belgesi 2: Yağmur Bankası A\.Ş\., Üretim/);
  expect(info).toMatch(/Tagged: +yes/);
  const count = Number(/Pages: +(\d+)/.exec(info)?.[1]);
  for (let page = 1; page <= count; page++) {
    const text = read("pdftotext", "-layout", "-f", String(page), "-l", String(page), path, "-");
    expect(text).toContain(groupedHash(hash));
    expect(text).toContain(`Sayfa ${page} / ${count}`);
  }
  expect(read("pdftotext", path, "-")).toMatch(/Gülşah İnce, Mühendis[\s\S]*Işıl Öztürk/);
});

test("Poppler hears the structure in reading order: heading, customer, verdict, and tables with their cells", async () => {
  const heard = read("pdfinfo", "-struct-text", await written("en"));
  expect(heard).toMatch(/H1[^\n]*\n[^\n]*"?Readiness certificate"?[\s\S]*Yağmur Bankası A\.Ş\.[\s\S]*Ready on/);
  expect(heard).toMatch(/Table[\s\S]*TR[\s\S]*TH[\s\S]*TD/);
  expect(heard).not.toMatch(/Page 1 of/);
});
