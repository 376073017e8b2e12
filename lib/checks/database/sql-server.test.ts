import { afterEach, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { type SqlServerPeer, type SqlServerScenario, startSqlServerPeer } from "@/lib/peers/sql-server/server";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { expectSeen, lookOut, type Outlook } from "@/test/look-out";

const HOST = "sql.acme.test";
const PASSWORD = "S3cret ğüşç {}'\"\\";
const peers: SqlServerPeer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

async function against(
  server: Partial<SqlServerScenario>,
  answers: Partial<Answers> = {},
  more: Partial<Outlook> = {},
) {
  const peer = await startSqlServerPeer({ password: PASSWORD, ...server }, [HOST]);
  peers.push(peer);
  const outlook: Outlook = {
    answers: {
      "project.products": ["CORE"],
      "project.installEnd": "2027-01-22",
      "db.engine": "mssql",
      "db.host": HOST,
      "db.ip": "127.0.0.1",
      "db.port": 1433,
      "db.username": "knovvu",
      "db.names": ["raven"],
      "db.createdBy": "customer",
      "db.tls": "verified",
      "db.ca": peer.ca,
      ...answers,
    },
    secrets: { "db.password": PASSWORD },
    pinned: { [`${HOST}:1433`]: peer.port, "other.acme.test:1433": peer.port },
    consented: true,
    ...more,
  };
  return { peer, outlook };
}

type Row = [
  id: string,
  title: string,
  server: Partial<SqlServerScenario>,
  answers: Partial<Answers>,
  verdict: Verdict,
  reasonCode?: ReasonCode,
];
const facts = (columns: Record<string, string | number | null>) => ({ databases: { raven: columns } });
const ROWS: Row[] = [
  ["db-engine", "SQL Server answers as SQL Server", {}, {}, "pass", "ok"],
  [
    "db-engine",
    "SQL Server answers where PostgreSQL is stated",
    {},
    { "db.engine": "postgresql" },
    "fail",
    "answer-mismatch",
  ],
  [
    "db-endpoint",
    "a named instance needs a fixed port",
    {},
    { "db.host": "localhost.acme.test", "db.instance": "KNOVVU" },
    "could-not-tell",
    "dns",
  ],
  ["db-login", "user, password and encryption are right", {}, {}, "pass", "ok"],
  [
    "db-login",
    "encryption that nobody verifies",
    {},
    { "db.tls": "required", "db.host": "other.acme.test" },
    "pass",
    "ok",
  ],
  ["db-login", "the certificate is for another name", {}, { "db.host": "other.acme.test" }, "fail", "tls-name"],
  [
    "db-login",
    "no encryption, as the answer says",
    { encryption: "not-supported" },
    { "db.tls": "off" },
    "warn",
    "unsupported",
  ],
  [
    "db-login",
    "the server demands encryption, the answer says none",
    { encryption: "required" },
    { "db.tls": "off" },
    "fail",
    "answer-mismatch",
  ],
  ["db-login", "a wrong password", { password: "another" }, {}, "fail", "auth"],
  ["db-login", "a database that is not there", {}, { "db.names": ["nowhere"] }, "fail", "not-found"],
  ["db-login", "the account sa", { user: "sa", ...facts({ usr: "sa" }) }, { "db.username": "sa" }, "warn", "forbidden"],
  ["db-login", "a password that ends soon", facts({ days_left: 5 }), {}, "warn", "expiring"],
  ["db-login", "a password that never ends by the server's rules", facts({ days_left: -1 }), {}, "pass", "ok"],
  ["db-engine", "Babelfish in front", facts({ babelfish: 1 }), {}, "warn", "unsupported"],
  [
    "db-engine",
    "Windows authentication, with which nobody looks behind the door",
    facts({ babelfish: 1 }),
    { "db.auth": "windows" },
    "pass",
    "ok",
  ],
  ["db-owner", "dbo, who is no member of db_owner", facts({ role_member: 0, control_db: 0 }), {}, "pass", "ok"],
  ["db-owner", "sysadmin has more than needed", facts({ sysadmin: 1 }), {}, "warn", "forbidden"],
  [
    "db-owner",
    "a reader",
    facts({ db_user: "reader", role_member: 0, control_db: 0, create_table: 0 }),
    {},
    "fail",
    "forbidden",
  ],
  ["db-owner", "rights that do not work", { createFails: 262 }, {}, "fail", "forbidden"],
  ["db-owner", "a database that takes no writes", facts({ upd: "READ_ONLY" }), {}, "fail", "forbidden"],
  ["db-owner", "a database that is offline", facts({ status: "OFFLINE" }), {}, "fail", "forbidden"],
];

test.each(ROWS)("%s on SQL Server: %s", async (id, _title, server, answers, verdict, reasonCode) => {
  const { outlook } = await against(server, answers);
  await expectSeen(id, outlook, verdict, reasonCode);
});

test.each<[string, Record<string, string | number>, string[], Verdict, ReasonCode]>([
  ["a version of the products' table", {}, ["2019"], "pass", "ok"],
  ["a version above the table", { version: "16.0.1000.6" }, ["2019"], "fail", "version-high"],
  ["a version below the table", { version: "13.0.1.1" }, ["2019"], "fail", "version-low"],
  ["the Express edition", { edition: "Express Edition" }, ["2019"], "warn", "unsupported"],
  ["Azure's own service", { version: "12.0.2000.8", engine_edition: 5 }, ["2019"], "could-not-tell", "unsupported"],
  ["support that ends before the installation", { version: "13.0.1.1" }, ["2016"], "warn", "expiring"],
])("db-version on SQL Server: %s", async (_title, columns, years, verdict, reasonCode) => {
  const { outlook } = await against(facts(columns));
  const majors = years.map((year) => ({ "2016": 13, "2019": 15 })[year] ?? 0);
  const policy = { ...DEFAULT_POLICY, databaseVersions: { CORE: { mssql: majors } } };
  await expectSeen("db-version", { ...outlook, policy }, verdict, reasonCode);
});

test("the version of SQL Server is known before any log-in", async () => {
  const { peer, outlook } = await against({}, { "db.auth": "windows" });
  const judged = await expectSeen("db-engine", outlook, "pass");
  expect(judged.evidence).toMatchObject({ version: "15.0.4322.2" });
  expect(peer.logins).toEqual([]);
});

test("bar 25: a SQL Server that says it cannot encrypt is given no password", async () => {
  const { peer, outlook } = await against({ encryption: "not-supported" });
  await expectSeen("db-login", outlook, "fail", "tls-untrusted");
  expect(peer.logins).toEqual([]);
});

test("a password arrives byte for byte, and encrypted", async () => {
  const { peer, outlook } = await against({});
  await expectSeen("db-login", outlook, "pass");
  expect(peer.logins).toEqual([
    { user: "knovvu", password: PASSWORD, database: "raven", app: "knovvu-readiness", encrypted: true },
  ]);
});

test("a wrong password is tried once, whatever else is asked in the run", async () => {
  const { peer, outlook } = await against(
    { password: "another", databases: { raven: {}, reports: {} } },
    { "db.names": ["raven", "reports"] },
  );
  await lookOut(["db-endpoint", "db-engine", "db-login", "db-version", "db-owner"], outlook);
  expect(peer.logins).toHaveLength(1);
});

test("a server that routes its users to a forbidden address is not followed there", async () => {
  const { peer, outlook } = await against({ route: { host: "169.254.169.254", port: 1433 } });
  const judged = await expectSeen("db-login", outlook, "could-not-tell", "blocked-by-policy");
  expect(judged.message).toContain("169.254.169.254");
  expect(peer.logins).toHaveLength(1);
});

test("a server that routes its users to an allowed one is followed through the guard", async () => {
  const target = await startSqlServerPeer({ password: PASSWORD, databases: { raven: { usr: "routed" } } }, [HOST]);
  peers.push(target);
  const { outlook } = await against({ route: { host: "other.acme.test", port: 1433 } }, { "db.tls": "required" });
  const pinned = { ...outlook.pinned, "other.acme.test:1433": target.port };
  const judged = await expectSeen("db-login", { ...outlook, pinned }, "pass");
  expect(judged.evidence).toMatchObject({ user: "routed" });
});

test("the attempt to create a table is one transaction that ends in a rollback", async () => {
  const { peer, outlook } = await against({});
  await expectSeen("db-owner", outlook, "pass");
  expect(peer.batches.filter((sql) => /CREATE TABLE/.test(sql) && /BEGIN TRAN/.test(sql))).toEqual([
    expect.stringMatching(/BEGIN TRAN; CREATE TABLE .*; INSERT .*; ROLLBACK;$/s),
  ]);
});
