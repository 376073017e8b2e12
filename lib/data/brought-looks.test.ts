import "@/test/database";

import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import type { Observation } from "@/lib/engine/types";
import { deliveredSecrets } from "@/lib/requirements/proved-elsewhere";
import { person } from "@/test/people";

import { getFacts, saveAnswer } from "./answers";
import { getBoard } from "./board";
import { db } from "./db";
import { createProject } from "./projects";
import { claimRun, finishRun, recordProgress } from "./run-work";
import { getRun, startRun } from "./runs";
import { observationRow } from "./stored-observations";

const ID = "prj-products";
const HOUR_MS = 3_600_000;
let manager: Actor;
let projectId: string;

beforeAll(async () => {
  manager = await person("manager");
});
beforeEach(async () => {
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
});

const seen = (
  verdict: Observation["verdict"],
  hoursAgo = 0,
  reasonCode: Observation["reasonCode"] = verdict === "could-not-tell" ? "app-unreachable" : "ok",
): Observation => ({
  requirementId: ID,
  target: "products",
  vantage: "app",
  verdict,
  reasonCode,
  message: `It was ${verdict}.`,
  evidence: {},
  observedAt: new Date(Date.now() - hoursAgo * HOUR_MS).toISOString(),
  durationMs: 1,
});

/** What a machine of the customer saw, as an uploaded result leaves it. */
async function brought(verdict: Observation["verdict"], hoursAgo = 1, requirementId = ID): Promise<void> {
  const place = { projectId, errandId: "errand", host: "jump-01" };
  await (await db()).observation.create({
    data: observationRow({ ...seen(verdict, hoursAgo), requirementId }, place),
  });
}
async function lookFromHere(...verdicts: Observation["verdict"][]): Promise<number> {
  return meetFromHere(...verdicts.map((verdict, at) => ({ ...seen(verdict), target: `target ${at}` })));
}
async function meetFromHere(...observations: Observation[]): Promise<number> {
  const { seq } = await startRun(manager, projectId, { kind: "only", ids: [ID] });
  const claim = await claimRun("worker-1");
  if (!claim) throw new Error("nothing to claim");
  await recordProgress(claim, { started: [], judged: new Map([[ID, observations]]) });
  await finishRun(claim, "done");
  return seq;
}
const delivered = async () => [...deliveredSecrets((await getFacts(manager, projectId)).facts)].sort();
const row = async () => (await getBoard(manager, projectId)).rows.find(({ id }) => id === ID);

describe("what a customer's machine saw, and a look from here after it", () => {
  test.each(["pass", "warn", "fail"] as const)(
    "a fresh %s stands when nothing can be told from here",
    async (verdict) => {
      await brought(verdict);
      const seq = await lookFromHere("could-not-tell");
      expect(await row()).toMatchObject({ verdict, views: [{ vantage: "app", host: "jump-01" }] });
      expect((await getRun(manager, projectId, seq)).rows).toMatchObject([{ verdict: "could-not-tell" }]);
    },
  );

  test.each(["refused", "timeout"] as const)(
    "a way that is closed from here alone (%s) says nothing of it",
    async (code) => {
      await brought("pass");
      await meetFromHere(seen("fail", 0, code));
      expect(await row()).toMatchObject({ verdict: "pass", views: [{ vantage: "app", host: "jump-01" }] });
    },
  );

  test.each(["tls-expired", "auth"] as const)(
    "a fault that was met from here (%s) is newer, and counts",
    async (code) => {
      await brought("pass");
      await meetFromHere(seen("fail", 0, code));
      expect(await row()).toMatchObject({ verdict: "fail", reasonCode: code });
    },
  );

  test.each(["pass", "fail"] as const)("a %s from here is newer, and counts", async (verdict) => {
    await brought(verdict === "pass" ? "fail" : "pass");
    await lookFromHere(verdict);
    expect((await row())?.verdict).toBe(verdict);
  });

  test("what is told of one target from here counts, with what is not told of another", async () => {
    await brought("pass");
    await lookFromHere("pass", "could-not-tell");
    expect(await row()).toMatchObject({ verdict: "could-not-tell", observations: [{}, {}] });
  });

  test("one that is too old to count is replaced", async () => {
    await brought("pass", 25);
    await lookFromHere("could-not-tell");
    expect(await row()).toMatchObject({ verdict: "could-not-tell", message: "It was could-not-tell." });
  });

  test("one whose answer has changed since is replaced", async () => {
    await brought("pass");
    await saveAnswer(manager, { projectId, field: "project.products", value: ["CORE"], baseRevision: 0 });
    await lookFromHere("could-not-tell");
    expect(await row()).toMatchObject({ verdict: "could-not-tell", message: "It was could-not-tell." });
  });

  test("one that could not tell there either is replaced", async () => {
    await brought("could-not-tell");
    await lookFromHere("could-not-tell");
    expect((await row())?.views).toMatchObject([{ vantage: "app" }]);
    expect((await row())?.views[0]).not.toHaveProperty("host");
  });
});

describe("a secret that may not leave the customer's network", () => {
  test("counts as delivered once a look from there logged in with it, and not before", async () => {
    expect(await delivered()).toEqual([]);
    await brought("pass", 1, "db-login");
    await brought("warn", 1, "k8s-credential-valid");
    expect(await delivered()).toEqual(["db.password", "k8s.kubeconfig"]);
  });

  test.each(["fail", "could-not-tell"] as const)("does not by a log-in that was %s", async (verdict) => {
    await brought("pass", 1, "db-login");
    await brought(verdict, 1, "db-login");
    expect(await delivered()).toEqual([]);
  });

  test("does not by a registry that let anybody in, and does by one whose certificate is of a private CA", async () => {
    const place = { projectId, errandId: "errand", host: "jump-01" };
    const warned = (reasonCode: Observation["reasonCode"]) =>
      observationRow({ ...seen("warn"), requirementId: "reg-auth", reasonCode }, place);
    const client = await db();
    const { id } = await client.observation.create({ data: warned("auth") });
    expect(await delivered()).toEqual([]);
    await client.observation.update({ where: { id }, data: warned("tls-untrusted") });
    expect(await delivered()).toContain("reg.password");
  });

  test("does not any more when the account was changed since", async () => {
    await brought("pass", 1, "db-login");
    await saveAnswer(manager, { projectId, field: "db.username", value: "another", baseRevision: 0 });
    expect(await delivered()).toEqual([]);
  });

  test("does not by a look from here, which would have needed the secret itself", async () => {
    const data = observationRow({ ...seen("pass"), requirementId: "db-login" }, { projectId, runId: "r", runSeq: 1 });
    await (await db()).observation.create({ data });
    expect(await delivered()).toEqual([]);
  });
});
