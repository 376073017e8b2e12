"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { INPUT } from "@/components/ui/field";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { FieldDefinition } from "@/lib/intake/sections";

import { Cell, withPart } from "./cell";

type Row = Record<string, unknown>;

/** A list edited as rows; lines or CSV can be pasted instead. */
export function RowsEditor({
  field,
  value,
  onChange,
}: {
  field: FieldDefinition;
  value: unknown;
  onChange: (value: unknown, options?: { now?: boolean }) => void;
}) {
  const t = useTranslations("intake");
  const words = useTranslations("words");
  const rows = Array.isArray(value) ? (value as Row[]) : [];
  const [pasting, setPasting] = useState(false);
  const [pasted, setPasted] = useState("");
  const columns = field.columns ?? [];
  const shown = rows.length > 0 ? rows : [{}];
  async function take() {
    const { rowsFromText } = await import("@/lib/intake/rows");
    const found = rowsFromText(pasted, field);
    onChange([...rows.filter((row) => Object.keys(row).length > 0), ...found], { now: true });
    setPasted("");
    setPasting(false);
  }
  return (
    <div>
      <ScrollBox label={t("rows-of", { field: field.label })}>
        <table className="text-left">
          <thead>
            <tr className="text-sm">
              {columns.map((column) => (
                <th key={column.key} scope="col" className="pr-3 pb-1 font-normal">
                  {column.label}
                  {column.optional && <span className="text-ink-soft"> {words("optional")}</span>}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
              <tr key={at}>
                {columns.map((column, index) => (
                  <td key={column.key} className="pr-3 pb-2 align-top">
                    <Cell
                      column={column}
                      id={at === 0 && index === 0 ? field.id : `${field.id}-${at}-${column.key}`}
                      label={t("cell", { column: column.label, row: at + 1 })}
                      value={row[column.key]}
                      onChange={(part) =>
                        onChange(shown.map((one, place) => (place === at ? withPart(one, column.key, part) : one)))
                      }
                    />
                  </td>
                ))}
                <td className="pb-2 align-top">
                  <Button
                    look="quiet"
                    aria-label={t("remove-row", { row: at + 1, field: field.label })}
                    disabled={rows.length === 0}
                    onClick={() =>
                      onChange(
                        rows.filter((_, place) => place !== at),
                        { now: true },
                      )
                    }
                  >
                    {words("remove")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <div className="mt-1 flex flex-wrap gap-2">
        <Button onClick={() => onChange([...shown, {}])}>{t("add-row")}</Button>
        <Button look="quiet" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          {t("paste")}
        </Button>
      </div>
      {pasting && (
        <div className="mt-3 max-w-xl">
          <label htmlFor={`${field.id}-paste`} className="mb-1 block text-sm">
            {t("paste-help", { columns: columns.map(({ label }) => label).join(", ") })}
          </label>
          <textarea
            id={`${field.id}-paste`}
            rows={4}
            className={`${INPUT} font-mono text-sm`}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
          <Button className="mt-2" disabled={!pasted.trim()} onClick={take}>
            {t("add-rows")}
          </Button>
        </div>
      )}
    </div>
  );
}
