import type { Column, FieldDefinition, Section } from "@/lib/intake/sections";

import type { Say } from "./translate";

function columnIn(say: Say, column: Column): Column {
  const { options, label } = column;
  return {
    ...column,
    label: say(label),
    ...(options ? { options: options.map((one) => ({ ...one, label: say(one.label) })) } : {}),
  };
}

/** A question of the intake in the reader's language. */
export function fieldIn(say: Say, field: FieldDefinition): FieldDefinition {
  const { label, help, options, columns } = field;
  return {
    ...field,
    label: say(label),
    help: say(help),
    ...(options ? { options: options.map((one) => ({ ...one, label: say(one.label) })) } : {}),
    ...(columns ? { columns: columns.map((column) => columnIn(say, column)) } : {}),
  };
}

/** A page of the intake in the reader's language. */
export function sectionIn(say: Say, section: Section): Section {
  const { title, intro, fields } = section;
  return { ...section, title: say(title), intro: say(intro), fields: fields.map((field) => fieldIn(say, field)) };
}
