import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import type { DatabaseSession, Greeting } from "@/lib/probes/database/types";

import { ENGINE_TITLE, supportEnds, versionName } from "./engines";
import { anySession } from "./sessions";

/** Azure's own services report version 12 whatever they are. */
const AZURE_EDITIONS = [5, 8];

interface Seen {
  session: DatabaseSession;
  greeting: Greeting;
}

/** The database version is verified for the products (S207, D24): the products' table is configuration. */
export const dbVersion = defineCheck({
  id: "db-version",
  needs: ["database"],
  async run({ probes: { database }, answers }): Promise<Seen> {
    return { session: await anySession(database, answers), greeting: await database.greet() };
  },
  verdict: judge,
});

function judge({ session, greeting }: Seen, { answers, facts: { policy } }: JudgeContext): Judgement[] {
  const engine = answers["db.engine"];
  if (!engine) throw new Error("The plan waits for db.engine.");
  const early = greeting.ok && greeting.engine === engine ? greeting.version : undefined;
  const seen = session.ok ? session.facts : early ? { version: early, major: Number.parseInt(early, 10) } : undefined;
  const stated = answers["db.version"];
  if (!seen)
    return [
      {
        target: ENGINE_TITLE[engine],
        verdict: "could-not-tell",
        reasonCode: session.ok ? "error" : session.reasonCode,
        message:
          `The version could not be read${stated ? `; the answer says ${stated}` : ""}. ${session.ok ? "" : session.message}`.trim(),
        ...(stated ? { expected: stated } : {}),
      },
    ];
  const { version, major } = seen;
  const { edition, engineEdition } = session.ok ? session.facts : {};
  const name = versionName(engine, major);
  const evidence = { version, edition, engineEdition, stated };
  const products = answers["project.products"] ?? [];
  const judged = products.map((product): Judgement => {
    const allowed = policy.databaseVersions[product]?.[engine];
    const base = {
      target: product,
      expected: allowed ? allowed.map((one) => versionName(engine, one)).join(", ") : "an entry in the products' table",
      found: version,
      evidence,
    };
    if (!allowed)
      return {
        ...base,
        verdict: "could-not-tell",
        reasonCode: "answer-missing",
        message: `${name} is there, and nobody has said which versions of ${ENGINE_TITLE[engine]} are verified for ${product}. SESTEK confirms it.`,
      };
    if (engineEdition && AZURE_EDITIONS.includes(engineEdition))
      return {
        ...base,
        verdict: "could-not-tell",
        reasonCode: "unsupported",
        message: `This is Azure's own SQL service, which has no version of its own. SESTEK confirms it for ${product}.`,
      };
    if (!allowed.includes(major))
      return {
        ...base,
        verdict: "fail",
        reasonCode: major < Math.min(...allowed) ? "version-low" : "version-high",
        message: `${name} is not verified for ${product}.`,
      };
    const ends = supportEnds(engine, major);
    const installEnd = answers["project.installEnd"];
    const reservations: Reservation[] = [];
    if (ends && installEnd && ends < installEnd)
      reservations.push({
        reasonCode: "expiring",
        message: `${name} is verified for ${product}, but its maker's support ends on ${ends}.`,
      });
    if (/express/i.test(edition ?? ""))
      reservations.push({
        reasonCode: "unsupported",
        message: `${name} is verified for ${product}, but this is the Express edition with its limits on size and memory.`,
      });
    const warning = warningOf(reservations);
    if (warning) return { ...base, ...warning };
    return { ...base, verdict: "pass", reasonCode: "ok", message: `${name} is verified for ${product}.` };
  });
  const contradiction = contradicts(stated, version);
  if (!contradiction) return judged;
  return [
    ...judged,
    {
      target: "answer",
      verdict: "warn",
      reasonCode: "answer-mismatch",
      expected: stated ?? "",
      found: version,
      message: `The answer says ${stated}, and the server says ${version}.`,
      suggests: { field: "db.version", value: version },
    },
  ];
}

/** Whether a stated version names another one: a year, a major or a full version may be stated. */
function contradicts(stated: string | undefined, seen: string): boolean {
  const numbers = /\d+(\.\d+)*/.exec(stated ?? "")?.[0];
  if (!numbers) return false;
  if (/^(20\d\d)$/.test(numbers)) return !versionName("mssql", Number.parseInt(seen, 10)).endsWith(numbers);
  return !(seen === numbers || seen.startsWith(`${numbers}.`) || seen.startsWith(`${numbers} `));
}
