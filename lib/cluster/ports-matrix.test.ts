import { describe, expect, test } from "vitest";
import { fold } from "@/lib/engine/fold";
import type { Observation } from "@/lib/engine/types";
import { requirement } from "@/lib/requirements/catalogue";
import { probingAnswers, probingFacts } from "@/test/cluster-run";

import { type CellState, columnsOf, portsMatrix } from "./ports-matrix";

const NOW = new Date("2026-11-25T12:00:00Z");
const answers = probingAnswers({ "sr.separate": "yes", "sr.hosts": ["sr01.acme.test"] });
const columns = columnsOf(answers);

function seen(requirementId: string, change: Partial<Observation>): Observation {
  return {
    requirementId,
    target: "lic01.acme.test:30113",
    vantage: "cluster",
    verdict: "pass",
    reasonCode: "ok",
    message: "m",
    evidence: {},
    observedAt: "2026-11-25T11:00:00Z",
    durationMs: 9,
    ...change,
  };
}
const row = (id: string, ...observations: Observation[]) =>
  fold({ requirement: requirement(id), facts: probingFacts(answers), observations, checkable: true, now: NOW });

function cellOf(rows: ReturnType<typeof row>[], source: string, column: string) {
  const found = portsMatrix(rows, columns).sources.find(({ id }) => id === source);
  return found?.cells.find((one) => one.column === column);
}

describe("the matrix of ports", () => {
  test("has a column for every target of the vendor's table, and says which rule made it needed", () => {
    expect(columns.map(({ id, needed, port }) => [id, needed, port])).toEqual([
      ["license", true, 30113],
      ["database", true, 5432],
      ["recorder", false, undefined],
      ["speech", true, 10097],
      ["registry", true, 443],
      ["store", true, 443],
      ["logs", false, undefined],
      ["traces", false, undefined],
    ]);
    expect(columnsOf(probingAnswers({ "db.engine": "mssql", "db.port": 1433 }))[1]).toMatchObject({ port: 1433 });
    expect(columns.map((one) => one.requirement)).toContain("net-license-port");
  });

  test("before anybody has looked shows the workers as one row that nobody has seen", () => {
    const { sources } = portsMatrix([], columns);
    expect(sources.map(({ id }) => id)).toEqual(["workers", "terminal", "app"]);
    expect(sources[0]?.cells.map(({ state }) => state)).toEqual([
      "not-looked",
      "not-looked",
      "not-needed",
      "not-looked",
      "not-looked",
      "not-looked",
      "not-needed",
      "not-needed",
    ]);
  });

  test("has a row for each worker, each with its own state, time and age", () => {
    const evidence = { host: "lic01.acme.test", ms: { "worker-1": 3 } };
    const rows = [
      row(
        "net-license-port",
        seen("net-license-port", { places: ["worker-1"], evidence }),
        seen("net-license-port", {
          places: ["worker-2"],
          verdict: "fail",
          reasonCode: "timeout",
          evidence: { host: "lic01.acme.test", ms: { "worker-2": 5000 } },
        }),
        seen("net-license-port", { target: "workers", verdict: "warn", places: ["worker-1", "worker-2"] }),
      ),
    ];
    expect(cellOf(rows, "worker worker-1", "license")).toEqual({
      column: "license",
      proof: true,
      state: "reached",
      verdict: "pass",
      ms: 3,
      observedAt: "2026-11-25T11:00:00Z",
    });
    expect(cellOf(rows, "worker worker-2", "license")).toMatchObject({ state: "timeout", verdict: "fail", ms: 5000 });
    expect(cellOf(rows, "worker worker-2", "database")).toMatchObject({ state: "not-looked" });
  });

  test("takes the worse of a target's name and its address", () => {
    const rows = [
      row(
        "net-db-port",
        seen("net-db-port", { places: ["w"], evidence: { host: "10.2.9.20" } }),
        seen("net-db-port", {
          places: ["w"],
          verdict: "fail",
          reasonCode: "dns",
          evidence: { host: "pg01.acme.test" },
        }),
      ),
    ];
    expect(cellOf(rows, "worker w", "database")).toMatchObject({ state: "dns" });
  });

  test.each<[string, Partial<Observation>, CellState]>([
    ["pass", {}, "reached"],
    ["refused before the installation", { verdict: "warn", reasonCode: "refused" }, "refused"],
    ["refused", { verdict: "fail", reasonCode: "refused" }, "refused"],
    ["no answer", { verdict: "fail", reasonCode: "timeout" }, "timeout"],
    ["no name", { verdict: "fail", reasonCode: "dns" }, "dns"],
    ["closed at once", { verdict: "could-not-tell", reasonCode: "reset" }, "closed"],
    ["the other engine", { verdict: "fail", reasonCode: "answer-mismatch" }, "other-protocol"],
    ["another port than usual", { verdict: "warn", reasonCode: "answer-mismatch" }, "limited"],
    ["an error", { verdict: "could-not-tell", reasonCode: "error" }, "untold"],
  ])("%s", (_what, change, state) => {
    const rows = [
      row(
        "net-license-port",
        seen("net-license-port", { places: ["w"], evidence: { host: "lic01.acme.test" }, ...change }),
      ),
    ];
    expect(cellOf(rows, "worker w", "license")?.state).toBe(state);
  });

  test("shows the application's view beside it, and that it is no proof", () => {
    const rows = [row("net-license-port", seen("net-license-port", { vantage: "app" }))];
    expect(cellOf(rows, "app", "license")).toMatchObject({ state: "reached", proof: false, ms: 9 });
    expect(cellOf(rows, "workers", "license")).toMatchObject({ state: "not-looked", proof: true });
  });

  test("shows the terminal server's own look at the same target", () => {
    const rows = [
      row("ts-net-database", seen("ts-net-database", { vantage: "terminal", target: "pg01.acme.test:5432" })),
    ];
    expect(cellOf(rows, "terminal", "database")).toMatchObject({ state: "reached", proof: false });
  });

  test("reads the registry by what the nodes pulled", () => {
    const rows = [
      row(
        "reg-node-pull",
        seen("reg-node-pull", { target: "img", places: ["w"], verdict: "fail", reasonCode: "auth" }),
      ),
    ];
    expect(cellOf(rows, "worker w", "registry")).toMatchObject({ state: "untold", verdict: "fail" });
  });

  test("marks what is too old to count", () => {
    const old = seen("net-license-port", {
      places: ["w"],
      evidence: { host: "lic01.acme.test" },
      observedAt: "2026-11-01T11:00:00Z",
    });
    expect(cellOf([row("net-license-port", old)], "worker w", "license")).toMatchObject({
      state: "reached",
      stale: true,
    });
  });
});
