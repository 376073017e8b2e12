import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

const files = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .stdout.split("\n")
  .filter((path) => path && !path.startsWith("lib/data/generated/") && !path.includes("zz-lint-trial"));
const code = files.filter((path) => /\.(ts|tsx|mts|mjs|cjs|js)$/.test(path));
const tests = code.filter((path) => /\.(test|spec)\.tsx?$/.test(path));
const LONGEST = 300;

test("no file is longer than a reader can hold", () => {
  const long = code
    .map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n").length }))
    .filter(({ lines }) => lines > LONGEST + 1);
  expect(long).toEqual([]);
});

test("no drawer is named utils, helpers or misc", () => {
  expect(files.filter((path) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.\w+$)/.test(path))).toEqual([]);
});

test("nothing is left to do, and no test is skipped or waits for a clock", () => {
  const mark = new RegExp(`\\b(${["TO", "DO"].join("")}|${["FIX", "ME"].join("")})\\b`);
  const skip = /\b(test|it|describe)\.(skip|only|todo)\(/;
  const sleep = /waitForTimeout\(/;
  expect(code.filter((path) => mark.test(readFileSync(path, "utf8")))).toEqual([]);
  expect(
    tests.filter(
      (path) =>
        path !== "test/house.test.ts" &&
        (skip.test(readFileSync(path, "utf8")) || sleep.test(readFileSync(path, "utf8"))),
    ),
  ).toEqual([]);
});

test("every setting stands in the README's table, and nothing stands there that is not a setting", () => {
  const readme = readFileSync("README.md", "utf8");
  const listed = new Set([...readme.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]));
  const read = new Set(
    [...readFileSync("lib/env.ts", "utf8").matchAll(/^ {4}([A-Z_]{3,}):/gm)].map((match) => match[1]),
  );
  expect([...read].filter((name) => !listed.has(name))).toEqual([]);
  expect([...listed].filter((name) => !read.has(name))).toEqual([]);
});

test("bar 28: nothing but lib/probes and the browser's own pages opens a connection", () => {
  const opens = /\bfetch\(|\bnew (WebSocket|EventSource)\(|\bnet\.connect\(|\btls\.connect\(/;
  const may = /^(components|e2e|bench|test|scripts|lib\/(probes|peers|practice))\/|\.(test|spec)\.tsx?$/;
  expect(code.filter((path) => !may.test(path) && opens.test(readFileSync(path, "utf8")))).toEqual([]);
});

test("every dependency is named by one exact version", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<
    "dependencies" | "devDependencies",
    Record<string, string>
  >;
  const named = Object.entries({ ...dependencies, ...devDependencies });
  expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
