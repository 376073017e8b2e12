import type { Part } from "@/lib/requirements/decisions-vocabulary";

/** A part's value in words, for reading: choices by their names, lists with commas. */
export function partWords(
  { kind, options = [] }: Part,
  value: unknown,
  words: { nothing: string; components: (count: number) => string },
): string {
  const name = (one: unknown) => options.find((option) => option.value === one)?.label ?? String(one);
  if (kind === "matrix") return words.components(Array.isArray(value) ? value.length : 0);
  if (Array.isArray(value)) return value.length > 0 ? value.map(name).join(", ") : words.nothing;
  return value === undefined || value === null ? words.nothing : name(value);
}

/** What a person typed into a part, as the value that is sent; a text that is no number stays one and is refused with its place. */
export function partValue({ kind }: Pick<Part, "kind">, typed: string): unknown {
  const number = (text: string) => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text);
  if (kind === "number") return number(typed);
  if (kind === "numbers")
    return typed
      .split(/[,;\s]+/)
      .filter(Boolean)
      .map(number);
  if (kind === "lines")
    return typed
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  return typed;
}

/** The text that a part is edited as. */
export function partText({ kind }: Pick<Part, "kind">, value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(kind === "lines" ? "\n" : ", ");
  return value === undefined || value === null ? "" : String(value);
}
