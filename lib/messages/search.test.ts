import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { searchText, searchWords } from "./search";

describe("searching", () => {
  test.each(["İŞ BANKASI", "iş bankası", "IŞ BANKASI", "Iş Bankasi", "is bankasi", "ış bankaşı"])(
    "finds the same name written as %s",
    (name) => {
      expect(searchText(name)).toBe("is bankasi");
    },
  );

  test("İ, i, ı and I are one letter, alone and inside a word", () => {
    for (const letter of ["İ", "i", "ı", "I"]) expect(searchText(`${letter}zm${letter}r`)).toBe("izmir");
  });

  test("marks, signs and spaces do not count, and a percent sign is no wildcard", () => {
    expect(searchText("  Çağrı-Merkezi %_ Ö.Ü ")).toBe("cagri merkezi o u");
    expect(searchWords("%")).toEqual([]);
  });

  test("whatever is typed: folding twice changes nothing, and no wildcard is left", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const once = searchText(text);
        expect(searchText(once)).toBe(once);
        expect(once).not.toMatch(/[%_\\]/);
      }),
    );
  });
});
