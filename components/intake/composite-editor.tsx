"use client";

import { Word } from "@/components/messages/word";
import type { FieldDefinition } from "@/lib/intake/sections";

import { Cell, withPart } from "./cell";

/** An answer of several parts, such as yes and by whom. */
export function CompositeEditor({
  field,
  value,
  onChange,
}: {
  field: FieldDefinition;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const object = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return (
    <div className="flex max-w-3xl flex-wrap gap-4">
      {(field.columns ?? []).map((column, at) => {
        const id = at === 0 ? field.id : `${field.id}-${column.key}`;
        return (
          <div key={column.key} className="min-w-40 flex-1">
            <label htmlFor={id} className="mb-1 block text-sm">
              {column.label}
              {column.optional && (
                <span className="text-ink-soft">
                  {" "}
                  <Word of="optional" />
                </span>
              )}
            </label>
            <Cell
              column={column}
              id={id}
              value={object[column.key]}
              onChange={(part) => {
                const next = withPart(object, column.key, part);
                onChange(Object.keys(next).length > 0 ? next : undefined);
              }}
            />
          </div>
        );
      })}
    </div>
  );
}
