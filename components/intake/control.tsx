"use client";

import { useTranslations } from "@/components/messages/provider";
import { classNames } from "@/components/ui/class-names";
import { describedBy, INPUT } from "@/components/ui/field";
import type { FieldDefinition } from "@/lib/intake/sections";

import { CompositeEditor } from "./composite-editor";
import { RowsEditor } from "./rows-editor";

const MOST_RADIOS = 5;

export interface ControlProps {
  field: FieldDefinition;
  value: unknown;
  invalid: boolean;
  onChange: (value: unknown, options?: { now?: boolean }) => void;
}

const TRI = ["yes", "no", "unknown"] as const;
const text = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** True for a question of several inputs: its words name the group; those of a single input are its label. */
export function isGrouped({ kind, options = [] }: Pick<ControlProps["field"], "kind" | "options">): boolean {
  if (kind === "choice") return options.length <= MOST_RADIOS;
  return ["rows", "composite", "choices", "secret-composite", "tri"].includes(kind);
}

/** The input of one question, by its kind. Ids are the field's own, so that links lead to it. */
export function Control({ field, value, invalid, onChange }: ControlProps) {
  const t = useTranslations("intake");
  const words = useTranslations("words");
  const { id, kind } = field;
  const common = {
    id,
    "aria-invalid": invalid || undefined,
    "aria-describedby": describedBy(id, { help: true, error: invalid }),
  };
  if (kind === "tri" || kind === "choice") {
    const options = kind === "tri" ? TRI.map((value) => ({ value, label: words(value) })) : (field.options ?? []);
    if (options.length > MOST_RADIOS) {
      return (
        <select
          {...common}
          className={INPUT}
          value={text(value)}
          onChange={(event) => onChange(event.target.value || undefined, { now: true })}
        >
          <option value="">{words("choose")}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    }
    return (
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {options.map((option, at) => (
          <label key={option.value} className="inline-flex min-h-8 items-center gap-2">
            <input
              type="radio"
              id={at === 0 ? id : `${id}-${option.value}`}
              name={id}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value, { now: true })}
              className="size-4.5 accent-[var(--accent)]"
            />
            {option.label}
          </label>
        ))}
      </div>
    );
  }
  if (kind === "choices") {
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    return (
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {(field.options ?? []).map((option, at) => (
          <label key={option.value} className="inline-flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              id={at === 0 ? id : `${id}-${option.value}`}
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
                  { now: true },
                )
              }
              className="size-4.5 accent-[var(--accent)]"
            />
            {option.label}
          </label>
        ))}
      </div>
    );
  }
  if (kind === "rows") return <RowsEditor field={field} value={value} onChange={onChange} />;
  if (kind === "composite") return <CompositeEditor field={field} value={value} onChange={onChange} />;
  if (kind === "lines") {
    const lines = Array.isArray(value) ? (value as string[]).join("\n") : text(value);
    return (
      <textarea
        {...common}
        rows={4}
        className={classNames(INPUT, "font-mono text-sm")}
        value={lines}
        placeholder={field.example}
        onChange={(event) =>
          onChange(event.target.value.split(/\r?\n/).filter((line, at, all) => line.trim() || at === all.length - 1))
        }
      />
    );
  }
  if (kind === "file") {
    const file = value as { name: string; text: string } | undefined;
    return (
      <div>
        <textarea
          {...common}
          rows={5}
          className={classNames(INPUT, "font-mono text-sm")}
          value={file?.text ?? ""}
          onChange={(event) =>
            onChange(event.target.value ? { name: file?.name ?? "pasted.txt", text: event.target.value } : undefined)
          }
        />
        <input
          type="file"
          aria-label={t("file-for", { field: field.label })}
          className="mt-2 block text-sm"
          onChange={async (event) => {
            const chosen = event.target.files?.[0];
            if (chosen) onChange({ name: chosen.name, text: await chosen.text() }, { now: true });
          }}
        />
      </div>
    );
  }
  if (kind === "pem" || kind === "multiline") {
    return (
      <textarea
        {...common}
        rows={kind === "pem" ? 6 : 3}
        className={classNames(INPUT, "font-mono text-sm")}
        value={text(value)}
        placeholder={field.example}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <input
      {...common}
      type={kind === "date" ? "date" : "text"}
      inputMode={kind === "number" ? "numeric" : undefined}
      className={classNames(INPUT, kind === "number" && "max-w-32!", kind === "date" && "max-w-48!")}
      value={text(value)}
      placeholder={kind === "date" ? undefined : field.example}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
