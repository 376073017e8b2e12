import type { ComponentProps, ReactNode } from "react";

import { Word } from "@/components/messages/word";

import { classNames } from "./class-names";

export const INPUT =
  "w-full max-w-xl rounded-md border border-line-strong bg-card px-3 py-1.5 text-ink placeholder:text-ink-soft aria-invalid:border-fail aria-invalid:border-2";

/** Ids that tie label, help and error to an input. */
export function describedBy(id: string, parts: { help?: boolean; error?: boolean }): string | undefined {
  const ids = [parts.help ? `${id}-help` : "", parts.error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return ids || undefined;
}

export function ErrorMessage({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-error`} className="mt-1 max-w-xl text-sm font-medium text-fail">
      <span aria-hidden="true">✕ </span>
      <span className="sr-only">
        <Word of="error" />{" "}
      </span>
      {children}
    </p>
  );
}

/** A labelled text input with help and error, as one block. */
export function TextField({
  label,
  help,
  error,
  id,
  className,
  ...input
}: ComponentProps<"input"> & { label: string; id: string; help?: string; error?: string | undefined }) {
  return (
    <div className="mb-5">
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {help && (
        <p id={`${id}-help`} className="mb-1 max-w-xl text-sm text-ink-soft">
          {help}
        </p>
      )}
      <input
        id={id}
        className={classNames(INPUT, className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { help: Boolean(help), error: Boolean(error) })}
        {...input}
      />
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
    </div>
  );
}
