/** Control characters, terminal escapes and direction marks have no place in what people read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
const ACTIVE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Makes a string from a customer's system safe to show and to log: inert and cut (quality bar 22). */
export function inert(text: string, longest = 512): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return cut.replace(ACTIVE, " ").replace(/\s+/g, " ").trim();
}
