import type { AnswerFieldId, Answers, FieldId, SecretFieldId } from "./answers";
import { database } from "./fields/database";
import { access, namespaces, platform, storage } from "./fields/kubernetes";
import { license } from "./fields/license";
import { network } from "./fields/network";
import { objectStorage } from "./fields/object-storage";
import { observability, responsibility } from "./fields/operations";
import { project } from "./fields/project";
import { registry } from "./fields/registry";
import { terminal } from "./fields/terminal";
import { type FieldDefinition, isSecret, type Section } from "./fields/types";

export type { Column, FieldDefinition, FieldKind, Option, Section } from "./fields/types";
export { isSecret } from "./fields/types";

/** The intake, in the order in which it is asked. */
export const sections: readonly Section[] = [
  project,
  platform,
  access,
  namespaces,
  storage,
  network,
  registry,
  database,
  objectStorage,
  license,
  terminal,
  observability,
  responsibility,
];

const byId = new Map<string, { field: FieldDefinition; section: Section }>(
  sections.flatMap((section) => section.fields.map((field) => [field.id, { field, section }] as const)),
);

/** True for a key of the intake dictionary (catalogue section 2). */
export function isFieldId(id: string): id is FieldId {
  return byId.has(id);
}

/** The definition of a field; throws for a key that is not in the dictionary. */
export function field(id: FieldId): FieldDefinition {
  const found = byId.get(id);
  if (!found) throw new Error(`${id} is not a field of the intake.`);
  return found.field;
}

/** The section that asks a field. */
export function sectionOf(id: FieldId): Section {
  const found = byId.get(id);
  if (!found) throw new Error(`${id} is not a field of the intake.`);
  return found.section;
}

/** The section of this id, or undefined. */
export function section(id: string): Section | undefined {
  return sections.find((one) => one.id === id);
}

/** The fields that the answers so far leave visible. */
export function visibleFields({ fields }: Section, answers: Answers): FieldDefinition[] {
  return fields.filter((one) => !one.fileOnly && one.applies(answers));
}

/** True when the field has a value; an empty list or text is none. */
export function isAnswered(one: FieldDefinition, answers: Answers, secretsSet: ReadonlySet<SecretFieldId>): boolean {
  if (isSecret(one)) return secretsSet.has(one.id);
  const value = answers[one.id as keyof Answers];
  return value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** The visible fields of a section that still need an answer. */
export function missingFields(
  one: Section,
  answers: Answers,
  secretsSet: ReadonlySet<SecretFieldId>,
): FieldDefinition[] {
  return visibleFields(one, answers).filter((each) => !each.optional && !isAnswered(each, answers, secretsSet));
}

export type SectionState = "Completed" | "In progress" | "Not yet started" | "There is a problem";

/** State of a section in the task list; `problems` are the fields that break a rule across fields. */
export function sectionState(
  one: Section,
  answers: Answers,
  secretsSet: ReadonlySet<SecretFieldId>,
  problems: ReadonlySet<FieldId> = new Set(),
): SectionState {
  const visible = visibleFields(one, answers);
  if (visible.some(({ id }) => problems.has(id))) return "There is a problem";
  const answered = visible.filter((each) => isAnswered(each, answers, secretsSet));
  if (answered.length === 0) return "Not yet started";
  return missingFields(one, answers, secretsSet).length === 0 ? "Completed" : "In progress";
}

/** How an answer is shown to its reader: our own words said in his language, days written in his way. */
export interface AnswerWords {
  say: (english: string) => string;
  day: (day: string) => string;
}
const AS_WRITTEN: AnswerWords = { say: (english) => english, day: (day) => day };

function part(value: unknown, columns: FieldDefinition["columns"], words: AnswerWords): string {
  if (typeof value !== "object" || value === null) return String(value);
  const object = value as Record<string, unknown>;
  return (columns ?? [])
    .map((column) => {
      const one = object[column.key];
      if (one === undefined || one === "") return "";
      if (Array.isArray(one)) return one.join(" ");
      const chosen = column.options?.find((option) => option.value === one);
      if (chosen) return words.say(chosen.label);
      return column.kind === "date" ? words.day(String(one)) : String(one);
    })
    .filter(Boolean)
    .join(" · ");
}

/** An answer in the words of the pages: lines of text, never HTML. What a person typed stays as typed. */
export function displayAnswer(id: FieldId, value: unknown, words: AnswerWords = AS_WRITTEN): string[] {
  const one = field(id);
  if (value === undefined || value === null) return [];
  if (one.kind === "file") return [(value as { name: string }).name];
  if (one.kind === "pem") return [words.say(`${String(value).split("BEGIN CERTIFICATE").length - 1} certificate(s)`)];
  const label = (each: unknown) => {
    const chosen = one.options?.find((option) => option.value === each);
    if (chosen) return words.say(chosen.label);
    if (one.columns) return part(each, one.columns, words);
    return one.kind === "date" ? words.day(String(each)) : String(each);
  };
  if (one.kind === "tri")
    return [words.say({ yes: "Yes", no: "No", unknown: "I do not know" }[String(value)] ?? String(value))];
  return Array.isArray(value) ? value.map(label) : [label(value)];
}

/** True for a field whose value is a plain answer. */
export function isAnswerField(id: string): id is AnswerFieldId {
  const found = byId.get(id);
  return found !== undefined && !isSecret(found.field);
}
