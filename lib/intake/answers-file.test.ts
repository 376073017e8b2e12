import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { healthyAnswers } from "@/test/cluster/answers";

import type { Answers } from "./answers";
import { readAnswersFile, writeAnswersFile } from "./answers-file";

const FILES: Record<string, string> = {
  "pw.txt": "s3cret \n",
  "list.txt": "va/web:5.2.0\n",
  "ca.pem": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
};
const access = {
  env: { DB_PASSWORD: "from the environment" },
  readFile: async (path: string) => {
    const text = FILES[path];
    if (text === undefined) throw new Error("no such file");
    return new TextEncoder().encode(text);
  },
};
const read = (text: string) => readAnswersFile(text, access);
const problems = async (text: string) => {
  const result = await read(text);
  return result.ok ? [] : result.problems;
};

describe("an answers file", () => {
  test("takes nested and dotted keys, mixed", async () => {
    expect(await read("k8s:\n  distribution: aks\nk8s.engineVersion: 1.29.10\nst: {className: fast}\n")).toMatchObject({
      ok: true,
      answers: { "k8s.distribution": "aks", "k8s.engineVersion": "1.29.10", "st.className": "fast" },
    });
  });

  test("may be JSON", async () => {
    expect(await read('{"k8s": {"distribution": "aks"}, "db.port": 5432}')).toMatchObject({
      ok: true,
      answers: { "k8s.distribution": "aks", "db.port": 5432 },
    });
  });

  test("takes YAML's true and false as yes and no, and one value where a list is meant", async () => {
    expect(await read("rec.used: true\nsr.separate: false\ndb.names: knovvu\nproject.products: CORE\n")).toMatchObject({
      ok: true,
      answers: { "rec.used": "yes", "sr.separate": "no", "db.names": ["knovvu"], "project.products": ["CORE"] },
    });
  });

  test("takes secrets from files and from the environment, and nothing else", async () => {
    const result = await read(
      "db.password: {env: DB_PASSWORD}\nreg.password: {file: pw.txt}\nreg.imageList: {file: list.txt}\nreg.ca: {file: ca.pem}\n",
    );
    expect(result).toMatchObject({
      ok: true,
      secrets: { "db.password": "from the environment", "reg.password": "s3cret " },
      answers: { "reg.imageList": { name: "list.txt", text: "va/web:5.2.0\n" } },
    });
    expect(await problems("db.password: plain\n")).toMatchObject([
      { key: "db.password", line: 1, message: expect.stringContaining("{file: path}") },
    ]);
  });

  test.each([
    [
      "an unknown key",
      "st.className: fast\nk8s.distributon: aks\n",
      { key: "k8s.distributon", line: 2, message: expect.stringContaining("Did you mean k8s.distribution?") },
    ],
    ["a wrong type", "\n\ndb.port: [1, 2]\n", { key: "db.port", line: 3 }],
    [
      "a wrong value inside a list",
      "ns.list:\n  - {name: A, role: common}\n",
      { key: "ns.list", line: 1, message: expect.stringContaining("Row 1, Name") },
    ],
    [
      "a file that is missing",
      "reg.password: {file: gone.txt}\n",
      { key: "reg.password", line: 1, message: expect.stringContaining("gone.txt cannot be read") },
    ],
    [
      "a variable that is not set",
      "reg.password: {env: NOT_SET}\n",
      { key: "reg.password", line: 1, message: expect.stringContaining("NOT_SET") },
    ],
    [
      "the same key twice, nested and dotted",
      "k8s.distribution: aks\nk8s: {distribution: eks}\n",
      { key: "k8s.distribution", line: 2, message: expect.stringContaining("twice") },
    ],
    ["broken YAML", "a: [1\nb: 2\n", { key: "file" }],
    ["a list in place of keys", "- 1\n", { key: "file", line: 1 }],
  ])("with %s names key and line", async (_what, text, problem) => {
    expect(await problems(text)).toMatchObject([problem]);
  });

  test("with several faults names them all, in the order of their lines", async () => {
    expect((await problems("db.port: x\nnothing: 1\nk8s.engineVersion: new\n")).map(({ line }) => line)).toEqual([
      1, 2, 3,
    ]);
  });

  test("with a bomb of references is refused", async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\ndb.names: [*c,*c,*c,*c,*c,*c]\n`;
    expect((await problems(bomb)).some(({ key }) => key === "db.names")).toBe(true);
  });
});

describe("export and import", () => {
  test("give the same answers back", async () => {
    const answers = healthyAnswers();
    expect(await read(writeAnswersFile(answers))).toMatchObject({ ok: true, answers });
  });

  test("give back whatever was typed, however odd", async () => {
    const text = fc
      .string({ minLength: 2, maxLength: 60 })
      .map((value) => value.replaceAll(/\p{Cc}/gu, "").trim())
      .filter((value) => value.length >= 2);
    await fc.assert(
      fc.asyncProperty(text, text, async (customer, version) => {
        const answers: Answers = {
          "project.customer": customer,
          "db.version": version,
          "ts.accessMethod": { method: "other", text: customer },
        };
        expect(await read(writeAnswersFile(answers))).toMatchObject({ ok: true, answers });
      }),
      { numRuns: 200 },
    );
  });

  test("name a stored secret, and never write it", () => {
    expect(writeAnswersFile({}, new Set(["db.password"]))).toContain("# db.password: stored, not exported");
  });
});
