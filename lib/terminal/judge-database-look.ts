import { dbLogin } from "@/lib/checks/database/db-login";
import { dbOwner, type Looked } from "@/lib/checks/database/db-owner";
import { maintenanceOf } from "@/lib/checks/database/sessions";
import type { JudgeContext, Judgement } from "@/lib/checks/define-check";
import { postgresFactsOf, sqlServerFactsOf } from "@/lib/probes/database/facts";
import type { DatabaseFacts, DatabaseRefusal, DatabaseSession } from "@/lib/probes/database/types";

import { engineName, type LookLine } from "./database-look";

type FactsLine = Exclude<LookLine, { tried: "yes" }>;

const UNTOLD: DatabaseRefusal = {
  ok: false,
  errorClass: "",
  reasonCode: "error",
  phase: "statement",
  message:
    "The line of its trial is missing: the server refused the trial, or only a part was pasted. Run the file again, and look at its messages.",
};

/**
 * What the lines of database-look.sql prove of the log-in and of the ownership (db-login, db-owner; catalogue 3.7,
 * vantage terminal), by the same rules as a look from here. A database of which nothing was pasted is named.
 */
export function judgeDatabaseLook(
  lines: readonly LookLine[],
  context: JudgeContext,
): { id: "db-login" | "db-owner"; judgements: Judgement[] }[] {
  const { answers } = context;
  const sestek = answers["db.createdBy"] === "sestek";
  const names = answers["db.names"] ?? [];
  const maintenance = maintenanceOf(answers);
  const key = (name: string) => engineName(answers["db.engine"], name);
  const facts = new Map(
    lines.flatMap((line): [string, DatabaseFacts][] =>
      "tried" in line ? [] : [[key(line.db), factsOf(line, context)]],
    ),
  );
  const tried = new Set(lines.flatMap((line) => ("tried" in line ? [key(line.db)] : [])));
  const session = (name: string): DatabaseSession | undefined => {
    const seen = facts.get(key(name));
    return seen && { ok: true, facts: seen };
  };
  const looked = names.flatMap((database): Looked[] => {
    const seen = session(database);
    if (seen) return [{ database, session: seen, tried: tried.has(key(database)) ? { ok: true } : UNTOLD }];
    return sestek ? [{ database, session: absent(database) }] : [];
  });
  const sessions = [...(sestek ? [maintenance] : []), ...names].flatMap((database) => {
    const seen = session(database);
    return seen ? [{ database, seen }] : [];
  });
  const untold = names.filter((name) => !facts.has(key(name)) && !sestek).map(notPasted);
  const may = { ...context, consented: true };
  const server = session(maintenance);
  return [
    { id: "db-login", judgements: [...dbLogin.verdict({ kind: "sessions", sessions }, may), ...untold] },
    { id: "db-owner", judgements: [...dbOwner.verdict({ looked, ...(server ? { server } : {}) }, may), ...untold] },
  ];
}

function factsOf(line: FactsLine, { answers, now }: JudgeContext): DatabaseFacts {
  const tls = answers["db.tls"] ?? "verified";
  return line.engine === "postgresql"
    ? postgresFactsOf(line, line.db, tls)
    : sqlServerFactsOf(line, line.db, tls, now.getTime());
}

function absent(database: string): DatabaseRefusal {
  const message = `The database ${database} does not exist yet.`;
  return { ok: false, errorClass: "", reasonCode: "not-found", phase: "database", message };
}

function notPasted(name: string): Judgement {
  return {
    target: name,
    expected: "its line is pasted",
    verdict: "could-not-tell",
    reasonCode: "answer-missing",
    message: `Nothing was pasted of ${name}: it is not there, or it did not let the account in. Paste the lines of every database.`,
  };
}
