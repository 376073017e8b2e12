"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import type { BoardRow } from "@/lib/engine/types";

export interface Consent {
  agreed: readonly string[];
  toggle: (id: string) => void;
}

/** What the person agreed to on this page; it holds for the runs started from it and is never stored. */
export function useConsent(): Consent {
  const [agreed, setAgreed] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setAgreed((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]));
  return { agreed, toggle };
}

/** The checks that write something at the customer's, each with what it writes, to be agreed to one by one. */
export function ConsentList({ rows, consent }: { rows: readonly BoardRow[]; consent: Consent }) {
  const t = useTranslations("board");
  const writing = rows.filter((row) => row.consent && row.verdict !== "not-applicable" && row.progress !== "waiting");
  if (writing.length === 0) return null;
  return (
    <details className="mt-2 text-sm">
      <summary className="text-ink-soft">
        {t("writing", { agreed: consent.agreed.length, all: writing.length })}
      </summary>
      <ul className="mt-2 space-y-1.5">
        {writing.map(({ id, statement, consent: writes }) => (
          <li key={id}>
            <label className="flex items-start gap-2">
              <input
                type="checkbox"
                className="mt-1 size-4"
                checked={consent.agreed.includes(id)}
                onChange={() => consent.toggle(id)}
              />
              <span>
                <span className="font-medium">{statement}</span>
                <span className="block text-ink-soft">{writes}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
