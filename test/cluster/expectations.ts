import { expect } from "vitest";

import type { Checked } from "@/test/readiness-command";

import type { Scenario } from "./scenarios";

/** Compares every expected verdict at once, so that a failing scenario shows all of its rows. */
export function expectVerdicts({ row, result, code }: Checked, { expected }: Scenario): void {
  const seen = Object.fromEntries(
    Object.entries(expected).map(([id, wanted]) => {
      const { verdict, reasonCode, message } = row(id);
      const same =
        typeof wanted === "string"
          ? verdict === wanted
          : verdict === wanted.verdict && reasonCode === wanted.reasonCode;
      return [id, same ? wanted : `${verdict} (${reasonCode}): ${message}`];
    }),
  );
  expect(seen).toEqual(expected);
  expect(result.requirements).toHaveLength(90);
  expect(code).toBe(result.summary.ready ? 0 : 1);
}
