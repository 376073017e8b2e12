import { spawnSync } from "node:child_process";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { databaseOwner } from "@/lib/artefacts/database-owner";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";
import { type PostgresPeer, startPostgres } from "@/test/peers/postgres";
import { program } from "@/test/peers/programs";

import { readDatabaseLook } from "./database-look";
import { judgeDatabaseLook } from "./judge-database-look";

const PASSWORD = "typed at a prompt";
const ROLES = `
CREATE ROLE owner LOGIN PASSWORD '${PASSWORD}';
CREATE ROLE keeper NOLOGIN;
CREATE ROLE member LOGIN INHERIT PASSWORD '${PASSWORD}' IN ROLE keeper;
CREATE ROLE noinherit LOGIN NOINHERIT PASSWORD '${PASSWORD}' IN ROLE keeper;
CREATE ROLE creator LOGIN CREATEDB PASSWORD '${PASSWORD}';
CREATE ROLE reader LOGIN PASSWORD '${PASSWORD}';
CREATE ROLE root LOGIN SUPERUSER PASSWORD '${PASSWORD}';
CREATE DATABASE raven OWNER owner;
CREATE DATABASE "Ra""ven" OWNER keeper
`;

let server: PostgresPeer;
beforeAll(async () => {
  server = await startPostgres();
  await server.sql(ROLES);
});
afterAll(() => server.stop());

const given = (answers: Partial<Answers>): Facts => ({
  answers: {
    "db.engine": "postgresql",
    "db.names": ["raven"],
    "db.auth": "cert",
    "db.createdBy": "customer",
    ...answers,
  },
  secretsSet: new Set(),
  policy: DEFAULT_POLICY,
  today: "2026-11-25",
});

/** The file as the customer's administrator would run it with psql, and everything that it printed. */
function printed(facts: Facts, more: readonly string[] = []): string {
  const files = databaseOwner({ facts, project: { name: "Acme Bank", id: "cacme123456" } });
  const look = files.find(({ path }) => path === "database-look.sql");
  const ran = spawnSync(program("psql"), [...more, "-X", "-f", "-"], {
    encoding: "utf8",
    input: look?.text ?? "",
    env: {
      ...process.env,
      PGHOST: "127.0.0.1",
      PGPORT: String(server.port),
      PGUSER: facts.answers["db.username"] ?? "",
      PGPASSWORD: PASSWORD,
      PGDATABASE: "postgres",
    },
  });
  return `${ran.stdout}\n${ran.stderr}`;
}

function judged(facts: Facts, text: string) {
  const read = readDatabaseLook(text);
  if (!read.ok) throw new Error(`${read.because}\n${text}`);
  expect(read.refused).toEqual([]);
  const context = { answers: facts.answers, facts, consented: true, now: new Date() };
  return new Map(judgeDatabaseLook(read.lines, context).map(({ id, judgements }) => [id, worst(judgements)]));
}

describe("database-look.sql, run by a real psql as the account itself, is judged as a look from here would be", () => {
  test.each<[what: string, answers: Partial<Answers>, owner: string, words: RegExp]>([
    ["an owner", { "db.username": "owner" }, "pass", /owns raven, and a table could be made and rolled back/],
    [
      "a member of the owning role, of a database with a quote in its name",
      { "db.username": "member", "db.names": ['Ra"ven'] },
      "pass",
      /owns Ra"ven/,
    ],
    [
      "a member that does not inherit",
      { "db.username": "noinherit", "db.names": ['Ra"ven'] },
      "fail",
      /neither owns Ra"ven \(keeper does\) nor may create/,
    ],
    ["somebody who may only read", { "db.username": "reader" }, "fail", /neither owns raven/],
    ["a superuser", { "db.username": "root" }, "warn", /may do everything/],
    [
      "an account that is to make the databases",
      { "db.username": "creator", "db.createdBy": "sestek", "db.names": ["later"] },
      "pass",
      /later does not exist yet; creator may create it/,
    ],
    [
      "an account that is to make them and may not",
      { "db.username": "reader", "db.createdBy": "sestek", "db.names": ["later"] },
      "fail",
      /may not create it/,
    ],
  ])("%s", (_what, answers, verdict, words) => {
    const facts = given(answers);
    const seen = judged(facts, printed(facts));
    expect(seen.get("db-owner")).toMatchObject({ verdict, message: expect.stringMatching(words) as string });
    expect(seen.get("db-login")?.verdict).toBe("pass");
  });

  test("leaves nothing behind in the database", async () => {
    const facts = given({ "db.username": "owner" });
    printed(facts);
    expect(printed(facts)).not.toContain("already exists");
    await expect(server.sql("CREATE SCHEMA rdy_check; DROP SCHEMA rdy_check", "raven")).resolves.toBeUndefined();
  });

  test("is read alike from psql's tables, its bare lines and its CSV", () => {
    const facts = given({ "db.username": "owner" });
    for (const more of [[], ["-A", "-t"], ["--csv"]])
      expect(judged(facts, printed(facts, more)).get("db-owner")?.verdict).toBe("pass");
  });
});
