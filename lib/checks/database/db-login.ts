import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import type { DatabaseFacts, DatabaseSession } from "@/lib/probes/database/types";

import { isDatabaseFault, sessionSteps } from "./engines";

type Seen =
  | { kind: "not-possible"; why: string }
  | { kind: "sessions"; sessions: { database: string; seen: DatabaseSession }[] };

/** Databases that always exist, to log in to when SESTEK is to create its own. */
export const MAINTENANCE = { postgresql: "postgres", mssql: "master" } as const;

/** The database credentials work (S208). One log-in a database, none after a refused password. */
export const dbLogin = defineCheck({
  id: "db-login",
  needs: ["database"],
  async run({ probes: { database }, answers }): Promise<Seen> {
    const auth = answers["db.auth"];
    if (auth === "windows" || auth === "cert")
      return {
        kind: "not-possible",
        why:
          auth === "windows"
            ? "Windows authentication needs a ticket of the customer's domain, which this application does not have. Run the check from the terminal server, or have its owner attest it."
            : "A log-in by client certificate cannot be tried from here. Run the check from the terminal server.",
      };
    const names = answers["db.names"] ?? [];
    const sestek = answers["db.createdBy"] === "sestek";
    const first = sestek ? [MAINTENANCE[answers["db.engine"] ?? "postgresql"]] : [];
    const sessions: Extract<Seen, { kind: "sessions" }>["sessions"] = [];
    for (const name of [...first, ...names]) sessions.push({ database: name, seen: await database.session(name) });
    return { kind: "sessions", sessions };
  },
  verdict(seen, context) {
    if (seen.kind === "not-possible")
      return [{ target: "log-in", verdict: "could-not-tell", reasonCode: "unsupported", message: seen.why }];
    const refusedUser = seen.sessions.find(({ seen: one }) => !one.ok && one.phase !== "database");
    const relevant = refusedUser ? [refusedUser] : seen.sessions;
    return relevant.flatMap((one) => judge(one.database, one.seen, context));
  },
});

function judge(database: string, seen: DatabaseSession, context: JudgeContext): Judgement[] {
  const { answers } = context;
  const tls = answers["db.tls"] !== "off";
  const sestek = answers["db.createdBy"] === "sestek";
  const steps = sessionSteps(seen, { tls });
  const expected = "the stored user can log in";
  if (!seen.ok) {
    const { errorClass, phase, reasonCode, message } = seen;
    const base = {
      target: database,
      expected,
      found: errorClass || reasonCode,
      steps,
      evidence: { errorClass, phase },
    };
    if (phase === "database" && reasonCode === "not-found" && sestek) return [];
    const suggests =
      reasonCode === "answer-mismatch" ? { suggests: { field: "db.tls" as const, value: "required" } } : {};
    return [{ ...base, ...suggests, verdict: isDatabaseFault(seen) ? "fail" : "could-not-tell", reasonCode, message }];
  }
  return [{ target: database, expected, steps, ...opinion(seen.facts, context) }];
}

function opinion(facts: DatabaseFacts, { answers, facts: { policy } }: JudgeContext): Omit<Judgement, "target"> {
  const { user, encrypted, validUntil, superuser, collation, version, front } = facts;
  const base = {
    found: `logged in as ${user}`,
    evidence: { user, encrypted, validUntil, collation, version, front },
  };
  const warn = (reasonCode: Judgement["reasonCode"], message: string) => ({
    ...base,
    verdict: "warn" as const,
    reasonCode,
    message,
  });
  const end = answers["project.installEnd"];
  const needed = end ? Date.parse(end) + policy.credentialMarginDays * 86_400_000 : undefined;
  if (validUntil && needed && Date.parse(validUntil) < needed)
    return warn(
      "expiring",
      `The log-in works, but the account of ${user} ends on ${validUntil.slice(0, 10)}, before the installation is over.`,
    );
  if (!encrypted)
    return warn(
      "unsupported",
      `The log-in works without encryption: the password and the data can be read on the way.`,
    );
  if (["sa", "postgres"].includes(user.toLowerCase()))
    return warn(
      "forbidden",
      `The log-in works, but ${user} is the server's own administrator. Make an account for Knovvu.`,
    );
  if (front)
    return warn(
      "unsupported",
      `The log-in works through ${front}, which does not carry every statement. Give the address of the database itself.`,
    );
  return {
    ...base,
    verdict: "pass",
    reasonCode: "ok",
    message: `${user} can log in${superuser ? ", with more rights than needed" : ""} (collation ${collation || "not known"}).`,
  };
}
