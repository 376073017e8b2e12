import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { sampleContent } from "@/test/certificate";

import { canonicalJson, contentHash, verify } from "./canonical";
import { changedRows, compareContents, isSame } from "./compare";
import { Content } from "./content";
import { voidedByRows } from "./void";

const content = sampleContent();
const hash = contentHash(content);
const without = <Entry>(list: readonly Entry[], index = 0) => list.filter((_, at) => at !== index);

describe("the canonical form", () => {
  test("has one spelling, whatever the order of the keys", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "ş" }], a: true, gone: undefined })).toBe(
      '{"a":true,"b":[1,{"c":"ş","d":null}]}',
    );
    const shuffled = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(shuffled, (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  test("refuses what JSON cannot say", () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(/cannot say NaN/);
    expect(() => canonicalJson(() => 1)).toThrow(/cannot say function/);
  });
});

describe("the hash", () => {
  test("proves a content that went through JSON and back, and takes it for no other", () => {
    expect(verify({ content: JSON.parse(JSON.stringify(content)), hash })).toEqual({ genuine: true, content });
    expect(verify({ content: { ...content, seq: 3 }, hash })).toEqual({ genuine: false, because: "other-hash" });
    expect(verify({ content: { ...content, note: "added" }, hash })).toMatchObject({ because: "unreadable" });
    expect(verify({ content: "text", hash })).toMatchObject({ because: "unreadable" });
  });

  test("changes with any single letter of what was signed", () => {
    const text = JSON.stringify(content);
    fc.assert(
      fc.property(fc.nat(content.rows.length - 1), fc.string({ minLength: 1 }), (at, added) => {
        const rows = content.rows.map((row, index) => (index === at ? { ...row, message: row.message + added } : row));
        expect(verify({ content: { ...content, rows }, hash }).genuine).toBe(false);
      }),
    );
    expect(JSON.stringify(content)).toBe(text);
  });

  test("fits only what the schema knows: the sample itself is of its kind", () => {
    expect(Content.parse(content)).toEqual(content);
  });
});

describe("a comparison", () => {
  test("of a content with itself finds nothing", () => {
    expect(isSame(compareContents(content, structuredClone(content)))).toBe(true);
  });

  test("names each answer, secret, verdict, waiver and attestation that differs, and nothing else", () => {
    const [first, second] = content.rows;
    if (!first || !second) throw new Error("The sample has no rows.");
    const after = {
      ...content,
      catalogueVersion: "2026.2",
      answers: [
        ...without(content.answers).map((one) =>
          one.field === "k8s.distribution" ? { ...one, value: "rancher" } : one,
        ),
        { field: "db.engine", value: "postgresql" },
      ],
      secrets: [{ ...content.secrets[0], setAt: "2026-11-26T00:00:00.000Z" }] as typeof content.secrets,
      rows: [{ ...first, verdict: "fail" as const, settledBy: undefined }, ...without(content.rows)],
      waivers: without(content.waivers),
      attestations: [...content.attestations, { ...content.attestations[0], id: "new" }] as typeof content.attestations,
    };
    const found = compareContents(content, after);
    expect(found.answers).toEqual([
      { field: "project.customer", before: "Yağmur Bankası A.Ş." },
      { field: "k8s.distribution", before: "openshift", after: "rancher" },
      { field: "db.engine", after: "postgresql" },
    ]);
    expect(found.secrets).toEqual([
      { field: "k8s.kubeconfig", change: "replaced" },
      { field: "db.password", change: "removed" },
    ]);
    expect(found.verdicts).toMatchObject([
      { id: first.id, before: "pass", after: "fail", settledBefore: true, settledAfter: false },
    ]);
    expect(found.waivers).toEqual({ added: [], ended: [content.waivers[0]] });
    expect(found.attestations.added).toMatchObject([{ id: "new" }]);
    expect(found.catalogue).toEqual({ before: "2026.1", after: "2026.2" });
    expect(isSame(found)).toBe(false);
  });
});

describe("the sentence that ends a certificate", () => {
  const [first, second] = content.rows;
  const now = content.rows.map((row) => ({ ...row, settled: row.settledBy !== undefined }));

  test("is none while every row says the same", () => {
    expect(voidedByRows(changedRows(content.rows, now))).toBeUndefined();
  });

  test("names the row that is open again before one that is settled otherwise", () => {
    const rows = now.map((row) => {
      if (row.id === first?.id) return { ...row, verdict: "warn" as const };
      return row.id === second?.id ? { ...row, verdict: "could-not-tell" as const, settled: false } : row;
    });
    expect(voidedByRows(changedRows(content.rows, rows))).toBe(
      `"${second?.statement}" turned from Pass to Could not tell. And 1 more row changed.`,
    );
  });

  test("says when the end of a waiver is what opened a row", () => {
    const waived = content.rows.find(({ settledBy }) => settledBy === "waiver");
    const rows = now.map((row) => (row.id === waived?.id ? { ...row, settled: false } : row));
    expect(voidedByRows(changedRows(content.rows, rows))).toBe(`What had settled "${waived?.statement}" has ended.`);
  });
});
