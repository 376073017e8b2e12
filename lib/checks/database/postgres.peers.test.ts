import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { makeCertificate } from "@/lib/peers/certificates";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { expectSeen, lookOut, type Outlook } from "@/test/look-out";
import { startPooler } from "@/test/peers/pooler";
import { type PostgresPeer, startPostgres } from "@/test/peers/postgres";

const HOST = "db.acme.test";
const PASSWORD = "s3cret pässword '\"\\";
const ROLES = `
CREATE ROLE owner_role NOLOGIN;
CREATE ROLE owner LOGIN PASSWORD 'PW';
CREATE ROLE member LOGIN INHERIT PASSWORD 'PW' IN ROLE owner_role;
CREATE ROLE noinherit LOGIN NOINHERIT PASSWORD 'PW' IN ROLE owner_role;
CREATE ROLE creator LOGIN CREATEDB PASSWORD 'PW';
CREATE ROLE reader LOGIN PASSWORD 'PW';
CREATE ROLE root LOGIN SUPERUSER PASSWORD 'PW';
CREATE ROLE guest LOGIN PASSWORD 'PW';
CREATE ROLE ending LOGIN PASSWORD 'PW' VALID UNTIL '2026-12-31';
CREATE DATABASE raven OWNER owner;
CREATE DATABASE shared OWNER owner_role;
CREATE DATABASE closed OWNER owner;
CREATE DATABASE granted OWNER owner_role;
GRANT CREATE ON DATABASE granted TO guest;
ALTER DATABASE closed SET default_transaction_read_only = on
`;

let server: PostgresPeer;
beforeAll(async () => {
  server = await startPostgres();
  await server.sql(ROLES.replaceAll("'PW'", `'${PASSWORD.replaceAll("'", "''")}'`));
  await server.sql("GRANT CREATE ON SCHEMA public TO guest", "granted");
});
afterAll(() => server.stop());

function outlook(answers: Partial<Answers> = {}, more: Partial<Outlook> = {}): Outlook {
  return {
    answers: {
      "project.products": ["VA"],
      "project.installEnd": "2027-01-22",
      "db.engine": "postgresql",
      "db.host": HOST,
      "db.ip": "127.0.0.1",
      "db.port": 5432,
      "db.username": "owner",
      "db.names": ["raven"],
      "db.createdBy": "customer",
      "db.auth": "scram",
      "db.tls": "verified",
      "db.ca": server.ca,
      ...answers,
    },
    secrets: { "db.password": PASSWORD },
    pinned: { [`${HOST}:5432`]: server.port, "wrong.acme.test:5432": server.port, "127.0.0.1:5432": server.port },
    consented: true,
    ...more,
  };
}

type Row = [id: string, title: string, answers: Partial<Answers>, verdict: Verdict, reasonCode?: ReasonCode];
const ROWS: Row[] = [
  ["db-engine", "PostgreSQL answers as PostgreSQL", {}, "pass", "ok"],
  ["db-engine", "PostgreSQL answers where SQL Server is stated", { "db.engine": "mssql" }, "fail", "answer-mismatch"],
  ["db-endpoint", "name and address fit together", {}, "pass", "ok"],
  ["db-endpoint", "only an address is given", { "db.host": "127.0.0.1" }, "warn", "answer-missing"],
  ["db-endpoint", "the same address in another spelling", { "db.ip": "::ffff:127.0.0.1" }, "pass", "ok"],
  ["db-endpoint", "the name leads elsewhere", { "db.ip": "10.9.9.9" }, "warn", "answer-mismatch"],
  ["db-login", "user, password and encryption are right", {}, "pass", "ok"],
  ["db-login", "encryption that nobody verifies", { "db.tls": "required", "db.host": "wrong.acme.test" }, "pass", "ok"],
  ["db-login", "no encryption at all", { "db.tls": "off" }, "warn", "unsupported"],
  ["db-login", "the certificate is for another name", { "db.host": "wrong.acme.test" }, "fail", "tls-name"],
  ["db-login", "a database that does not exist", { "db.names": ["nowhere"] }, "fail", "not-found"],
  [
    "db-login",
    "a database that SESTEK creates later",
    { "db.names": ["nowhere"], "db.createdBy": "sestek" },
    "pass",
    "ok",
  ],
  ["db-login", "an unknown user", { "db.username": "nobody" }, "fail", "auth"],
  ["db-login", "an account that ends before the installation", { "db.username": "ending" }, "warn", "expiring"],
  ["db-login", "Windows authentication", { "db.auth": "windows" }, "could-not-tell", "unsupported"],
  ["db-version", "a version that nobody verified for the product", {}, "fail", "version-high"],
  [
    "db-version",
    "a product without an entry in the table",
    { "project.products": ["CORE"] },
    "could-not-tell",
    "answer-missing",
  ],
  ["db-owner", "the owner", {}, "pass", "ok"],
  [
    "db-owner",
    "a member of the owning role that inherits",
    { "db.username": "member", "db.names": ["shared"] },
    "pass",
    "ok",
  ],
  [
    "db-owner",
    "a member of the owning role that does not inherit",
    { "db.username": "noinherit", "db.names": ["shared"] },
    "fail",
    "forbidden",
  ],
  ["db-owner", "a reader", { "db.username": "reader" }, "fail", "forbidden"],
  ["db-owner", "a superuser has more than needed", { "db.username": "root" }, "warn", "forbidden"],
  [
    "db-owner",
    "a guest that may create but does not own",
    { "db.username": "guest", "db.names": ["granted"] },
    "warn",
    "forbidden",
  ],
  ["db-owner", "a database that takes no writes", { "db.names": ["closed"] }, "fail", "forbidden"],
  [
    "db-owner",
    "a database to be created, by one who may",
    { "db.username": "creator", "db.names": ["later"], "db.createdBy": "sestek" },
    "pass",
    "ok",
  ],
  [
    "db-owner",
    "a database to be created, by one who may not",
    { "db.names": ["later"], "db.createdBy": "sestek" },
    "fail",
    "forbidden",
  ],
];

test.each(ROWS)("%s on a real PostgreSQL: %s", async (id, _title, answers, verdict, reasonCode) => {
  await expectSeen(id, outlook(answers), verdict, reasonCode);
});

describe("a real PostgreSQL", () => {
  test("a wrong password is tried exactly once in a run, over all databases and checks", async () => {
    const before = server.log().length;
    const wrong = outlook({ "db.names": ["raven", "shared", "granted"] }, { secrets: { "db.password": "wrong" } });
    const judged = await lookOut(["db-endpoint", "db-login", "db-version", "db-owner"], wrong);
    expect(judged.filter(({ verdict }) => verdict === "fail").length).toBeGreaterThan(0);
    await expect
      .poll(
        () =>
          server
            .log()
            .slice(before)
            .match(/password authentication failed/g)?.length,
      )
      .toBe(1);
  });

  test("nothing is left of the attempt to create a table, and without consent nothing is tried", async () => {
    const before = server.log().length;
    await expectSeen("db-owner", outlook({}, { consented: false }), "could-not-tell", "answer-missing");
    await expectSeen("db-owner", outlook(), "pass");
    await expect(
      server.sql("SELECT 1/(SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'rdy%')", "raven"),
    ).rejects.toThrow(/division by zero/);
    expect(server.log().slice(before)).not.toMatch(/ERROR: {2}(?!division by zero)/);
  });

  test("an unknown CA is named, and no password leaves", async () => {
    const before = server.log().length;
    const { pem } = await makeCertificate({ commonName: "another CA" });
    await expectSeen("db-login", outlook({ "db.ca": pem }), "fail", "tls-untrusted");
    expect(server.log().slice(before)).not.toMatch(/authenticated|authorized/);
  });

  test("bar 26: settings of the environment and of files change nothing", async () => {
    const variables = {
      PGHOST: "127.0.0.9",
      PGSSLMODE: "disable",
      PGOPTIONS: "-c role=root",
      PGPASSWORD: "wrong",
      PGPASSFILE: "/etc/passwd",
    };
    const kept = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
    Object.assign(process.env, variables);
    try {
      const { evidence } = await expectSeen("db-login", outlook(), "pass", "ok");
      expect(evidence).toMatchObject({ user: "owner", encrypted: true });
    } finally {
      for (const [name, value] of Object.entries(kept)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  test("a pooler in front is told by the one log-in of the run, and db-login makes no second one", async () => {
    const pooler = await startPooler(server.port);
    const before = server.log().length;
    const through = outlook({ "db.tls": "off" }, { pinned: { [`${HOST}:5432`]: pooler.port } });
    const [engine, login] = await lookOut(["db-engine", "db-login"], through);
    pooler.close();
    expect(engine).toMatchObject({ verdict: "warn", reasonCode: "unsupported" });
    expect(engine?.message).toContain("pooler such as PgBouncer in front of PostgreSQL");
    expect(login).toMatchObject({ verdict: "warn", evidence: { user: "owner" } });
    const logins = () =>
      server
        .log()
        .slice(before)
        .match(/connection authorized: user=owner/g)?.length;
    await expect.poll(logins).toBe(1);
  });

  test("every reservation of an address is said, not the first alone", async () => {
    const answers = { "db.host": "127.0.0.1", "db.ip": "10.9.9.9", "db.instance": "KNOVVU" };
    const { message } = await expectSeen("db-endpoint", outlook(answers), "warn", "answer-missing");
    for (const said of ["an address only", "and the answer says 10.9.9.9", "The named instance KNOVVU"])
      expect(message).toContain(said);
  });

  test("every reservation of a log-in is said, not the first alone", async () => {
    const answers = { "db.username": "ending", "db.tls": "off" } as const;
    const { message, reasonCode } = await expectSeen("db-login", outlook(answers), "warn");
    expect(reasonCode).toBe("expiring");
    expect(message).toContain("ends on 2026-12-31, before the installation is over on 2027-01-22");
    expect(message).toContain("not encrypted");
  });

  test("an account that ends within the days of grace is not said to end before the installation is over", async () => {
    const answers = { "db.username": "ending", "project.installEnd": "2026-12-27" } as const;
    const { message } = await expectSeen("db-login", outlook(answers), "warn", "expiring");
    expect(message).toContain("ends on 2026-12-31, soon after the planned end of the installation on 2026-12-27");
    await expectSeen("db-login", outlook({ ...answers, "project.installEnd": "2026-11-30" }), "pass");
  });

  test("the stated version stands beside the one that was seen, to be taken over", async () => {
    const judged = await lookOut("db-version", outlook({ "db.version": "9.6" }));
    const answer = judged.find(({ target }) => target === "answer");
    expect(answer).toMatchObject({ verdict: "warn", expected: "9.6", suggests: { field: "db.version" } });
  });
});
