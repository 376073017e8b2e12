import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import type { DatabaseFacts, DatabaseRefusal, DatabaseSession } from "@/lib/probes/database/types";

import { isDatabaseFault, sessionSteps } from "./engines";
import { maintenanceOf } from "./sessions";

/** One database as the account sees it, and the trial where it was made. */
export interface Looked {
  database: string;
  session: DatabaseSession;
  tried?: { ok: true } | DatabaseRefusal;
}
interface Seen {
  looked: Looked[];
  /** Where rights on databases that do not exist yet are read. */
  server?: DatabaseSession;
}

/**
 * The account owns the databases (S208): read-only facts first, then, with consent, a schema and a table
 * in a transaction that is rolled back (A14).
 */
export const dbOwner = defineCheck({
  id: "db-owner",
  needs: ["database"],
  async run({ probes: { database }, answers, consented }): Promise<Seen> {
    const looked: Looked[] = [];
    for (const name of answers["db.names"] ?? []) {
      const session = await database.session(name);
      const may = session.ok && consented && !session.facts.readOnly && !session.facts.standby;
      looked.push({ database: name, session, ...(may ? { tried: await database.tryOwnership(name) } : {}) });
    }
    const absent = looked.some(({ session }) => !session.ok && session.phase === "database");
    return absent ? { looked, server: await database.session(maintenanceOf(answers)) } : { looked };
  },
  verdict: ({ looked, server }, context) => looked.map((one) => judge(one, server, context)),
});

function judge(
  { database, session, tried }: Looked,
  server: DatabaseSession | undefined,
  context: JudgeContext,
): Judgement {
  const { answers, consented } = context;
  const target = database;
  const tls = answers["db.tls"] !== "off";
  const expected = "the account owns the database";
  if (!session.ok) {
    if (session.phase === "database" && answers["db.createdBy"] === "sestek") return toBeCreated(database, server);
    const verdict = isDatabaseFault(session) ? "fail" : "could-not-tell";
    const { reasonCode, message } = session;
    return { target, expected, verdict, reasonCode, message, steps: sessionSteps(session, { tls, statement: "own" }) };
  }
  const { facts } = session;
  const { user, ownerName, owner, create, createInSchema, superuser, readOnly, standby, collation } = facts;
  const evidence = { user, ownerName, owner, create, createInSchema, superuser, readOnly, standby, collation };
  const base = {
    target,
    expected,
    found: found(facts),
    evidence,
    steps: sessionSteps(tried ?? session, { tls, statement: "own" }),
  };
  const fail = (reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
    ...base,
    steps: [...sessionSteps(session, { tls }), { name: "own", state: "failed", detail: message }],
    verdict: "fail",
    reasonCode,
    message,
  });
  if (readOnly || standby)
    return fail(
      "forbidden",
      `${database} takes no writes here: it is ${standby ? "a standby" : "read-only or offline"}. Give the address of the primary.`,
    );
  if (!owner && !create)
    return fail(
      "forbidden",
      `${user} neither owns ${database}${ownerName ? ` (${ownerName} does)` : ""} nor may create anything in it.`,
    );
  if (!owner && !createInSchema)
    return fail("forbidden", `${user} does not own ${database} and may not create tables in its schema public.`);
  if (!consented)
    return {
      ...base,
      steps: [...sessionSteps(session, { tls }), { name: "own", state: "not-reached" }],
      verdict: "could-not-tell",
      reasonCode: "answer-missing",
      message: `By its rights ${user} ${owner ? "owns" : "may create tables in"} ${database}. Whether it works is tried only when somebody agrees: a table is made in a transaction and rolled back, which an audit may note down.`,
    };
  if (tried && !tried.ok) {
    const known = tried.reasonCode === "forbidden" || isDatabaseFault(tried);
    return known
      ? fail(tried.reasonCode, `By its rights ${user} may, but the attempt failed: ${tried.message}`)
      : { ...base, verdict: "could-not-tell", reasonCode: tried.reasonCode, message: tried.message };
  }
  if (superuser)
    return {
      ...base,
      verdict: "warn",
      reasonCode: "forbidden",
      message: `${user} may do everything on the whole server, which is more than the owner of ${database} needs.`,
    };
  if (!owner)
    return {
      ...base,
      verdict: "warn",
      reasonCode: "forbidden",
      message: `${user} may create tables in ${database}, but does not own it: it cannot alter the database itself.`,
    };
  return {
    ...base,
    verdict: "pass",
    reasonCode: "ok",
    message: `${user} owns ${database}, and a table could be made and rolled back.`,
  };
}

function found({ owner, superuser, ownerName, create }: DatabaseFacts): string {
  if (superuser) return "server administrator";
  if (owner) return "owner";
  return `${create ? "may create" : "may not create"}${ownerName ? `, owner is ${ownerName}` : ""}`;
}

function toBeCreated(database: string, server: DatabaseSession | undefined): Judgement {
  const base = { target: database, expected: "SESTEK may create it" };
  if (!server?.ok)
    return {
      ...base,
      verdict: "could-not-tell",
      reasonCode: server?.reasonCode ?? "error",
      message: `${database} does not exist yet, and whether the account may create it could not be read.`,
    };
  const { user, createDatabase } = server.facts;
  return createDatabase
    ? {
        ...base,
        found: "may create databases",
        verdict: "pass",
        reasonCode: "ok",
        message: `${database} does not exist yet; ${user} may create it.`,
      }
    : {
        ...base,
        found: "may not create databases",
        verdict: "fail",
        reasonCode: "forbidden",
        message: `${database} does not exist yet, and ${user} may not create it. Create it, or give the account that right.`,
      };
}
