import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseQuantity } from "@/lib/intake/quantity";

import { compareVersions, ProductDraft } from "./definition";
import { readProductFile, writeProductFile } from "./file";
import { changesOf, fillings, totalOf, verifiedVersions } from "./fill";

const need = (name: string, requestsCpu: string, requestsMemory: string) => ({ name, requestsCpu, requestsMemory });
const draft = (code: string, version: string, definition: unknown) =>
  ProductDraft.parse({ code, name: `Knovvu ${code}`, version, definition });
const VA = draft("VA", "5.2", {
  namespaces: [
    { name: "knovvu-common", role: "common" },
    { name: "knovvu-va", role: "va" },
  ],
  sizing: [{ ...need("knovvu-common", "4", "16Gi"), storage: "100Gi" }, need("knovvu-va", "12500m", "40Gi")],
  images: ["va/web:5.2.0", "common/redis:7.2"],
  databaseVersions: { postgresql: [14, 13, 14] },
  databases: ["VAReporting"],
  buckets: ["knovvu-va"],
  maestroSha256: "a".repeat(64),
  licenseInstaller: { fileName: "license-5.exe", sha256: "b".repeat(64) },
});
const CORE = draft("CORE", "3.1", {
  namespaces: [
    { name: "knovvu-common", role: "common" },
    { name: "knovvu-core", role: "core" },
  ],
  sizing: [{ ...need("knovvu-common", "6000m", "8Gi"), pods: 12 }, need("knovvu-core", "10", "20Gi")],
  images: ["common/redis:7.2", "core/api:3.1"],
  databaseVersions: { mssql: [15] },
  databases: ["SestekRaven"],
});

describe("several products together", () => {
  const filled = fillings([VA, CORE]);

  test("unite their namespaces: one that both name stands once", () => {
    expect(filled["ns.list"]?.value).toEqual([
      { name: "knovvu-common", role: "common" },
      { name: "knovvu-core", role: "core" },
      { name: "knovvu-va", role: "va" },
    ]);
  });

  test("never double what a shared namespace needs: the larger of each need counts", () => {
    expect(filled["ns.sizing"]?.value).toContainEqual({
      name: "knovvu-common",
      requestsCpu: "6000m",
      requestsMemory: "16Gi",
      storage: "100Gi",
      pods: 12,
    });
    expect(totalOf(filled["ns.sizing"]?.value as never)).toEqual({ cpu: "28500m", memory: "76Gi" });
  });

  test("unite images and databases, name the products they come from, and take single values once", () => {
    expect(filled["reg.imageList"]?.value).toEqual({
      name: "images.txt",
      text: "common/redis:7.2\ncore/api:3.1\nva/web:5.2.0\n",
    });
    expect(filled["db.names"]).toEqual({ value: ["SestekRaven", "VAReporting"], from: "CORE 3.1, VA 5.2" });
    expect(filled["os.buckets"]).toEqual({ value: ["knovvu-va"], from: "VA 5.2" });
    expect(filled["ts.maestroSha256"]).toEqual({ value: "a".repeat(64), from: "VA 5.2" });
  });

  test("say which database versions they were verified with, by product and engine", () => {
    const of = [VA, CORE].map(({ code, definition: { databaseVersions } }) => ({ code, databaseVersions }));
    expect(verifiedVersions(of)).toEqual({ VA: { postgresql: [13, 14] }, CORE: { mssql: [15] } });
  });

  test("whatever they need, a namespace is never smaller than one product's need nor larger than the largest", () => {
    const cpu = fc.integer({ min: 1, max: 99_999 }).map((milli) => `${milli}m`);
    fc.assert(
      fc.property(fc.array(cpu, { minLength: 1, maxLength: 5 }), (needs) => {
        const products = needs.map((one, at) =>
          draft("OTHER", `${at + 1}`, {
            namespaces: [{ name: "shared", role: "common" }],
            sizing: [need("shared", one, "1Gi")],
          }),
        );
        const [row] = (fillings(products)["ns.sizing"]?.value ?? []) as { requestsCpu: string }[];
        const largest = needs.map((one) => parseQuantity(one) ?? 0n).reduce((a, b) => (a > b ? a : b));
        expect(parseQuantity(row?.requestsCpu ?? "")).toBe(largest);
      }),
    );
  });
});

describe("what choosing would change", () => {
  const changes = (value: unknown, product: string | null) =>
    changesOf(fillings([VA]), { "db.names": { value, author: "Jane", product } }).find(
      ({ field }) => field === "db.names",
    );

  test.each([
    ["an empty answer is filled", null, null, "empty"],
    ["one of an earlier version is brought up to date", ["Old"], "VA 5.1", "from-product"],
    ["one that a person wrote is left alone", ["Own"], null, "by-person"],
    ["one that says the same stays", ["VAReporting"], null, "same"],
  ] as const)("%s", (_title, value, product, state) => {
    expect(changes(value, product)).toMatchObject({ state, from: "VA 5.2" });
  });

  test("is shown line by line, an image list by its lines", () => {
    const [list] = changesOf(fillings([VA]), {
      "reg.imageList": {
        value: { name: "images.txt", text: "va/web:5.1.0\ncommon/redis:7.2\n" },
        author: "Jane",
        product: null,
      },
    }).filter(({ field }) => field === "reg.imageList");
    expect(list).toMatchObject({ removed: ["va/web:5.1.0"], added: ["va/web:5.2.0"], kept: 1, author: "Jane" });
  });
});

describe("a product's file", () => {
  test("comes back as it was written", () => {
    expect(readProductFile(writeProductFile(VA))).toEqual({ ok: true, product: VA });
  });

  test("may leave out every list, and its version may be a number", () => {
    const text =
      "schema: knovvu-readiness/product@1\ncode: CA\nname: Conversational Analytics\nversion: 5.2\ndefinition: {}\n";
    expect(readProductFile(text)).toMatchObject({ ok: true, product: { code: "CA", version: "5.2" } });
  });

  const head = "schema: knovvu-readiness/product@1\ncode: VA\nname: Virtual Agent\nversion: '5.2'\n";
  test.each([
    ["of another kind", "kind: Pod\n", "schema: knovvu-readiness/product@1"],
    ["that is no YAML", `${head}definition: {[\n`, "line 6"],
    ["with an unknown key", `${head}definition: {colour: red}\n`, "colour is not known"],
    ["with a wrong hash", `${head}definition: {maestroSha256: abc}\n`, "definition.maestroSha256"],
    ["with a wrong image", `${head}definition: {images: ['not an image']}\n`, "Line 1 is no image"],
    [
      "with a need of a namespace that it does not have",
      `${head}definition: {namespaces: [{name: a, role: common}], sizing: [{name: b, requestsCpu: '1', requestsMemory: 1Gi}]}\n`,
      "b is not one of the product's namespaces",
    ],
    ["with aliases upon aliases", `${head}definition: &a {x: [${"*a,".repeat(40)}]}\n`, ""],
  ])("%s is refused, with the place", (_title, text, words) => {
    const read = readProductFile(text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.message).toContain(words);
  });

  test("bar 10: whatever is in it, a sentence or a product comes out", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const read = readProductFile(text);
        if (!read.ok) expect(read.message).toMatch(/\S/);
      }),
    );
  });
});

test("versions are ordered as people read them", () => {
  const versions = ["5.10", "5.9", "5.2", "5.2-rc1", "10.0", "5.2.1"];
  expect(versions.sort(compareVersions)).toEqual(["5.2-rc1", "5.2", "5.2.1", "5.9", "5.10", "10.0"]);
});
