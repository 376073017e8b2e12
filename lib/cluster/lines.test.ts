import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readLines } from "./lines";
import { REACH_SCRIPT, REDIRECT_SCRIPT, SQUASH_SCRIPT, VOLUME_SCRIPT } from "./scripts";

const maps = (node: string) => `RDY|{"check":"obs-elastic-incluster","node":"${node}","maps":262144}`;

describe("the log of a pod is hostile", () => {
  test.each([
    ["a cut line", 'RDY|{"check":"net-li'],
    ["HTML in a node's name", maps("<img src=x onerror=alert(1)>")],
    ["escape codes", maps("\\u001b[2Jw1")],
    ["an unknown field", 'RDY|{"check":"obs-elastic-incluster","node":"w1","maps":1,"__proto__":{"x":1}}'],
    ["an unknown check", 'RDY|{"check":"rm-rf","node":"w1"}'],
    ["a number that is none", 'RDY|{"check":"obs-elastic-incluster","node":"w1","maps":-1}'],
    ["a very long line", `RDY|{"check":"obs-elastic-incluster","node":"${"w".repeat(5_000)}","maps":1}`],
  ])("%s is refused with a reason, and the lines beside it are taken", (_what, bad) => {
    const said = readLines(`${maps("w1")}\n${bad}\n${maps("w2")}\n`);
    expect(said.maps.map(({ node }) => node)).toEqual(["w1", "w2"]);
    expect(said.refused).toHaveLength(1);
    expect(said.refused[0]).toMatchObject({ line: 2 });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("a million lines are taken in part, within a second, and that is said", () => {
    const started = Date.now();
    const said = readLines(`${maps("w1")}\n`.repeat(1_000_000));
    expect(said.maps.length).toBeLessThanOrEqual(2_000);
    expect(said.refused.map(({ because }) => because).join(" ")).toMatch(/not read/);
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  test("a line may stand behind the name of its pod, as kubectl writes it", () => {
    expect(readLines(`[pod/rdy-ports-1a2b-x/probe] ${maps("w1")}`).maps).toHaveLength(1);
  });

  test("whatever stands there, nothing throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.json(), (text, json) => {
        readLines(`${text}\nRDY|${text}\nRDY|${json}`);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each([
  ["reach", REACH_SCRIPT],
  ["volume", VOLUME_SCRIPT],
  ["squash", SQUASH_SCRIPT],
  ["redirect", REDIRECT_SCRIPT],
])("the script of %s is read by a shell without a complaint", (_name, script) => {
  const { status, stderr } = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
