/** Letters that decomposing leaves as they are. */
const ALIKE: Readonly<Record<string, string>> = { ı: "i", ß: "ss", ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe" };

/**
 * A text as searching compares it: lower-case, without marks, with İ, I, ı and i as one letter, words apart by
 * one space and nothing else in it. The same for everybody: the reader's language never changes what is found.
 */
export function searchText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ıßøđłæœ]/g, (letter) => ALIKE[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The words to look for, all of which must be found; at most eight. */
export function searchWords(query: string): string[] {
  return searchText(query).split(" ").filter(Boolean).slice(0, 8);
}
