import { afterAll, beforeAll, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { lookOut, type Outlook } from "@/test/look-out";
import { type PgBouncer, startPgBouncer } from "@/test/peers/pgbouncer";
import { type PostgresPeer, startPostgres } from "@/test/peers/postgres";

const HOST = "db.acme.test";
const PASSWORD = "s3cret-of-the-pooler-test";
let server: PostgresPeer;
let lenient: PgBouncer;
let strict: PgBouncer;

beforeAll(async () => {
  server = await startPostgres();
  await server.sql(`CREATE ROLE owner LOGIN PASSWORD '${PASSWORD}';\nCREATE DATABASE raven OWNER owner`);
  const shared = { server: server.port, user: "owner", password: PASSWORD, databases: ["raven"] };
  lenient = await startPgBouncer({ ...shared, ignores: ["options", "statement_timeout"] });
  strict = await startPgBouncer(shared);
});
afterAll(async () => {
  await lenient?.stop();
  await strict?.stop();
  await server.stop();
});

function through(pooler: PgBouncer, answers: Partial<Answers> = {}): Outlook {
  return {
    answers: {
      "project.products": ["VA"],
      "db.engine": "postgresql",
      "db.host": HOST,
      "db.ip": "127.0.0.1",
      "db.port": 6432,
      "db.username": "owner",
      "db.names": ["raven"],
      "db.createdBy": "customer",
      "db.auth": "scram",
      "db.tls": "off",
      ...answers,
    },
    secrets: { "db.password": PASSWORD },
    pinned: { [`${HOST}:6432`]: pooler.port },
  };
}

test("a real PgBouncer that lets us in is seen by its own process number, with one log-in", async () => {
  const [engine, login] = await lookOut(["db-engine", "db-login"], through(lenient));
  expect(engine).toMatchObject({ verdict: "warn", reasonCode: "unsupported" });
  expect(engine?.message).toContain("a pooler such as PgBouncer in front of PostgreSQL");
  expect(login).toMatchObject({ verdict: "warn", evidence: { user: "owner" } });
  expect(lenient.log().match(/login attempt/g)).toHaveLength(1);
});

test("a real PgBouncer that refuses what it does not carry is named all the same", async () => {
  const [engine, login] = await lookOut(["db-engine", "db-login"], through(strict));
  expect(engine).toMatchObject({ verdict: "warn", reasonCode: "unsupported" });
  expect(login).toMatchObject({ verdict: "could-not-tell", reasonCode: "unsupported" });
  expect(login?.message).toContain("a pooler such as PgBouncer, which let nobody in");
});

test("a database that a real PgBouncer does not know is not said to be missing from PostgreSQL", async () => {
  const [login] = await lookOut("db-login", through(lenient, { "db.names": ["nowhere"] }));
  expect(login).toMatchObject({ verdict: "could-not-tell", reasonCode: "unsupported" });
  expect(login?.message).toContain("a pooler such as PgBouncer");
});
