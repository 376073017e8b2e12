import "@/test/database";

import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import type { Observation } from "@/lib/engine/types";
import { Invalid } from "@/lib/errors";
import { person } from "@/test/people";

import { saveAnswer } from "./answers";
import { getBoard } from "./board";
import { db } from "./db";
import { createProject } from "./projects";
import { type Claim, ClaimLost, claimRun, finishRun, interruptAbandoned, recordProgress, renewLease } from "./run-work";
import { cancelRun, compareRuns, getRun, startRun } from "./runs";

let manager: Actor;
let projectId: string;

beforeAll(async () => {
  manager = await person("manager");
});
beforeEach(async () => {
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
});

const seen = (verdict: Observation["verdict"], target = "products"): Observation => ({
  requirementId: "prj-products",
  target,
  vantage: "app",
  verdict,
  reasonCode: "ok",
  message: "m",
  evidence: {},
  observedAt: new Date().toISOString(),
  durationMs: 1,
});
const record = (claim: Claim, ...observations: Observation[]) =>
  recordProgress(claim, { started: [], judged: new Map([["prj-products", observations]]) });
async function started(): Promise<Claim> {
  await startRun(manager, projectId, { kind: "only", ids: ["prj-products"] });
  const claim = await claimRun("worker-1");
  if (!claim) throw new Error("nothing to claim");
  return claim;
}
async function run(verdict: Observation["verdict"]): Promise<void> {
  const claim = await started();
  await record(claim, seen(verdict));
  await finishRun(claim, "done");
}
const row = async () => (await getBoard(manager, projectId)).rows.find(({ id }) => id === "prj-products");

describe("a run", () => {
  test("is claimed by one worker only, however many ask", async () => {
    await startRun(manager, projectId, { kind: "all" });
    const claims = await Promise.all(["a", "b", "c", "d"].map((worker) => claimRun(worker)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await finishRun(claims.find(Boolean) as Claim, "done");
  });

  test("while it is going keeps a second one from starting, with a sentence", async () => {
    const claim = await started();
    await expect(startRun(manager, projectId, { kind: "all" })).rejects.toBeInstanceOf(Invalid);
    await finishRun(claim, "done");
    await startRun(manager, projectId, { kind: "all" });
    await cancelRun(manager, projectId);
  });

  test("shows each verdict on the board as it lands", async () => {
    const claim = await started();
    expect(await row()).toMatchObject({ progress: "queued" });
    await recordProgress(claim, { started: ["prj-products"], judged: new Map() });
    expect(await row()).toMatchObject({ progress: "running" });
    await record(claim, seen("pass"));
    expect(await row()).toMatchObject({ progress: "idle", verdict: "pass" });
    await finishRun(claim, "done");
  });

  test("replaces the last look, and keeps it as history", async () => {
    await run("fail");
    await run("pass");
    expect((await row())?.observations).toHaveLength(1);
    expect(await (await db()).observation.count({ where: { projectId } })).toBe(2);
    expect(await row()).toMatchObject({ verdict: "pass", changed: true });
    expect(await compareRuns(manager, projectId, 1, 2)).toMatchObject({
      fixed: [{ requirementId: "prj-products", before: "fail", after: "pass" }],
      broken: [],
    });
  });

  test("bar 52: whose worker lost it writes nothing more", async () => {
    const claim = await started();
    await (await db()).run.update({ where: { id: claim.runId }, data: { leaseUntil: new Date(Date.now() - 1) } });
    expect(await interruptAbandoned()).toBe(1);
    await expect(record(claim, seen("pass"))).rejects.toBeInstanceOf(ClaimLost);
    await expect(renewLease(claim)).rejects.toBeInstanceOf(ClaimLost);
    await finishRun(claim, "done");
    expect((await getRun(manager, projectId, 1)).run.status).toBe("interrupted");
    expect((await row())?.observations).toEqual([]);
  });

  test("that somebody stops is told so at the next sign of life", async () => {
    const claim = await started();
    expect(await renewLease(claim)).toEqual({ cancel: false });
    await cancelRun(manager, projectId);
    expect(await renewLease(claim)).toEqual({ cancel: true });
    await finishRun(claim, "cancelled");
  });

  test("that nobody has begun is stopped at once", async () => {
    await startRun(manager, projectId, { kind: "all" });
    await cancelRun(manager, projectId);
    expect(await claimRun("worker-1")).toBeUndefined();
  });

  test("every change that is seen raises the board's revision", async () => {
    const before = (await getBoard(manager, projectId)).revision;
    await run("pass");
    const after = (await getBoard(manager, projectId)).revision;
    expect(after).toBeGreaterThan(before);
    await saveAnswer(manager, { projectId, field: "rec.used", value: "no", baseRevision: 0 });
    expect((await getBoard(manager, projectId)).revision).toBeGreaterThan(after);
    expect(await row()).toMatchObject({ verdict: "could-not-tell", reasonCode: "stale" });
  });
});
