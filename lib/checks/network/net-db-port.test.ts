import { expect, test } from "vitest";

import type { JudgeContext } from "@/lib/checks/define-check";
import { judgeGreeting } from "@/lib/checks/network/net-db-port";
import type { Greeting } from "@/lib/probes/database/types";

const heard = (engine: "postgresql" | "mssql" | "http" | "unknown" | "silent" | "closed") =>
  ({ ok: true, engine, durationMs: 3 }) as Greeting;
const stated = (engine: "postgresql" | "mssql", port: number) =>
  ({ answers: { "db.engine": engine, "db.host": "db.example.com", "db.port": port } }) as unknown as JudgeContext;

test.each([
  ["PostgreSQL on its usual port passes", heard("postgresql"), stated("postgresql", 5432), "pass", "ok"],
  ["SQL Server on its usual port passes", heard("mssql"), stated("mssql", 1433), "pass", "ok"],
  ["another port that works is a warning", heard("mssql"), stated("mssql", 1444), "warn", "answer-mismatch"],
  ["the other engine fails", heard("mssql"), stated("postgresql", 5432), "fail", "answer-mismatch"],
  ["a web server there is a warning", heard("http"), stated("postgresql", 5432), "warn", "answer-mismatch"],
  ["words of no known engine are a warning", heard("unknown"), stated("mssql", 1433), "warn", "answer-mismatch"],
  ["a port that says nothing decides nothing", heard("silent"), stated("postgresql", 5432), "could-not-tell", "reset"],
  ["a port that hangs up decides nothing", heard("closed"), stated("postgresql", 5432), "could-not-tell", "reset"],
])("the database's port: %s", (_title, greeting, context, verdict, reasonCode) => {
  expect(judgeGreeting(greeting, context)).toMatchObject({
    verdict,
    reasonCode,
    target: expect.stringContaining("db."),
  });
});
