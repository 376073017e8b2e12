import { describe, expect, test } from "vitest";

import { databaseOwner } from "@/lib/artefacts/database-owner";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";
import { sqlServerLine, sqlServerTrial } from "@/test/database-look";

import { isDatabaseLook, readDatabaseLook } from "./database-look";
import { judgeDatabaseLook } from "./judge-database-look";

const LINE = `RDY|${sqlServerLine()}`;
const TRIAL = `RDY|${sqlServerTrial()}`;
const quoted = (line: string) => `"${line.replaceAll('"', '""')}"`;
const facts = (answers: Partial<Answers> = {}): Facts => ({
  answers: {
    "db.engine": "mssql",
    "db.names": ["Raven"],
    "db.auth": "windows",
    "db.username": "ACME\\svc-knovvu",
    "db.createdBy": "customer",
    "project.installEnd": "2027-01-22",
    ...answers,
  },
  secretsSet: new Set(),
  policy: DEFAULT_POLICY,
  today: "2026-11-25",
});

describe("what database-look.sql printed is read", () => {
  test.each([
    ["as cells copied from the grid of SSMS", `readiness\n${LINE}\nreadiness\n${TRIAL}`],
    ["as rows copied from pgAdmin, in quotes", `"readiness"\n${quoted(LINE)}\n${quoted(TRIAL)}`],
    ["as a table with blanks and rules", `readiness\n-----\n ${LINE}      \n(1 row)\n\n ${TRIAL}   \n`],
    ["with Windows line ends, and messages of the server between", `${LINE}\r\n(1 row affected)\r\n${TRIAL}\r\n`],
  ])("%s", (_how, text) => {
    expect(isDatabaseLook(text)).toBe(true);
    expect(readDatabaseLook(text)).toMatchObject({ ok: true, refused: [], lines: [{ db: "Raven" }, { tried: "yes" }] });
  });

  test.each<[what: string, text: string, because: RegExp]>([
    ["a line that SSMS cut after 256 letters", LINE.slice(0, 256), /cut off.*grid.*-y 0/],
    [
      "the lines of the probes in the cluster",
      'RDY|{"check":"start","node":"worker-1"}',
      /no line of database-look\.sql/,
    ],
    ["nothing of it", "Msg 18456, Level 14", /no line that begins with RDY\|/],
    ["far more than it prints", `${LINE}\n`.repeat(500), /500 lines/],
    ["a number where a name belongs", LINE.replace('"Raven"', "7"), /no line of database-look\.sql/],
  ])("%s is refused with what to do", (_what, text, because) => {
    expect(readDatabaseLook(text)).toMatchObject({ ok: false, because: expect.stringMatching(because) as string });
  });

  test("a line that cannot be read is named, and the others count", () => {
    expect(readDatabaseLook(`${LINE}\nRDY|{"db":`)).toMatchObject({ ok: true, lines: [{}], refused: [{ item: 2 }] });
  });
});

describe("what it says of an account of a Windows domain", () => {
  const judged = (text: string, given = facts()) => {
    const read = readDatabaseLook(text);
    if (!read.ok) throw new Error(read.because);
    const context = { answers: given.answers, facts: given, consented: true, now: new Date() };
    const found = judgeDatabaseLook(read.lines, context);
    return Object.fromEntries(found.map(({ id, judgements }) => [id, worst(judgements)]));
  };
  const line = (change: Parameters<typeof sqlServerLine>[0]) => `RDY|${sqlServerLine(change)}\n${TRIAL}`;

  test.each<[what: string, text: string, login: string, owner: string, words: RegExp]>([
    ["an owner of the database", line({}), "pass", "pass", /ACME\\svc-knovvu owns Raven/],
    ["one without rights", line({ role_member: 0, control_db: 0, create_table: 0 }), "pass", "fail", /neither owns/],
    ["a member of sysadmin", line({ sysadmin: 1 }), "pass", "warn", /may do everything/],
    ["a database that takes no writes", line({ upd: "READ_ONLY" }), "pass", "fail", /takes no writes/],
    ["a log-in that ends before the installation", line({ days_left: 5 }), "warn", "pass", /owns Raven/],
    ["a trial that the server refused", LINE, "pass", "could-not-tell", /line of its trial is missing/],
  ])("%s", (_what, text, login, owner, words) => {
    expect(judged(text)).toMatchObject({
      "db-login": { verdict: login },
      "db-owner": { verdict: owner, message: expect.stringMatching(words) as string },
    });
  });

  test("SQL Server's names are the same in capitals and small letters", () => {
    expect(judged(line({}), facts({ "db.names": ["raven"] }))).toMatchObject({
      "db-login": { verdict: "pass" },
      "db-owner": { verdict: "pass" },
    });
  });

  test("a database of which nothing was pasted is named, and is no pass", () => {
    const both = judged(`${LINE}\n${TRIAL}`, facts({ "db.names": ["Raven", "Reports"] }));
    for (const id of ["db-login", "db-owner"])
      expect(both[id]).toMatchObject({ verdict: "could-not-tell", message: /^Nothing was pasted of Reports/ });
  });
});

test("the file holds no secret, names the account by its brackets, and always rolls back", () => {
  const files = databaseOwner({ facts: facts({ "db.names": ["a]b'c"] }), project: { name: "Acme", id: "cacme'1" } });
  const text = files.find(({ path }) => path === "database-look.sql")?.text ?? "";
  expect(text).toContain("USE [a]]b'c];");
  expect(text).toContain("N'cacme''1' project");
  expect(text.match(/BEGIN TRAN/g)?.length).toBe(text.match(/ROLLBACK/g)?.length);
  expect(databaseOwner({ facts: facts(), project: { name: "Acme" } }).map(({ path }) => path)).toEqual([
    "database-owner.sql",
  ]);
});
