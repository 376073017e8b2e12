import Papa from "papaparse";

import type { BoardRow } from "@/lib/engine/types";
import { translator } from "@/lib/messages";
import type { Locale } from "@/lib/messages/locales";

const COLUMNS = [
  "id",
  "group",
  "severity",
  "requirement",
  "verdict",
  "settled",
  "message",
  "vantage",
  "observed",
  "who",
  "waiver",
  "fix",
] as const;

/**
 * A board's rows for a spreadsheet, in the reader's language: a cell that would be taken for a formula is
 * made a text, and the file begins with the sign by which spreadsheets know UTF-8.
 */
export function checklistCsv(rows: readonly BoardRow[], locale: Locale): string {
  const t = translator(locale, "signoff");
  const words = translator(locale, "words");
  const lines = rows.map((row) => [
    row.id,
    words(`group-${row.group}`),
    words(`severity-${row.severity}`),
    row.statement,
    words(`verdict-${row.verdict ?? "none"}`),
    words(row.settled ? "yes" : "no"),
    row.message,
    row.vantage ? words(`vantage-${row.vantage}`) : "",
    row.observedAt?.slice(0, 19).replace("T", " ") ?? "",
    row.settled ? "" : words(`who-${row.whoActs}`),
    row.waiver ? `${row.waiver.person}, ${row.waiver.expiresAt.slice(0, 10)}: ${row.waiver.reason}` : "",
    row.settled ? "" : (row.remedy?.summary ?? ""),
  ]);
  const head = COLUMNS.map((column) => t(`csv-${column}`));
  return `\uFEFF${Papa.unparse([head, ...lines], { escapeFormulae: true, newline: "\r\n" })}\r\n`;
}
