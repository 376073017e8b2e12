import Papa from "papaparse";

import type { AuditView } from "./vocabulary";

export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_TYPE: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/jsonl; charset=utf-8",
};

/** An entry with what an export adds to it. */
export type ExportedEntry = AuditView & { project?: string; hash: string; previousHash: string };

const COLUMNS = [
  "seq",
  "at",
  "actor",
  "role",
  "address",
  "action",
  "subject",
  "projectId",
  "project",
  "details",
  "previousHash",
  "hash",
] as const satisfies (keyof ExportedEntry)[];
/** Spreadsheets take a file for UTF-8 by this sign. */
const BYTE_ORDER_MARK = "\uFEFF";

/** What stands before the first entry. */
export function exportHead(format: ExportFormat): string {
  return format === "csv" ? `${BYTE_ORDER_MARK}${COLUMNS.join(",")}\r\n` : "";
}

/** Entries as lines of a file; a cell that a spreadsheet would take for a formula is made a text. */
export function exportLines(format: ExportFormat, entries: readonly ExportedEntry[]): string {
  if (format === "jsonl") return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
  const rows = entries.map((entry) =>
    COLUMNS.map((column) => (column === "details" ? JSON.stringify(entry.details) : (entry[column] ?? ""))),
  );
  return `${Papa.unparse(rows, { escapeFormulae: true, newline: "\r\n" })}\r\n`;
}
