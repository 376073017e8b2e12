import type { Answers, FieldId, SecretFieldId } from "../answers";

/** How a field is shown and edited. */
export type FieldKind =
  | "text"
  | "multiline"
  | "number"
  | "date"
  | "tri"
  | "choice"
  | "choices"
  | "rows"
  | "lines"
  | "composite"
  | "pem"
  | "file"
  | "secret"
  | "secret-composite"
  | "kubeconfig";

export interface Option {
  value: string;
  label: string;
}

/** One part of a row or of a composite answer; `key` is the property of the stored value. */
export interface Column {
  key: string;
  label: string;
  kind: "text" | "number" | "choice" | "list" | "date" | "secret";
  options?: readonly Option[];
  optional?: boolean;
  example?: string;
}

/** One question of the intake, as the browser may know it: no schema, no code of the server. */
export interface FieldDefinition {
  id: FieldId;
  label: string;
  help: string;
  example?: string;
  kind: FieldKind;
  /** PM = project manager, C = customer, S = SESTEK engineer (catalogue section 2). */
  who: "PM" | "C" | "S" | "PM+C" | "S+C";
  /** Who usually knows the answer, in plain words. */
  whoKnows: string;
  optional: boolean;
  options?: readonly Option[];
  columns?: readonly Column[];
  /** Most entries of a list, or characters of a text. */
  max?: number;
  /** Shown and counted only when true; a hidden field keeps its answer. */
  applies: (answers: Answers) => boolean;
  /** Known to answers files alone: the pages never ask it. */
  fileOnly?: boolean;
}

/** One page of the intake. */
export interface Section {
  id: string;
  title: string;
  intro: string;
  fields: readonly FieldDefinition[];
}

/** True for a field whose value is sealed and never shown again. */
export function isSecret(field: FieldDefinition): field is FieldDefinition & { id: SecretFieldId } {
  return field.kind === "secret" || field.kind === "secret-composite" || field.kind === "kubeconfig";
}
