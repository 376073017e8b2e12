import { connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import type { DatabaseSession, Greeting } from "@/lib/probes/database/types";

import { ENGINE_TITLE } from "./engines";
import { anySession, byPassword } from "./sessions";

interface Seen {
  greeting: Greeting;
  /** The log-in of this run, where one is possible: only who is in sees that something stands in front. */
  session?: DatabaseSession;
}

/**
 * The database engine is chosen, and it is the one that answers (S207). What stands in front of it is seen
 * by the one log-in that db-login makes; no other is made, and none at another engine.
 */
export const dbEngine = defineCheck({
  id: "db-engine",
  needs: ["database"],
  async run({ probes: { database }, answers }): Promise<Seen> {
    const greeting = await database.greet();
    const stated = greeting.ok && greeting.engine === answers["db.engine"];
    const known = answers["db.username"] && (answers["db.names"] ?? []).length > 0 && byPassword(answers);
    return { greeting, ...(stated && known ? { session: await anySession(database, answers) } : {}) };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function judge({ greeting, session }: Seen, { answers }: JudgeContext): Judgement {
  const target = `${answers["db.host"] ?? answers["db.ip"]}:${answers["db.port"]}`;
  const stated = answers["db.engine"];
  if (!stated) throw new Error("The plan waits for db.engine.");
  const expected = ENGINE_TITLE[stated];
  if (!greeting.ok) return { ...connectionTrouble(greeting, { target, expected }), verdict: "could-not-tell" };
  const { engine, tls, version } = greeting;
  const front = session?.ok ? session.facts.front : session?.front;
  const base = { target, expected, evidence: { engine, tls, version, front } };
  if (engine === stated && front)
    return {
      ...base,
      found: `${expected} behind ${front}`,
      verdict: "warn",
      reasonCode: "unsupported",
      message: `${target} is ${front} in front of ${expected}, which does not carry every statement. Give the address of the database itself.`,
    };
  if (engine === stated)
    return { ...base, found: expected, verdict: "pass", reasonCode: "ok", message: `${target} is ${expected}.` };
  if (engine === "postgresql" || engine === "mssql")
    return {
      ...base,
      found: ENGINE_TITLE[engine],
      verdict: "fail",
      reasonCode: "answer-mismatch",
      message: `This is ${ENGINE_TITLE[engine]}; the answer says ${expected}.`,
      suggests: { field: "db.engine", value: engine },
    };
  if (engine === "http")
    return {
      ...base,
      found: "a web server",
      verdict: "fail",
      reasonCode: "answer-mismatch",
      message: `${target} is a web server, not ${expected}. Correct the address or the port.`,
    };
  if (engine === "unknown")
    return {
      ...base,
      found: "another protocol",
      verdict: "fail",
      reasonCode: "unsupported",
      message: `${target} speaks neither PostgreSQL nor SQL Server. Correct the address or the port.`,
    };
  const what = engine === "closed" ? "closes every connection at once" : "takes the connection and says nothing";
  return {
    ...base,
    found: engine,
    verdict: "could-not-tell",
    reasonCode: engine === "closed" ? "reset" : "timeout",
    message: `${target} ${what}: a proxy or a load balancer may accept for a database that is not there.`,
  };
}
