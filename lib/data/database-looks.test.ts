import "@/test/database";

import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { sqlServerLine, sqlServerTrial } from "@/test/database-look";
import { person } from "@/test/people";

import { importAnswers, saveAnswer } from "./answers";
import { getBoard } from "./board";
import { closeProject } from "./closing";
import { db } from "./db";
import { listErrands } from "./errands";
import { createProject } from "./projects";
import { takeUploadedResult } from "./terminal-results";

let manager: Actor;
let projectId: string;

beforeAll(async () => {
  manager = await person("manager");
});
beforeEach(async () => {
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
  await importAnswers(manager, projectId, {
    "project.products": ["VA"],
    "project.installEnd": "2027-01-22",
    "db.engine": "mssql",
    "db.host": "sql01.acme.test",
    "db.port": 1433,
    "db.names": ["Raven"],
    "db.auth": "windows",
    "db.username": "ACME\\svc-knovvu",
    "db.createdBy": "customer",
  });
});

const printed = (change: Parameters<typeof sqlServerLine>[0] = {}) =>
  `RDY|${sqlServerLine({ project: projectId, ...change })}\nRDY|${sqlServerTrial({ project: projectId, ...change })}\n`;
const take = (text: string) => takeUploadedResult(manager, projectId, new TextEncoder().encode(text));
const row = async (id: string) => (await getBoard(manager, projectId)).rows.find((one) => one.id === id);
const daysAgo = (days: number) => `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;

describe("the lines of database-look.sql, pasted by a person", () => {
  test("settle log-in and ownership of an account that this application cannot use, and name the server", async () => {
    expect(await take(printed())).toMatchObject({ host: "SQL01", taken: 2, refused: [], notes: [] });
    for (const id of ["db-login", "db-owner"])
      expect(await row(id)).toMatchObject({ verdict: "pass", vantage: "terminal", blocks: false });
    expect(await row("db-login")).toMatchObject({ views: [{ vantage: "terminal", host: "SQL01", decides: true }] });
    expect(await listErrands(manager, projectId, ["database"])).toMatchObject([{ state: "taken", host: "SQL01" }]);
    expect(await (await db()).auditEntry.findFirst({ where: { projectId }, orderBy: { seq: "desc" } })).toMatchObject({
      action: "errand.taken",
      actorName: manager.name,
    });
  });

  test("turn the row red where the account has no rights, with what to do", async () => {
    await take(printed({ role_member: 0, control_db: 0, create_table: 0 }));
    expect(await row("db-owner")).toMatchObject({ verdict: "fail", blocks: true, remedy: { artefact: "A14" } });
  });

  test.each<[what: string, text: () => string, because: RegExp]>([
    ["of another project", () => printed({ project: "celsewhere1" }), /do not belong to this project/],
    [
      "made as another account",
      () => printed({ usr: "ACME\\jane" }),
      /made as ACME\\jane\. Log in as ACME\\svc-knovvu/,
    ],
    ["of a database that nobody asked for", () => printed({ db: "master" }), /None of these lines/],
    ["from last month", () => printed({ looked_at: daysAgo(30) }), /more than 7 days ago/],
    ["with a clock days ahead", () => printed({ looked_at: daysAgo(-3) }), /more than a day off/],
    ["of another engine", () => printed().replaceAll('"mssql"', '"postgresql"'), /another engine|no line of/],
  ])("%s are refused with the reason, and nothing changes", async (_what, text, because) => {
    await expect(take(text())).rejects.toThrow(because);
    expect(await (await db()).observation.count({ where: { projectId } })).toBe(0);
    expect(await (await db()).auditEntry.findFirst({ where: { projectId }, orderBy: { seq: "desc" } })).toMatchObject({
      action: "errand.refused",
    });
  });

  test("of a PostgreSQL role that differs in one capital are another account's", async () => {
    await saveAnswer(manager, { projectId, field: "db.engine", value: "postgresql", baseRevision: 1 });
    await saveAnswer(manager, { projectId, field: "db.username", value: "Knovvu", baseRevision: 1 });
    const at = new Date().toISOString().slice(0, 19);
    const trial = {
      project: projectId,
      engine: "postgresql",
      db: "Raven",
      usr: "knovvu",
      tried: "yes",
      looked_at: `${at}Z`,
    };
    await expect(take(`RDY|${JSON.stringify(trial)}`)).rejects.toThrow("made as knovvu. Log in as Knovvu");
  });

  test("are taken once", async () => {
    const text = printed();
    await take(text);
    await expect(take(text)).rejects.toThrow("taken already");
  });

  test("are taken by no closed project", async () => {
    await closeProject(manager, projectId, "later");
    await expect(take(printed())).rejects.toThrow("This project is closed");
  });

  test("are inert where they are shown", async () => {
    const { host } = await take(printed().replace('"SQL01"', '"\\u001b[31m<b>SQL01\\u202e"'));
    expect(host).toBe("[31m<b>SQL01");
  });
});
