import type { Part } from "./decisions-vocabulary";

const VERDICT = [
  { value: "pass", label: "Nothing to say" },
  { value: "warn", label: "A warning" },
  { value: "fail", label: "A failure" },
] as const;
export const PRODUCTS = ["CORE", "STAI", "CA", "VA", "OTHER"] as const;
/** Choices that are called what they are. */
export const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
/** What something is for a check, chosen among verdicts. */
export const verdict = (
  label: string,
  at: readonly string[],
  values = VERDICT.map(({ value }) => value as string),
): Part => ({
  key: at.at(-1) ?? "",
  label,
  kind: "choice",
  options: VERDICT.filter(({ value }) => values.includes(value)),
  at,
});
/** A number at a place of the policy. */
export const number = (label: string, ...at: string[]): Part => ({ key: at.at(-1) ?? "", label, kind: "number", at });
