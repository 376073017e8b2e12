import "@/test/database";

import Papa from "papaparse";
import { beforeAll, describe, expect, test } from "vitest";

import { exportHead, exportLines } from "@/lib/audit/export";
import { readAuditQuery } from "@/lib/audit/query";
import { AUDIT_ACTIONS, type AuditAction } from "@/lib/audit/vocabulary";
import type { Actor } from "@/lib/auth/actor";
import { calledFrom } from "@/lib/auth/caller";
import { NotFound } from "@/lib/errors";
import { MESSAGES } from "@/lib/messages";
import { person } from "@/test/people";

import { saveAnswer } from "./answers";
import { audit, entryHash, NOBODY } from "./audit";
import { type AuditRow, exportAudit, listAudit } from "./audit-log";
import { db } from "./db";
import { createProject } from "./projects";
import { verifyAudit } from "./verify-audit";

let admin: Actor;
let engineer: Actor;
let projectId: string;

const write = async (actor: Actor | typeof NOBODY, action: AuditAction, more: object = {}) =>
  (await db()).$transaction((tx) => audit(tx, actor, { action, ...more }));
const ask = (address: Record<string, string>, actor = admin, scope = {}) =>
  listAudit(actor, readAuditQuery(address), scope);
const actions = async (address: Record<string, string>) => (await ask(address)).entries.map(({ action }) => action);

/** Puts an entry at another time into the log, as the chain would have it. */
async function backdate(at: string, action: AuditAction): Promise<void> {
  const client = await db();
  const last = await client.auditEntry.findFirst({ orderBy: { seq: "desc" } });
  const entry = {
    at: new Date(at),
    actorId: admin.userId,
    actorName: admin.name,
    actorRole: "admin",
    address: null,
    projectId: null,
    action,
    subject: null,
    details: "{}",
    previousHash: last?.hash ?? "0".repeat(64),
  };
  await client.auditEntry.create({ data: { ...entry, hash: entryHash(entry) } });
}

beforeAll(async () => {
  admin = await person("admin");
  engineer = await person("engineer");
  await backdate("2026-01-10T21:30:00Z", "webhook.saved");
  await backdate("2026-01-11T21:30:00Z", "webhook.disabled");
  await backdate("2026-01-11T20:00:00Z", "product.saved");
  ({ id: projectId } = await createProject(admin, { customer: "Işık Sigorta", environment: "Test" }));
  await calledFrom({ address: "192.0.2.7" }, () =>
    write(engineer, "answer.saved", { projectId, subject: "db.host", details: { revision: 1 } }),
  );
  await write(NOBODY, "verdict.turned", { projectId, subject: "db-endpoint" });
  await write(NOBODY, "sign-in.refused", { subject: "=cmd|' /C calc'!A0" });
});

describe("reading the audit log", () => {
  test("an entry says who did what, when, to what and from where", async () => {
    expect((await ask({ action: "answer.saved" })).entries).toMatchObject([
      {
        actor: engineer.name,
        role: "engineer",
        address: "192.0.2.7",
        subject: "db.host",
        project: "Işık Sigorta, Test",
      },
    ]);
  });

  test.each<[string, Record<string, string>, AuditAction[]]>([
    ["a person's e-mail", { person: "engineer-2@test" }, ["answer.saved"]],
    ["the application itself", { person: "knovvu readiness" }, ["sign-in.refused", "verdict.turned"]],
    ["nobody we know", { person: "stranger" }, []],
    ["what was done", { action: "verdict.turned" }, ["verdict.turned"]],
    ["a project's name", { project: "ışik" }, ["verdict.turned", "answer.saved", "project.created"]],
    ["another project", { project: "nordwind" }, []],
    ["what it is about", { subject: "db.host" }, ["answer.saved"]],
    ["a day", { from: "2026-01-10", to: "2026-01-10" }, ["webhook.saved"]],
    [
      "a day when the clock was set back",
      { from: "2026-01-11", to: "2026-01-11" },
      ["product.saved", "webhook.disabled"],
    ],
    ["until a day", { to: "2026-01-10" }, ["webhook.saved"]],
  ])("is narrowed by %s", async (_by, address, expected) => {
    expect(await actions(address)).toEqual(expected);
  });

  test("days are those of the viewer's zone", async () => {
    const istanbul = { ...admin, timeZone: "Europe/Istanbul" };
    const { entries } = await ask({ from: "2026-01-11", to: "2026-01-11" }, istanbul);
    expect(entries.map(({ action }) => action)).toEqual(["product.saved", "webhook.saved"]);
  });

  test("what makes no sense in the address narrows nothing", async () => {
    expect(await actions({ action: "everything", from: "yesterday", before: "-1" })).toEqual(await actions({}));
  });

  test("its pages hold each entry once, in both directions, while new ones are written", async () => {
    for (let at = 0; at < 120; at++) await write(admin, "comment.added", { subject: `paged ${at}` });
    const pages: number[][] = [];
    let page = await ask({ action: "comment.added" });
    for (;;) {
      pages.push(page.entries.map(({ seq }) => seq));
      await write(admin, "comment.added", { subject: "later" });
      if (!page.older) break;
      page = await ask({ action: "comment.added", before: String(page.older) });
    }
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flat()).size).toBe(120);
    const back = await ask({ action: "comment.added", after: String(page.newer) });
    expect(back.entries.map(({ seq }) => seq)).toEqual(pages[1]);
  });

  test("administrators read all of it, SESTEK's people one project's, and a customer none", async () => {
    const customer = await person("customer", projectId);
    await expect(ask({}, engineer)).rejects.toBeInstanceOf(NotFound);
    await expect(ask({}, customer)).rejects.toBeInstanceOf(NotFound);
    await expect(ask({}, customer, { projectId })).rejects.toBeInstanceOf(NotFound);
    await expect(exportAudit(customer, {}, { projectId })).rejects.toBeInstanceOf(NotFound);
    await expect(exportAudit(engineer, {})).rejects.toBeInstanceOf(NotFound);
    const { entries } = await ask({ project: "" }, engineer, { projectId });
    expect(entries.map(({ action }) => action)).toEqual(["verdict.turned", "answer.saved", "project.created"]);
    await expect(ask({}, engineer, { projectId: "cmissing" })).rejects.toBeInstanceOf(NotFound);
  });

  test("every action has its sentence in both languages", () => {
    for (const action of AUDIT_ACTIONS)
      for (const locale of ["en", "tr"] as const)
        expect(MESSAGES[locale].audit[`did-${action}`].length).toBeGreaterThan(5);
  });
});

describe("the exported log", () => {
  async function exported(address: Record<string, string>): Promise<AuditRow[]> {
    const rows: AuditRow[] = [];
    for await (const part of await exportAudit(admin, readAuditQuery(address))) rows.push(...part);
    return rows;
  }

  test("is a table with a byte-order mark, in which nothing is a formula", async () => {
    const rows = await exported({ action: "sign-in.refused" });
    const csv = exportHead("csv") + exportLines("csv", rows);
    expect(csv.startsWith("\uFEFFseq,at,actor,role,address,action,subject")).toBe(true);
    const [read] = Papa.parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true }).data;
    expect(read).toMatchObject({ action: "sign-in.refused", subject: "'=cmd|' /C calc'!A0", actor: NOBODY.name });
  });

  test("has every entry in the order of the chain, so that a reader can verify it", async () => {
    const rows = await exported({});
    expect(rows).toHaveLength(await (await db()).auditEntry.count());
    const lines = exportLines("jsonl", rows).trimEnd().split("\n");
    const read = lines.map((line) => JSON.parse(line) as AuditRow);
    for (const [at, { previousHash }] of read.entries())
      expect(previousHash).toBe(read[at - 1]?.hash ?? "0".repeat(64));
  });
});

describe("bar 70: the audit log only grows", () => {
  test("the database refuses to change or to remove an entry", async () => {
    const client = await db();
    const before = await client.auditEntry.findMany();
    await expect(client.auditEntry.updateMany({ data: { actorName: "Nobody" } })).rejects.toThrow();
    await expect(client.auditEntry.deleteMany({ where: { seq: 1 } })).rejects.toThrow();
    for (const [sql, why] of [
      ['UPDATE "AuditEntry" SET "at" = "at"', "audit entries never change"],
      ['DELETE FROM "AuditEntry"', "audit entries are never removed"],
    ] as const)
      await expect(client.$executeRawUnsafe(sql)).rejects.toThrow(why);
    expect(await client.auditEntry.findMany()).toEqual(before);
  });

  test("fifty people who act at once never fork the chain", async () => {
    const before = await (await db()).auditEntry.count();
    await Promise.all(
      Array.from({ length: 50 }, async (_, at) =>
        at % 2 === 0
          ? write(engineer, "comment.added", { subject: `at once ${at}` })
          : saveAnswer(admin, {
              projectId: (await createProject(admin, { customer: `Many ${at}`, environment: "Test" })).id,
              field: "db.port",
              value: 5000 + at,
              baseRevision: 0,
            }),
      ),
    );
    const after = await verifyAudit();
    expect(after).toEqual({ count: before + 75 });
  });

  test("an entry that was changed behind the application's back is found, and so is one that was taken out", async () => {
    const client = await db();
    for (const trigger of ["AuditEntry_never_changes", "AuditEntry_never_goes"])
      await client.$executeRawUnsafe(`DROP TRIGGER "${trigger}"`);
    const third = await client.auditEntry.findFirstOrThrow({ where: { seq: 3 } });
    await client.auditEntry.update({ where: { seq: 3 }, data: { actorName: "Somebody Else" } });
    expect((await verifyAudit()).broken).toBe(3);
    const forged = { ...third, actorName: "Somebody Else" };
    await client.auditEntry.update({ where: { seq: 3 }, data: { hash: entryHash(forged) } });
    expect((await verifyAudit()).broken).toBe(4);
    await client.auditEntry.update({ where: { seq: 3 }, data: { actorName: third.actorName, hash: third.hash } });
    expect((await verifyAudit()).broken).toBeUndefined();
    await client.auditEntry.delete({ where: { seq: 5 } });
    expect((await verifyAudit()).broken).toBe(6);
    await client.auditEntry.deleteMany({ where: { seq: { lt: 5 } } });
    expect((await verifyAudit()).broken).toBe(6);
  });
});
