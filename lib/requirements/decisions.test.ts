import { describe, expect, test } from "vitest";

import { isRequirementId } from "./catalogue";
import { decidedPolicy, decision, decisions, presentValue, withDecision } from "./decisions";
import { DEFAULT_POLICY, type Policy } from "./policy";

const of = (id: string) => {
  const found = decision(id);
  if (!found) throw new Error(`${id} is no decision`);
  return found;
};

test("every silence and contradiction of the vendor's text has its question, what is missing and a proposal", () => {
  expect(decisions.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, at) => `D${at + 1}`));
  for (const { id, title, missing, proposal, requirements } of decisions) {
    expect(title, id).toMatch(/^\S.{5,60}[^.]$/);
    expect(missing, id).toMatch(/^\S.{15,}\.$/);
    expect(proposal, id).toMatch(/^\S.{10,}\.$/);
    expect(requirements.length, id).toBeGreaterThan(0);
    for (const requirement of requirements) expect(isRequirementId(requirement), `${id} ${requirement}`).toBe(true);
  }
});

test("every value of a decision stands in the policy, and confirming it as it is changes nothing", () => {
  for (const one of decisions) {
    const value = presentValue(one, DEFAULT_POLICY);
    for (const { key, optional } of one.parts) if (!optional) expect(value[key], `${one.id} ${key}`).toBeDefined();
    expect(withDecision(one, value, DEFAULT_POLICY), one.id).toEqual({ ok: true, policy: DEFAULT_POLICY });
  }
});

describe("a decision", () => {
  const next = (id: string, value: unknown): Policy => decidedPolicy(DEFAULT_POLICY, [{ id, value }]);

  test("replaces its own part of the policy and nothing else", () => {
    expect(next("D14", { absent: "fail" })).toEqual({
      ...DEFAULT_POLICY,
      limitRange: { ...DEFAULT_POLICY.limitRange, absent: "fail" },
    });
  });

  test("stands beside another one in the same part", () => {
    const policy = decidedPolicy(DEFAULT_POLICY, [
      { id: "D7", value: { min: 24 } },
      { id: "D30", value: { max: 36 } },
    ]);
    expect(policy.kubernetesMinor).toEqual({ min: 24, max: 36 });
  });

  test("empties what may be empty, and adds what was not there", () => {
    const policy = next("D24", { "VA-postgresql": [], "CA-mssql": [15, 16] });
    expect(policy.databaseVersions.VA?.postgresql).toBeUndefined();
    expect(policy.databaseVersions.CA).toEqual({ mssql: [15, 16] });
    expect(DEFAULT_POLICY.databaseVersions.VA?.postgresql).toEqual([12, 13, 14]);
  });

  test.each([
    ["D7", { min: 99 }, ""],
    ["D13", { quotaPercent: 40 }, "quotaPercent"],
    ["D14", { minCpu: "a lot" }, "minCpu"],
    ["D6", { clusterPorts: [] }, "clusterPorts"],
    ["D28", { matrix: [] }, "matrix"],
    ["D31", { outside: "pass" as const, tested: ["mars"] }, "tested"],
    ["D1", "accept", ""],
  ])("%s with a value that cannot be is refused, with the place", (id, value, part) => {
    const refused = withDecision(of(id), value, DEFAULT_POLICY);
    expect(refused).toMatchObject({ ok: false, part });
    if (!refused.ok) expect(refused.message).toMatch(/\.$/);
  });

  test("that no longer fits, or is unknown, is left out, and the others hold", () => {
    const policy = decidedPolicy(DEFAULT_POLICY, [
      { id: "D99", value: {} },
      { id: "D13", value: { quotaPercent: 40 } },
      { id: "D9", value: { podSecurityRestricted: "fail" } },
    ]);
    expect(policy).toEqual({ ...DEFAULT_POLICY, podSecurityRestricted: "fail" });
  });
});
