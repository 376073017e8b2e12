import "@/test/database";

import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import { person } from "@/test/people";

import { getFacts } from "./answers";
import { brokenLink } from "./audit";
import { db } from "./db";
import { confirmDecision, listDecisions } from "./decisions";
import { createProject } from "./projects";

let manager: Actor;
let projectId: string;
const confirm = (id: string, value: Record<string, unknown>, seenAt: string | null = null, actor = manager) =>
  confirmDecision(actor, { id, value, seenAt });
const view = async (id: string) => (await listDecisions(manager)).find((one) => one.id === id);
const seen = (project: string, requirementId: string) => ({
  projectId: project,
  requirementId,
  target: "t",
  vantage: "app",
  verdict: "pass",
  reasonCode: "ok",
  message: "m",
  observedAt: new Date(),
  durationMs: 1,
});

beforeAll(async () => {
  manager = await person("manager");
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
});
beforeEach(async () => {
  await (await db()).decision.deleteMany();
});

describe("an open question", () => {
  test("shows the proposal until somebody of SESTEK decides, and then who did, when, and why", async () => {
    expect(await view("D14")).toMatchObject({ value: { absent: "warn" }, proposed: { absent: "warn" } });
    expect((await view("D14"))?.confirmed).toBeUndefined();
    await confirmDecision(manager, { id: "D14", value: { absent: "fail" }, note: "asked at Acme", seenAt: null });
    expect(await view("D14")).toMatchObject({
      value: { absent: "fail" },
      proposed: { absent: "warn" },
      confirmed: { person: manager.name, note: "asked at Acme" },
    });
  });

  test("takes effect in the policy of every project, and only in its own part", async () => {
    const before = (await getFacts(manager, projectId)).facts.policy;
    await confirm("D14", { absent: "fail" });
    const { policy } = (await getFacts(manager, projectId)).facts;
    expect(policy).toEqual({ ...before, limitRange: { ...before.limitRange, absent: "fail" } });
  });

  test("decided anew makes what was seen of its requirements stale in open projects, in the same step", async () => {
    const client = await db();
    const { id: closed } = await createProject(manager, { customer: "Closed Bank", environment: "Test" });
    await client.project.update({ where: { id: closed }, data: { closedAt: new Date() } });
    await client.observation.createMany({
      data: [
        seen(projectId, "ns-limitrange-common"),
        seen(projectId, "st-class-exists"),
        seen(closed, "ns-limitrange-common"),
      ],
    });
    const { boardRevision } = await client.project.findUniqueOrThrow({ where: { id: projectId } });
    expect(await confirm("D14", { absent: "fail" })).toEqual({ changed: true });
    const rows = await client.observation.findMany({ orderBy: [{ projectId: "asc" }, { requirementId: "asc" }] });
    const stale = rows.filter(({ staleBecause }) => staleBecause !== null);
    expect(stale.map((row) => [row.projectId, row.requirementId])).toEqual([[projectId, "ns-limitrange-common"]]);
    expect(stale[0]?.staleBecause).toBe('SESTEK has decided anew on "What a LimitRange must allow" since.');
    expect((await client.project.findUniqueOrThrow({ where: { id: projectId } })).boardRevision).toBe(
      boardRevision + 1,
    );
  });

  test("confirmed as proposed makes nothing stale", async () => {
    const client = await db();
    await client.observation.deleteMany();
    await client.observation.create({ data: seen(projectId, "ns-exist") });
    expect(await confirm("D9", { podSecurityRestricted: "warn" })).toEqual({ changed: false });
    expect((await client.observation.findFirstOrThrow()).staleBecause).toBeNull();
    expect((await view("D9"))?.confirmed?.person).toBe(manager.name);
  });

  test("without a value is confirmed in words", async () => {
    await confirmDecision(manager, { id: "D12", value: {}, note: "knovvu-license.exe", seenAt: null });
    expect((await view("D12"))?.confirmed).toMatchObject({ person: manager.name, note: "knovvu-license.exe" });
  });

  test("with a value that cannot be is refused, and nothing changes", async () => {
    await expect(confirm("D13", { quotaPercent: 40 })).rejects.toBeInstanceOf(Invalid);
    await expect(confirm("D99", {})).rejects.toBeInstanceOf(NotFound);
    expect(await (await db()).decision.count()).toBe(0);
  });

  test("stands in the audit log, whose chain holds", async () => {
    await confirm("D30", { max: 35 });
    const entry = await (await db()).auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
    expect(entry).toMatchObject({ action: "decision.confirmed", subject: "D30", actorId: manager.userId });
    expect(JSON.parse(entry.details)).toEqual({ value: { max: 35 }, changed: true });
    expect(await brokenLink(await db())).toBeUndefined();
  });
});

describe("two people who decide at the same moment", () => {
  test("for the first time: one decides, the other learns of it", async () => {
    const all = await Promise.allSettled([35, 36, 37, 38].map((max) => confirm("D30", { max })));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(Conflict);
  });

  test("on the same earlier decision: the late one is a conflict, and the first one stays", async () => {
    await confirm("D30", { max: 35 });
    const at = (await view("D30"))?.confirmed?.at ?? "";
    await confirm("D30", { max: 36 }, at);
    await expect(confirm("D30", { max: 37 }, at)).rejects.toBeInstanceOf(Conflict);
    expect((await view("D30"))?.value).toEqual({ max: 36 });
  });
});

describe("bar 40: who may not", () => {
  test("a customer neither reads nor decides, and learns nothing of the page", async () => {
    const customer = await person("customer", projectId);
    await expect(listDecisions(customer)).rejects.toBeInstanceOf(NotFound);
    await expect(confirm("D14", { absent: "pass" }, null, customer)).rejects.toBeInstanceOf(NotFound);
    expect(await (await db()).decision.count()).toBe(0);
  });

  test("an engineer reads, and does not decide", async () => {
    const engineer = await person("engineer");
    expect(await listDecisions(engineer)).toHaveLength(40);
    await expect(confirm("D14", { absent: "pass" }, null, engineer)).rejects.toBeInstanceOf(Forbidden);
  });
});
