import type { FieldDefinition, Option } from "./types";

type Draft = Omit<FieldDefinition, "optional" | "applies" | "whoKnows"> &
  Partial<Pick<FieldDefinition, "optional" | "applies" | "whoKnows">>;

/** Completes a list of fields: asked always, and not optional, unless said otherwise. */
export function fields(whoKnows: string, drafts: readonly Draft[]): FieldDefinition[] {
  return drafts.map((draft) => ({ whoKnows, optional: false, applies: () => true, ...draft }));
}

/** Options from value and label pairs. */
export function options(pairs: Readonly<Record<string, string>>): Option[] {
  return Object.entries(pairs).map(([value, label]) => ({ value, label }));
}

export const YES_NO = options({ yes: "Yes", no: "No" });
export const TRI = options({ yes: "Yes", no: "No", unknown: "I do not know" });
