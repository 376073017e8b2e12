import type { AnswerFieldId, Answers } from "./answers";
import { answerSchemas } from "./schemas/answers";
import { field } from "./sections";

/** A parsed answer, or one sentence that says what to do; rows name their number. */
export type Parsed<Value> = { ok: true; value: Value } | { ok: false; message: string };

/** Judges and normalises one raw answer; the same code runs in the browser and on the server. */
export function parseAnswer<Id extends AnswerFieldId>(id: Id, raw: unknown): Parsed<NonNullable<Answers[Id]>> {
  const parsed = answerSchemas[id].safeParse(raw);
  if (parsed.success) return { ok: true, value: withoutEmpty(parsed.data) as NonNullable<Answers[Id]> };
  const issue = parsed.error.issues[0];
  const [row, part] = issue?.path ?? [];
  const columns = field(id).columns;
  const named = (key: unknown) => columns?.find((column) => column.key === key)?.label;
  const where =
    typeof row === "number"
      ? `Row ${row + 1}${named(part) ? `, ${named(part)}` : ""}: `
      : named(row)
        ? `${named(row)}: `
        : "";
  const what =
    issue?.code === "unrecognized_keys"
      ? `${issue.keys.join(", ")} is not known here.`
      : (issue?.message ?? "This value cannot be used.");
  return { ok: false, message: `${where}${what}` };
}

/** Properties without a value are left out, so that equal answers are equal as JSON. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, withoutEmpty(one)]),
  );
}
