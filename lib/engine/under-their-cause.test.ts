import { expect, test } from "vitest";

import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";

import { fold } from "./fold";
import type { BoardRow } from "./types";
import { underTheirCause } from "./under-their-cause";

const NOW = new Date("2026-11-23T12:00:00Z");

/** A row as the board has it, looked at an hour ago, or not for want of another one. */
function row(id: string, blockedBy?: string): BoardRow {
  return fold({
    requirement: { ...requirement(id), needs: [] },
    facts: { answers: {}, secretsSet: new Set(), policy: DEFAULT_POLICY, today: "2026-11-23" },
    observations: [
      {
        requirementId: id,
        target: "db01:5432",
        vantage: "app",
        verdict: blockedBy ? "could-not-tell" : "fail",
        reasonCode: "refused",
        message: "db01:5432 refused the connection.",
        evidence: {},
        observedAt: new Date(NOW.getTime() - 3_600_000).toISOString(),
        durationMs: 5,
        ...(blockedBy ? { blockedBy } : {}),
      },
    ],
    checkable: true,
    now: NOW,
  });
}
const ids = (rows: readonly BoardRow[] | undefined) => rows?.map(({ id }) => id);

test("everything that waits for a dead database stands under the one row that says it is dead", () => {
  const dependents = ["db-engine", "db-login", "db-version", "db-owner"].map((id) => row(id, "db-endpoint"));
  const { top, under } = underTheirCause([...dependents, row("db-endpoint"), row("net-dns")]);
  expect(ids(top)).toEqual(["db-endpoint", "net-dns"]);
  expect(ids(under.get("db-endpoint"))).toEqual(["db-engine", "db-login", "db-version", "db-owner"]);
  expect([...under.keys()]).toEqual(["db-endpoint"]);
});

test("a row whose cause is not shown, by a filter perhaps, stands where it belongs", () => {
  const { top, under } = underTheirCause([row("db-login", "db-endpoint"), row("net-dns")]);
  expect(ids(top)).toEqual(["db-login", "net-dns"]);
  expect(under.size).toBe(0);
});

test("no row is lost or shown twice, also where causes wait for each other", () => {
  const rows = [row("db-login", "db-owner"), row("db-owner", "db-login"), row("db-version", "db-login")];
  const { top, under } = underTheirCause(rows);
  expect([...top, ...[...under.values()].flat()].map(({ id }) => id).sort()).toEqual(ids(rows)?.sort());
});

test("nothing stands under a row once that row is good and the others were looked at", () => {
  const { top, under } = underTheirCause([row("db-endpoint"), row("db-login")]);
  expect(ids(top)).toEqual(["db-endpoint", "db-login"]);
  expect(under.size).toBe(0);
});
