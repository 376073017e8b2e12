import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { catalogue, requirement } from "./catalogue";
import { DEFAULT_POLICY } from "./policy";
import type { Facts } from "./types";
import { GROUPS } from "./vocabulary";

const shared = join(import.meta.dirname, "../../../shared/catalogue-index.tsv");
const index = readFileSync(existsSync(shared) ? shared : join(import.meta.dirname, "catalogue-index.tsv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split("\t"));
const title = new Map<string, string>(GROUPS.map((group) => [group.id, group.title]));
const empty: Facts = { answers: {}, secretsSet: new Set(), policy: DEFAULT_POLICY, today: "2026-11-23" };

test("the catalogue holds the 90 requirements of the specification, in its order, with its groups and severities", () => {
  expect(catalogue).toHaveLength(90);
  expect(catalogue.map((one) => `${one.id} | ${title.get(one.group)} | ${one.severity}`)).toEqual(
    index.map(([id, group, , severity]) => `${id} | ${group} | ${severity}`),
  );
});

test("every requirement says what it demands, why, who acts and where it comes from", () => {
  for (const one of catalogue) {
    expect(one.statement, one.id).toMatch(/^(pgAdmin|[A-Z0-9]).{8,110}[^.]$/);
    expect(one.why, one.id).toMatch(/\.$/);
    expect(one.source.lines, one.id).toMatch(/^S\d/);
    expect(one.vantages.length, one.id).toBeGreaterThan(0);
    expect(one.remedy(empty).summary, one.id).toMatch(/\.$/);
  }
});

test("a person can attest exactly what the person's vantage may see", () => {
  for (const one of catalogue) expect(Boolean(one.attestation), one.id).toBe(one.vantages.includes("person"));
});

test("what must hold first exists, and no requirement waits for itself", () => {
  const visit = (id: string, path: string[]): void => {
    expect(path, `${id} waits for itself`).not.toContain(id);
    for (const before of requirement(id).after) visit(before, [...path, id]);
  };
  for (const one of catalogue) visit(one.id, []);
});

test("every answer a requirement needs is one it cites", () => {
  for (const one of catalogue)
    for (const field of one.needs.flat()) expect(one.fields, `${one.id} needs ${field}`).toContain(field);
});

describe("with nothing answered", () => {
  test("nothing is switched off: an open question never makes a requirement not applicable", () => {
    const off = catalogue.filter((one) => !one.applies(empty).applies).map((one) => one.id);
    expect(off).toEqual(["ts-net-external"]);
  });
});

test("an unknown requirement is named as such", () => {
  expect(() => requirement("nothing-like-it")).toThrow("nothing-like-it is not a requirement");
});
