import Papa from "papaparse";

import type { FieldDefinition } from "./fields/types";

export type Row = Record<string, string>;

const plain = (text: string) => text.trim().toLowerCase();

/**
 * Reads pasted lines, CSV, or cells of a spreadsheet into rows of a field's columns. A first line that
 * repeats the column names is understood as the heading; labels of choices are taken as their values.
 */
export function rowsFromText(text: string, { columns = [] }: Pick<FieldDefinition, "columns">): Row[] {
  const parsed = Papa.parse<string[]>(text.trim(), { skipEmptyLines: "greedy", delimitersToGuess: ["\t", ";", ","] });
  let lines = parsed.data.map((cells) =>
    cells.length === 1 && columns.length > 1 ? (cells[0] ?? "").trim().split(/\s+/) : cells,
  );
  const heading = lines[0]?.map((cell) =>
    columns.find(({ key, label }) => plain(cell) === plain(label) || plain(cell) === plain(key)),
  );
  const headed = heading?.every((column) => column !== undefined) ?? false;
  const order = headed ? (heading ?? []) : columns;
  if (headed) lines = lines.slice(1);
  return lines.map((cells) => {
    const row: Row = {};
    order.forEach((column, at) => {
      const cell = (cells[at] ?? "").trim();
      if (!column || cell === "") return;
      row[column.key] =
        column.options?.find(({ value, label }) => plain(value) === plain(cell) || plain(label) === plain(cell))
          ?.value ?? cell;
    });
    return row;
  });
}

/** Reads pasted text into lines of a list. */
export function linesFromText(text: string): string[] {
  return text
    .split(/[\n\r,;\t]+/)
    .map((line) => line.trim())
    .filter(Boolean);
}
