import { describe, expect, test } from "vitest";

import type { Answers } from "./answers";
import { crossFieldProblems } from "./cross-field";

describe("rules across answers", () => {
  test.each<[string, Answers, string]>([
    [
      "an end before the start",
      { "project.installStart": "2027-01-11", "project.installEnd": "2027-01-01" },
      "project.installEnd",
    ],
    [
      "a workstation that is ours too late",
      { "ts.kind": "workstation", "ts.exclusiveFrom": "2027-01-12", "project.installStart": "2027-01-11" },
      "ts.exclusiveFrom",
    ],
    ["no common namespace", { "ns.list": [{ name: "a", role: "va" }] }, "ns.list"],
    [
      "sizing of a namespace that is not listed",
      {
        "ns.list": [{ name: "a", role: "common" }],
        "ns.sizing": [{ name: "b", requestsCpu: "1", requestsMemory: "1Gi" }],
      },
      "ns.sizing",
    ],
    ["a log-in that the engine does not have", { "db.engine": "mssql", "db.auth": "scram" }, "db.auth"],
    [
      "a bucket with dots under virtual-hosted addressing",
      { "os.strategy": "existing-s3", "os.addressing": "virtual", "os.buckets": ["knovvu.va"] },
      "os.buckets",
    ],
    [
      "virtual-hosted addressing of an IP address",
      { "os.strategy": "existing-s3", "os.addressing": "virtual", "os.endpoint": "https://10.2.3.4:9000" },
      "os.addressing",
    ],
    [
      "a matrix agreed on after the start",
      { "project.installStart": "2027-01-11", "resp.agreedOn": "2027-02-01" },
      "resp.agreedOn",
    ],
  ])("%s is a problem at the answer that should change", (_what, answers, id) => {
    expect(crossFieldProblems(answers).map((problem) => problem.field)).toContain(id);
  });
});
