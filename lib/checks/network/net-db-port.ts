import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { judgeClosed } from "@/lib/checks/tcp-states";
import type { Greeting } from "@/lib/probes/database/types";

export const USUAL_PORT = { postgresql: 5432, mssql: 1433 } as const;
export const ENGINE = { postgresql: "PostgreSQL", mssql: "SQL Server" } as const;

/** What the database's port says to the first bytes; shared with the terminal server's row. */
export function judgeGreeting(greeting: Greeting, { answers }: JudgeContext): Judgement {
  const { "db.engine": engine = "postgresql", "db.port": port = 0 } = answers;
  const target = `${answers["db.host"] ?? answers["db.ip"]}:${port}`;
  const expected = `${ENGINE[engine]} answers`;
  if (!greeting.ok) return judgeClosed(greeting, { target, expected });
  const base = { target, expected, found: greeting.engine, evidence: { durationMs: greeting.durationMs } };
  if (greeting.engine === "closed" || greeting.engine === "silent")
    return {
      ...base,
      verdict: "could-not-tell",
      reasonCode: "reset",
      message: `${target} takes the connection but does not speak: something in front may accept for others.`,
    };
  if (greeting.engine === "http" || greeting.engine === "unknown")
    return {
      ...base,
      verdict: "warn",
      reasonCode: "answer-mismatch",
      message: `${target} answers, but not as ${ENGINE[engine]} does. Check the address and the port.`,
    };
  if (greeting.engine !== engine)
    return {
      ...base,
      verdict: "fail",
      reasonCode: "answer-mismatch",
      message: `${target} speaks another protocol than the stated engine.`,
    };
  if (port !== USUAL_PORT[engine])
    return {
      ...base,
      verdict: "warn",
      reasonCode: "answer-mismatch",
      message: `The database answers on ${port}; the usual port, which firewall rules are written for, is ${USUAL_PORT[engine]}.`,
    };
  return { ...base, verdict: "pass", reasonCode: "ok", message: `The database at ${target} answers.` };
}

/** Workers reach the database (S143, S144), as seen from the app: it settles nothing. */
export const netDbPort = defineCheck({
  id: "net-db-port",
  needs: ["database"],
  run: ({ probes: { database } }) => database.greet(),
  verdict: (greeting, context) => [judgeGreeting(greeting, context)],
});
