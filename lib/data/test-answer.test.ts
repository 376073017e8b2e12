import "@/test/database";

import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { checks } from "@/lib/checks/registry";
import { testsOf } from "@/lib/engine/plan";
import type { Answers, FieldId } from "@/lib/intake/answers";
import { sections } from "@/lib/intake/sections";
import { catalogue } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import { person } from "@/test/people";

import { saveAnswer } from "./answers";
import { getBoard } from "./board";
import { createProject } from "./projects";
import { claimRun } from "./run-work";
import { startTest, testableFields } from "./runs";

let manager: Awaited<ReturnType<typeof person>>;
let customer: Awaited<ReturnType<typeof person>>;
let projectId: string;
beforeAll(async () => {
  manager = await person("manager");
  customer = await person("customer");
});
beforeEach(async () => {
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
});

const DATABASE: Partial<Answers> = {
  "db.engine": "postgresql",
  "db.host": "db.acme.test",
  "db.ip": "10.3.1.5",
  "db.port": 5432,
};
async function answered(answers: Partial<Answers>): Promise<void> {
  for (const [field, value] of Object.entries(answers))
    await saveAnswer(manager, { projectId, field, value, baseRevision: 0 });
}
const looks = (id: FieldId, answers: Answers) =>
  testsOf(id, {
    catalogue,
    checks,
    facts: { answers, secretsSet: new Set(), policy: DEFAULT_POLICY, today: "2026-11-25" },
  }).map((one) => one.id);

describe("which checks look at one answer first", () => {
  test("a host is tried before any password is sent to it", () => {
    const found = looks("db.host", DATABASE);
    expect(found).toContain("db-endpoint");
    for (const later of ["db-login", "db-version", "db-owner"]) expect(found).not.toContain(later);
  });

  test("a password is tried by the log-in, and by nothing that comes after it", () => {
    expect(looks("db.password", DATABASE)).toEqual(["db-login"]);
  });

  test("an answer that the others switch off is looked at by nobody", () => {
    expect(looks("obs.logUrl", { "obs.logForward": "none" }).filter((id) => id.startsWith("obs-"))).toEqual([]);
    expect(looks("obs.logUrl", { "obs.logForward": "splunk" })).toContain("obs-log-splunk");
  });
});

describe("'Test this answer'", () => {
  test("starts a run of just the checks that look at the answer, and of what must hold before them", async () => {
    await answered(DATABASE);
    const { seq, requirements } = await startTest(manager, projectId, "db.host");
    expect(requirements.map(({ id }) => id)).toContain("db-endpoint");
    for (const { statement } of requirements) expect(statement).toMatch(/\w+ \w+/);
    const claim = await claimRun("worker-of-the-test");
    expect(claim?.seq).toBe(seq);
    const { rows } = await getBoard(manager, projectId);
    const busy = rows.filter(({ progress }) => progress === "queued" || progress === "running").map(({ id }) => id);
    expect(busy).toEqual(expect.arrayContaining(requirements.map(({ id }) => id)));
    expect(busy).not.toContain("db-login");
  });

  test("names the answers that are missing when nothing can be looked at yet, and starts no run", async () => {
    await answered({ "db.engine": "postgresql", "db.host": "db.acme.test" });
    await expect(startTest(manager, projectId, "db.host")).rejects.toThrow(/^To test this, answer first: .*[Pp]ort/);
    expect(await claimRun("worker-of-the-test")).toBeUndefined();
  });

  test("says so when no check looks at the answer", async () => {
    await expect(startTest(manager, projectId, "ts.maestroPath")).rejects.toThrow("Nothing looks at this answer now.");
  });

  test("is refused to who does not see the project", async () => {
    await answered(DATABASE);
    await expect(startTest(customer, projectId, "db.host")).rejects.toThrow();
  });

  test("is offered at the answers that some check looks at, and at no other", () => {
    const facts = { answers: DATABASE, secretsSet: new Set<never>(), policy: DEFAULT_POLICY, today: "2026-11-25" };
    const database = sections.find(({ id }) => id === "database");
    if (!database) throw new Error("no section of the database");
    const offered = testableFields(database, facts);
    expect(offered).toEqual(expect.arrayContaining(["db.host", "db.ip", "db.port", "db.engine", "db.password"]));
    for (const id of offered) expect(looks(id, DATABASE).length).toBeGreaterThan(0);
  });
});
