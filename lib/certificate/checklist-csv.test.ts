import Papa from "papaparse";
import { expect, test } from "vitest";

import type { BoardRow } from "@/lib/engine/types";

import { checklistCsv } from "./checklist-csv";

const row: BoardRow = {
  id: "db-login",
  group: "database",
  severity: "blocker",
  statement: "The database credentials work",
  why: "",
  source: "",
  whoActs: "db",
  verdict: "fail",
  message: '=HYPERLINK("http://evil.test","click")',
  progress: "idle",
  missing: [],
  views: [],
  openVantages: [],
  observations: [],
  fields: [],
  waivable: true,
  settled: false,
  blocks: true,
  changed: false,
  vantage: "app",
  observedAt: "2026-11-25T08:12:11.000Z",
  remedy: { summary: '+1 user, with ğ and "quotes"' },
};

test("bar 65: the checklist is a spreadsheet's file in the reader's language, and no cell of it is a formula", () => {
  const csv = checklistCsv([row], "tr");
  expect(csv.startsWith("\uFEFFKimlik,Grup,")).toBe(true);
  const [, cells = []] = Papa.parse<string[]>(csv.slice(1)).data;
  expect(cells).toEqual([
    "db-login",
    "Veritabanı",
    expect.any(String),
    "The database credentials work",
    "Başarısız",
    "Hayır",
    `'${row.message}`,
    expect.any(String),
    "2026-11-25 08:12:11",
    expect.any(String),
    "",
    `'${row.remedy?.summary}`,
  ]);
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
});
