import { connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import type { Greeting } from "@/lib/probes/database/types";

import { ENGINE_TITLE } from "./engines";

/** The database engine is chosen, and it is the one that answers (S207). */
export const dbEngine = defineCheck({
  id: "db-engine",
  needs: ["database"],
  run: ({ probes: { database } }) => database.greet(),
  verdict: (greeting, context) => [judge(greeting, context)],
});

function judge(greeting: Greeting, { answers }: JudgeContext): Judgement {
  const target = `${answers["db.host"] ?? answers["db.ip"]}:${answers["db.port"]}`;
  const stated = answers["db.engine"];
  if (!stated) throw new Error("The plan waits for db.engine.");
  const expected = ENGINE_TITLE[stated];
  if (!greeting.ok) return { ...connectionTrouble(greeting, { target, expected }), verdict: "could-not-tell" };
  const { engine, tls, version } = greeting;
  const base = { target, expected, evidence: { engine, tls, version } };
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
