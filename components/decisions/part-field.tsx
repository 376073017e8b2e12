"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { type EditedRow, OwnerTable } from "@/components/responsibility/owner-table";
import { describedBy, ErrorMessage, INPUT } from "@/components/ui/field";
import type { Part } from "@/lib/requirements/decisions-vocabulary";

import { partText, partValue } from "./part-value";

/** The input of one value of a decision, by its kind. */
export function PartField({
  id,
  part,
  value,
  error,
  onChange,
}: {
  id: string;
  part: Part;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
}) {
  const t = useTranslations("decisions");
  const [typed, setTyped] = useState(() => partText(part, value));
  const described = describedBy(id, { help: part.kind === "numbers", error: Boolean(error) });
  const common = { id, "aria-invalid": error ? true : undefined, "aria-describedby": described } as const;
  const type = (text: string) => {
    setTyped(text);
    onChange(partValue(part, text));
  };
  if (part.kind === "matrix")
    return (
      <div className="mb-4">
        <p className="mb-1 font-medium">{part.label}</p>
        <OwnerTable id={id} rows={(value as EditedRow[]) ?? []} onChange={onChange} />
        {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      </div>
    );
  if (part.kind === "choices") {
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    return (
      <fieldset className="mb-4" aria-describedby={described}>
        <legend className="mb-1 font-medium">{part.label}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          {(part.options ?? []).map((option) => (
            <label key={option.value} className="inline-flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                className="size-4.5 accent-[var(--accent)]"
                checked={chosen.includes(option.value)}
                onChange={({ target }) =>
                  onChange(
                    (part.options ?? [])
                      .map((one) => one.value)
                      .filter((one) => (one === option.value ? target.checked : chosen.includes(one))),
                  )
                }
              />
              {option.label}
            </label>
          ))}
        </div>
        {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      </fieldset>
    );
  }
  return (
    <div className="mb-4">
      <label htmlFor={id} className="mb-1 block font-medium">
        {part.label}
      </label>
      {part.kind === "numbers" && (
        <p id={`${id}-help`} className="mb-1 text-sm text-ink-soft">
          {t("numbers-help")}
        </p>
      )}
      {part.kind === "choice" ? (
        <select {...common} className={INPUT} value={String(value)} onChange={({ target }) => onChange(target.value)}>
          {(part.options ?? []).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : part.kind === "lines" ? (
        <textarea
          {...common}
          rows={4}
          className={`${INPUT} font-mono text-sm`}
          value={typed}
          onChange={({ target }) => type(target.value)}
        />
      ) : (
        <input
          {...common}
          className={INPUT}
          inputMode={part.kind === "number" ? "decimal" : undefined}
          autoComplete="off"
          value={typed}
          onChange={({ target }) => type(target.value)}
        />
      )}
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
    </div>
  );
}
