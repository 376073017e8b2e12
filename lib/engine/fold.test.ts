import { describe, expect, test } from "vitest";

import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";

import { type FoldInput, fold, type StoredObservation } from "./fold";
import { summarise } from "./summary";
import type { AttestationRecord, BoardRow, WaiverRecord } from "./types";

const NOW = new Date("2026-11-23T12:00:00Z");
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR).toISOString();
const facts: Facts = {
  answers: { "ns.list": [{ name: "a", role: "common" }], "st.className": "fast", "st.accessMode": "RWO" },
  secretsSet: new Set(["k8s.kubeconfig"]),
  policy: DEFAULT_POLICY,
  today: "2026-11-23",
};

function seen(verdict: StoredObservation["verdict"], change: Partial<StoredObservation> = {}): StoredObservation {
  return {
    requirementId: "x",
    target: "a",
    vantage: "app",
    verdict,
    reasonCode: verdict === "pass" ? "ok" : "refused",
    message: `It is ${verdict}.`,
    evidence: {},
    observedAt: ago(1),
    durationMs: 5,
    ...change,
  };
}
const attested = (change: Partial<AttestationRecord> = {}): AttestationRecord => ({
  id: "1",
  requirementId: "x",
  statement: "s",
  holds: true,
  person: "Jane",
  role: "customer",
  at: ago(2),
  expiresAt: ago(-24),
  ...change,
});
const waived = (change: Partial<WaiverRecord> = {}): WaiverRecord => ({
  id: "1",
  requirementId: "x",
  reason: "r",
  person: "Jane",
  at: ago(2),
  expiresAt: ago(-24),
  ...change,
});
const row = (id: string, observations: StoredObservation[], change: Partial<FoldInput> = {}): BoardRow =>
  fold({ requirement: requirement(id), facts, observations, checkable: true, now: NOW, ...change });

describe("a row", () => {
  test("shows the worst of its targets and keeps the single ones", () => {
    const found = row("ns-exist", [
      seen("pass"),
      seen("fail", { target: "b" }),
      seen("could-not-tell", { target: "c" }),
    ]);
    expect(found.verdict).toBe("fail");
    expect(found.observations).toHaveLength(3);
  });

  test("without a look has no verdict, says so, and blocks when it is a blocker", () => {
    expect(row("ns-exist", [])).toMatchObject({
      message: "Not yet run.",
      progress: "idle",
      blocks: true,
      settled: false,
    });
    expect(row("ns-exist", []).verdict).toBeUndefined();
  });

  test("that waits names the missing answer", () => {
    const found = row("st-class-exists", [], { facts: { ...facts, answers: {} } });
    expect(found).toMatchObject({ progress: "waiting", missing: ["st.className"] });
    expect(found.message).toContain("Storage class");
  });

  test("that an answer switches off says which one", () => {
    const found = row("reg-proxy", [], { facts: { ...facts, answers: { "reg.mode": "mirror" } } });
    expect(found).toMatchObject({
      verdict: "not-applicable",
      notApplicable: { field: "reg.mode" },
      blocks: false,
      settled: true,
    });
  });

  test("gets stale with age: then it could not be told, with what was seen last", () => {
    expect(row("ns-exist", [seen("pass", { observedAt: ago(25) })])).toMatchObject({
      verdict: "could-not-tell",
      reasonCode: "stale",
      stale: { last: "pass" },
      blocks: true,
    });
    expect(row("ns-exist", [seen("pass", { observedAt: ago(23) })]).verdict).toBe("pass");
  });

  test("gets stale at once when an answer that it cites changes", () => {
    expect(
      row("ns-exist", [
        seen("pass", { staleBecause: 'The answer to "Namespaces" has changed since.', staleSince: ago(0) }),
      ]),
    ).toMatchObject({ verdict: "could-not-tell", stale: { last: "pass" } });
  });

  test("carries its remedy when something is to be done, and none when it passes", () => {
    expect(row("ns-exist", [seen("fail")]).remedy?.artefact).toBe("A1");
    expect(row("ns-exist", [seen("pass")]).remedy).toBeUndefined();
  });
});

describe("a person's word", () => {
  test("lifts what could not be told to a pass, marked as attested", () => {
    expect(row("st-access-mode", [seen("could-not-tell")], { attestation: attested() })).toMatchObject({
      verdict: "pass",
      vantage: "person",
      message: "Attested by Jane on 2026-11-23.",
    });
  });

  test("never overrules a fail that was seen", () => {
    expect(row("st-access-mode", [seen("fail")], { attestation: attested() })).toMatchObject({
      verdict: "fail",
      vantage: "app",
    });
  });

  test("that it does not hold is a fail", () => {
    expect(row("st-access-mode", [], { attestation: attested({ holds: false }) }).verdict).toBe("fail");
  });

  test("ends on its day", () => {
    expect(
      row("st-access-mode", [seen("could-not-tell")], { attestation: attested({ expiresAt: ago(1) }) }).verdict,
    ).toBe("could-not-tell");
  });
});

describe("readiness", () => {
  test("needs every blocker settled and every failed warning acknowledged by name", () => {
    const pass = row("ns-exist", [seen("pass")]);
    const failedWarning = row("st-access-mode", [seen("fail")]);
    expect(summarise([pass])).toMatchObject({ ready: true, blocking: 0 });
    expect(summarise([pass, failedWarning])).toMatchObject({ ready: false, unacknowledged: 1 });
    expect(summarise([pass, row("st-access-mode", [seen("fail")], { waiver: waived() })])).toMatchObject({
      ready: true,
    });
  });

  test("ends with the waiver that it leaned on", () => {
    const failing = (waiver: WaiverRecord) => summarise([row("ns-quota", [seen("fail")], { waiver })]);
    expect(failing(waived()).ready).toBe(true);
    expect(failing(waived({ expiresAt: ago(1) })).ready).toBe(false);
  });

  test("tells what fails apart from what nobody has proved", () => {
    const rows = [
      row("ns-exist", [seen("fail")]),
      row("rbac-endpointslice-write", []),
      row("rbac-namespace-admin", [seen("could-not-tell")]),
    ];
    expect(summarise(rows)).toMatchObject({ ready: false, failing: 1, blocking: 3 });
  });
});

test("a headline carries the numbers in force, not those of the catalogue", () => {
  const policy = { ...DEFAULT_POLICY, kubernetesMinor: { min: 25, max: 36 }, quotaPercent: 150 };
  const inForce = { facts: { ...facts, policy } };
  expect(row("k8s-version-window", [], inForce).statement).toBe("Kubernetes is between 1.25 and 1.36");
  expect(row("ns-quota", [], inForce).statement).toBe("Quotas leave room for the requests plus 50 %");
  expect(row("ns-quota", []).statement).toBe("Quotas leave room for the requests plus 30 %");
});

test("nobody is asked to attest a matrix that is not filled, and anybody the one that is", () => {
  const owners = { deployment: "SESTEK", versionUpdate: "SESTEK", support: "customer" } as const;
  const filled = DEFAULT_POLICY.matrix.map(({ component }) => ({ component, ...owners }));
  const asked = (matrix: typeof filled) =>
    row("prj-matrix", [], { facts: { ...facts, answers: { "resp.matrix": matrix } } }).attestable;
  expect(asked([])).toBeUndefined();
  expect(asked(filled.slice(1))).toBeUndefined();
  expect(asked(filled)).toEqual({
    statement: "Customer and SESTEK agreed on the responsibility matrix as it stands in the answers.",
    by: "either",
    expiresInDays: 30,
  });
});
