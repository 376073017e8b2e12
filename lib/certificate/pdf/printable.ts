/** What reorders or hides other letters, and what has no shape. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
/** Letters and signs that both embedded fonts have; anything else is written as its number. */
const DRAWN =
  /^[ -~\u00a0-\u00ac\u00ae-\u0113\u0116-\u012b\u012e-\u0131\u0134-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u0218-\u021b\u0400-\u045f\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2190-\u2193\u2212]$/u;

/** Text as it can be put on paper: no letter is dropped in silence, and nothing in it commands the reader's eye. */
export function printable(text: string): string {
  const plain = text
    .replaceAll(/[\r\n\t]+/g, " ")
    .replaceAll(UNPRINTABLE, "")
    .normalize("NFC")
    .replaceAll(/\p{Zs}/gu, " ")
    .replaceAll(/[\u2010-\u2012]/g, "-");
  return [...plain]
    .map((one) => (DRAWN.test(one) ? one : `[U+${one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}]`))
    .join("");
}
