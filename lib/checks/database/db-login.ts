import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import type { DatabaseFacts, DatabaseSession } from "@/lib/probes/database/types";

import { isDatabaseFault, sessionSteps } from "./engines";
import { byPassword, databasesOf } from "./sessions";

const DAY_MS = 86_400_000;

type Seen =
  | { kind: "not-possible"; why: string }
  | { kind: "sessions"; sessions: { database: string; seen: DatabaseSession }[] };

/** The database credentials work (S208). One log-in a database, none after a refused password. */
export const dbLogin = defineCheck({
  id: "db-login",
  needs: ["database"],
  async run({ probes: { database }, answers }): Promise<Seen> {
    if (!byPassword(answers))
      return {
        kind: "not-possible",
        why:
          answers["db.auth"] === "windows"
            ? "Windows authentication needs a ticket of the customer's domain, which this application does not have. Run database-look.sql as that account, and bring what it prints."
            : "A log-in by client certificate cannot be tried from here. Run database-look.sql as that account, and bring what it prints.",
      };
    const sessions: Extract<Seen, { kind: "sessions" }>["sessions"] = [];
    for (const name of databasesOf(answers)) sessions.push({ database: name, seen: await database.session(name) });
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

function opinion(facts: DatabaseFacts, context: JudgeContext): Omit<Judgement, "target"> {
  const { user, encrypted, validUntil, superuser, collation, version, front } = facts;
  const base = {
    found: `logged in as ${user}`,
    evidence: { user, encrypted, validUntil, collation, version, front },
  };
  const reservations: Reservation[] = [];
  const ends = ending(facts, context);
  if (ends) reservations.push({ reasonCode: "expiring", message: ends });
  if (!encrypted)
    reservations.push({
      reasonCode: "unsupported",
      message: "The log-in is not encrypted: the password and the data can be read on the way.",
    });
  if (["sa", "postgres"].includes(user.toLowerCase()))
    reservations.push({
      reasonCode: "forbidden",
      message: `${user} is the server's own administrator. Make an account for Knovvu.`,
    });
  const warning = warningOf(reservations);
  if (warning) return { ...base, ...warning, message: [`${user} can log in.`, warning.message].join(" ") };
  return {
    ...base,
    verdict: "pass",
    reasonCode: "ok",
    message: `${user} can log in${superuser ? ", with more rights than needed" : ""} (collation ${collation || "not known"}).`,
  };
}

/** What is to say of an account that ends before the installation is over, or so soon after it that any delay meets it. */
function ending({ user, validUntil }: DatabaseFacts, { answers, facts: { policy } }: JudgeContext): string | undefined {
  const installEnd = answers["project.installEnd"];
  if (!validUntil || !installEnd) return undefined;
  const day = validUntil.slice(0, 10);
  const over = Date.parse(installEnd) + DAY_MS;
  if (Date.parse(validUntil) < over)
    return `The account of ${user} ends on ${day}, before the installation is over on ${installEnd}.`;
  return Date.parse(validUntil) < over + policy.credentialMarginDays * DAY_MS
    ? `The account of ${user} ends on ${day}, soon after the planned end of the installation on ${installEnd}: a delay would meet it.`
    : undefined;
}
