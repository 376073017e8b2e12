"use client";

import { useTranslations } from "@/components/messages/provider";
import { classNames } from "@/components/ui/class-names";
import { INPUT } from "@/components/ui/field";
import type { Column } from "@/lib/intake/sections";

/** One part of a row or of a composite answer. */
export function Cell({
  column,
  id,
  label,
  value,
  onChange,
}: {
  column: Column;
  id: string;
  label?: string;
  value: unknown;
  onChange: (value: string) => void;
}) {
  const words = useTranslations("words");
  const shown = Array.isArray(value) ? value.join(" ") : value === undefined || value === null ? "" : String(value);
  if (column.kind === "choice") {
    return (
      <select
        id={id}
        aria-label={label}
        className={classNames(INPUT, "min-w-36")}
        value={shown}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{words("choose")}</option>
        {(column.options ?? []).map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      id={id}
      aria-label={label}
      type={column.kind === "date" ? "date" : column.kind === "secret" ? "password" : "text"}
      inputMode={column.kind === "number" ? "numeric" : undefined}
      className={classNames(INPUT, "min-w-28")}
      value={shown}
      placeholder={column.example}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** A part's new value inside its object; an empty one is left out. */
export function withPart(
  object: Readonly<Record<string, unknown>>,
  key: string,
  value: string,
): Record<string, unknown> {
  const { [key]: _old, ...others } = object;
  return value === "" ? others : { ...others, [key]: value };
}
