import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Forbidden, NotFound } from "@/lib/errors";
import { person } from "@/test/people";
import { readyProject, settleAll } from "@/test/ready-project";

import { importAnswers, saveAnswer } from "./answers";
import { attest } from "./attestations";
import { listCertificates, signOff } from "./certificates";
import { closeProject, getClosing, purgeDueSecrets, reopenProject } from "./closing";
import { db } from "./db";
import { createProject } from "./projects";
import { startRun } from "./runs";
import { saveSecret } from "./secrets";
import { openSecrets } from "./secrets-for-worker";
import { waive } from "./waivers";

const DAY_MS = 86_400_000;
let manager: Actor;

beforeAll(async () => {
  manager = await person("manager");
});

const audited = async (projectId: string) =>
  (await (await db()).auditEntry.findMany({ where: { projectId }, orderBy: { seq: "asc" } })).map(
    ({ action, actorName, details }) => ({ action, actorName, details: JSON.parse(details) as unknown }),
  );

async function withSecrets(): Promise<string> {
  const { id } = await createProject(manager, { customer: "Acme Bank", environment: "Production" });
  await saveSecret(manager, { projectId: id, field: "db.password", value: "hidden-one" });
  await saveSecret(manager, { projectId: id, field: "reg.password", value: "hidden-two" });
  return id;
}

describe("bar 49: the secrets of a closed project", () => {
  test("are removed at once where the manager says so, and the audit log proves it", async () => {
    const projectId = await withSecrets();
    await closeProject(manager, projectId, "at-once");
    expect(await openSecrets(projectId, 1)).toEqual({});
    expect(await getClosing(manager, projectId)).toMatchObject({ closed: { by: manager.name }, secrets: 0 });
    expect((await getClosing(manager, projectId)).purgedAt).toBeDefined();
    expect((await audited(projectId)).slice(-2)).toEqual([
      { action: "project.closed", actorName: manager.name, details: { secrets: "at-once", days: 30 } },
      {
        action: "secrets.purged",
        actorName: manager.name,
        details: { count: 2, fields: ["db.password", "reg.password"] },
      },
    ]);
  });

  test("stay for the configured days, and are then removed by the worker, once", async () => {
    const projectId = await withSecrets();
    const now = new Date();
    await closeProject(manager, projectId, "later", now);
    const { purgeAt } = await getClosing(manager, projectId);
    expect(Date.parse(purgeAt ?? "") - now.getTime()).toBe(30 * DAY_MS);
    expect(await purgeDueSecrets(new Date(now.getTime() + 30 * DAY_MS - 1))).toBe(0);
    expect(Object.keys(await openSecrets(projectId, 1))).toHaveLength(2);
    const due = new Date(now.getTime() + 30 * DAY_MS);
    expect(await purgeDueSecrets(due)).toBe(1);
    expect(await purgeDueSecrets(due)).toBe(0);
    expect(await openSecrets(projectId, 1)).toEqual({});
    expect(await getClosing(manager, projectId)).toMatchObject({ secrets: 0, purgedAt: due.toISOString() });
    expect((await audited(projectId)).at(-1)).toMatchObject({
      action: "secrets.purged",
      actorName: "Knovvu Readiness",
    });
  });

  test("stay when the project is opened again in time; removed ones must be given again", async () => {
    const projectId = await withSecrets();
    await closeProject(manager, projectId, "later");
    await reopenProject(manager, projectId);
    expect(await purgeDueSecrets(new Date(Date.now() + 365 * DAY_MS))).toBe(0);
    expect(Object.keys(await openSecrets(projectId, 1))).toHaveLength(2);
    await closeProject(manager, projectId, "at-once");
    await reopenProject(manager, projectId);
    expect(await getClosing(manager, projectId)).toEqual({ secrets: 0 });
    await saveSecret(manager, { projectId, field: "db.password", value: "given again" });
    expect(await openSecrets(projectId, 1)).toEqual({ "db.password": "given again" });
  });
});

describe("a closed project", () => {
  test("refuses runs, answers, secrets, words and sign-offs with a sentence, and nothing changes", async () => {
    const projectId = await readyProject(manager);
    await closeProject(manager, projectId, "later");
    const before = await audited(projectId);
    const tries = [
      () => startRun(manager, projectId, { kind: "all" }),
      () => saveAnswer(manager, { projectId, field: "db.engine", value: "postgresql", baseRevision: 0 }),
      () => importAnswers(manager, projectId, { "db.engine": "postgresql" }),
      () => saveSecret(manager, { projectId, field: "db.password", value: "x" }),
      () => attest(manager, { projectId, requirementId: "ts-host", holds: true }),
      () => waive(manager, { projectId, requirementId: "obs-tracing", reason: "agreed by mail", days: 3 }),
      () => signOff(manager, projectId),
      () => closeProject(manager, projectId, "at-once"),
    ];
    for (const one of tries) await expect(one()).rejects.toThrow(/This project is closed/);
    const client = await db();
    expect(await client.run.count({ where: { projectId } })).toBe(0);
    expect(await client.answer.count({ where: { projectId, field: "db.engine" } })).toBe(0);
    expect(await client.secret.count({ where: { projectId } })).toBe(0);
    expect(await audited(projectId)).toEqual(before);
  });

  test("keeps its certificate, which ends when it is opened again without its secrets", async () => {
    const projectId = await readyProject(manager);
    await saveSecret(manager, { projectId, field: "reg.password", value: "hidden" });
    await settleAll(manager, projectId);
    const engineer = await person("engineer");
    await signOff(engineer, projectId);
    await closeProject(manager, projectId, "at-once");
    expect((await listCertificates(engineer, projectId))[0]?.voided).toBeUndefined();
    await reopenProject(manager, projectId);
    expect((await listCertificates(engineer, projectId))[0]?.voided?.because).toBe(
      `${manager.name} reopened the project after its secrets had been removed.`,
    );
  });

  test("is closed and opened by project managers alone, and never while a run is going", async () => {
    const projectId = await withSecrets();
    await expect(closeProject(await person("engineer"), projectId, "at-once")).rejects.toBeInstanceOf(Forbidden);
    await expect(closeProject(await person("customer", projectId), projectId, "at-once")).rejects.toBeInstanceOf(
      Forbidden,
    );
    await expect(closeProject(await person("customer"), projectId, "at-once")).rejects.toBeInstanceOf(NotFound);
    await expect(reopenProject(manager, projectId)).rejects.toThrow(/is open/);
    await (await db()).run.create({
      data: {
        projectId,
        seq: 3,
        status: "queued",
        scope: "{}",
        requestedBy: manager.userId,
        requestedByName: manager.name,
        catalogueVersion: "2026.1",
      },
    });
    await expect(closeProject(manager, projectId, "at-once")).rejects.toThrow(/Run 3 is still going/);
    expect(Object.keys(await openSecrets(projectId, 1))).toHaveLength(2);
  });
});
