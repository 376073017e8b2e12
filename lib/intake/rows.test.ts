import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { rowsFromText } from "./rows";
import { field } from "./sections";

describe("pasted rows", () => {
  const list = field("ns.list");
  test.each([
    ["CSV", "a,common\nb,VA"],
    ["a spreadsheet's cells", "a\tCommon\nb\tva"],
    ["a heading first", "Role,Name\ncommon,a\nva,b"],
    ["words with spaces between", "a common\nb va"],
    ["semicolons and quotes", '"a";"common"\n"b";"va"\n'],
  ])("as %s", (_what, text) =>
    expect(rowsFromText(text, list)).toEqual([
      { name: "a", role: "common" },
      { name: "b", role: "va" },
    ]),
  );

  test("bar 10: whatever is pasted, rows of the columns come out", () => {
    const keys = new Set(list.columns?.map(({ key }) => key));
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) =>
        rowsFromText(text, list).every((row) => Object.keys(row).every((key) => keys.has(key))),
      ),
      { numRuns: 1_000 },
    );
  });
});
