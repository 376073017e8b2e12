"use client";

import { useState } from "react";

import { FILTERS, type FilterKey, type Narrowing } from "./filters";

const PARTS = ["show", "group", "who", "work"] as const;

/** What the board is narrowed to, as the address of the page says it; a change is written back into the address. */
export function useNarrowing(first: Partial<Record<(typeof PARTS)[number], string>>) {
  const [narrowing, setNarrowing] = useState<Narrowing>({
    show: (FILTERS.find(({ key }) => key === first.show)?.key ?? "applicable") as FilterKey,
    group: first.group ?? "",
    who: first.who ?? "",
    work: first.work ?? "",
  });
  const change = (part: Partial<Narrowing>) => {
    const next = { ...narrowing, ...part };
    setNarrowing(next);
    const address = new URL(window.location.href);
    for (const name of PARTS) {
      if (next[name] && next[name] !== "applicable") address.searchParams.set(name, next[name]);
      else address.searchParams.delete(name);
    }
    window.history.replaceState(null, "", address);
  };
  return [narrowing, change] as const;
}
