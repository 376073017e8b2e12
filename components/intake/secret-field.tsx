"use client";

import { useState } from "react";

import { useLocale, useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { ErrorMessage, INPUT } from "@/components/ui/field";
import { Moment } from "@/components/ui/moment";
import type { FieldDefinition } from "@/lib/intake/sections";

import { Cell, withPart } from "./cell";

export interface Hint {
  setBy: string;
  setAt: string;
}

/** A label in the middle of a sentence; one that begins with an abbreviation stays as it is. */
function inSentence(label: string, locale: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase(locale) + label.slice(1);
}

/** A secret is written on its own button and never shown again; only who set it and when. */
export function SecretField({
  projectId,
  field,
  hint: first,
}: {
  projectId: string;
  field: FieldDefinition;
  hint: Hint | undefined;
}) {
  const t = useTranslations("intake");
  const words = useTranslations("words");
  const locale = useLocale();
  const [hint, setHint] = useState(first);
  const [value, setValue] = useState<string | Record<string, unknown>>(field.kind === "secret" ? "" : {});
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const url = `/api/projects/${projectId}/secrets/${field.id}`;
  async function ask(method: "PUT" | "DELETE") {
    setBusy(true);
    try {
      const response = await fetch(url, {
        method,
        ...(method === "PUT"
          ? { headers: { "content-type": "application/json" }, body: JSON.stringify({ value }) }
          : {}),
      });
      const body = (await response.json()) as Hint & { error?: { message: string } };
      if (!response.ok) setProblem(body.error?.message ?? t("secret-failed"));
      else {
        setHint(method === "PUT" ? { setBy: body.setBy, setAt: body.setAt } : undefined);
        setValue(field.kind === "secret" ? "" : {});
        setProblem("");
      }
    } catch {
      setProblem(t("secret-offline"));
    }
    setBusy(false);
  }
  const empty = typeof value === "string" ? value === "" : Object.keys(value).length === 0;
  return (
    <div>
      {hint && (
        <p className="mb-2 text-sm">
          <span aria-hidden="true">✓ </span>
          {t.rich("secret-set", { when: () => <Moment key="when" iso={hint.setAt} />, person: hint.setBy })}
        </p>
      )}
      {typeof value === "string" ? (
        field.id === "obs.otlpHeaders" ? (
          <textarea
            id={field.id}
            rows={3}
            className={INPUT}
            value={value}
            autoComplete="off"
            onChange={(event) => setValue(event.target.value)}
          />
        ) : (
          <input
            id={field.id}
            type="password"
            className={INPUT}
            value={value}
            autoComplete="new-password"
            placeholder={hint ? t("secret-new") : undefined}
            aria-invalid={problem ? true : undefined}
            onChange={(event) => setValue(event.target.value)}
          />
        )
      ) : (
        <div className="flex max-w-3xl flex-wrap gap-4">
          {(field.columns ?? []).map((column, at) => {
            const id = at === 0 ? field.id : `${field.id}-${column.key}`;
            return (
              <div key={column.key} className="min-w-40 flex-1">
                <label htmlFor={id} className="mb-1 block text-sm">
                  {column.label}
                </label>
                <Cell
                  column={column}
                  id={id}
                  value={value[column.key]}
                  onChange={(part) => setValue(withPart(value, column.key, part))}
                />
              </div>
            );
          })}
        </div>
      )}
      {problem && <ErrorMessage id={field.id}>{problem}</ErrorMessage>}
      <div className="mt-2 flex gap-2">
        <Button disabled={busy || empty} onClick={() => ask("PUT")}>
          {t(hint ? "secret-replace" : "secret-save", { what: inSentence(field.label, locale) })}
        </Button>
        {hint && (
          <Button look="danger" disabled={busy} onClick={() => ask("DELETE")}>
            {words("remove")}
          </Button>
        )}
      </div>
    </div>
  );
}
