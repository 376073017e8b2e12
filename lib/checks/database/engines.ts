import type { Step } from "@/lib/checks/define-check";
import type { DatabaseEngine, DatabaseRefusal } from "@/lib/probes/database/types";

export const ENGINE_TITLE: Record<DatabaseEngine, string> = { postgresql: "PostgreSQL", mssql: "SQL Server" };

/** Last day of the vendor's support by major version; for SQL Server of the extended support (db-version). */
const SUPPORT_ENDS: Record<DatabaseEngine, Readonly<Record<number, string>>> = {
  postgresql: {
    10: "2022-11-10",
    11: "2023-11-09",
    12: "2024-11-21",
    13: "2025-11-13",
    14: "2026-11-12",
    15: "2027-11-11",
    16: "2028-11-09",
    17: "2029-11-08",
    18: "2030-11-14",
  },
  mssql: { 11: "2022-07-12", 12: "2024-07-09", 13: "2026-07-14", 14: "2027-10-12", 15: "2030-01-08", 16: "2033-01-11" },
};

/** Product names of SQL Server's internal major versions. */
const SQL_SERVER_YEAR: Readonly<Record<number, string>> = {
  11: "2012",
  12: "2014",
  13: "2016",
  14: "2017",
  15: "2019",
  16: "2022",
  17: "2025",
};

/** `YYYY-MM-DD`, or undefined when it is not known here. */
export function supportEnds(engine: DatabaseEngine, major: number): string | undefined {
  return SUPPORT_ENDS[engine][major];
}

/** A version as people say it: `PostgreSQL 15`, `SQL Server 2022`. */
export function versionName(engine: DatabaseEngine, major: number): string {
  const year = engine === "mssql" ? SQL_SERVER_YEAR[major] : undefined;
  return `${ENGINE_TITLE[engine]} ${year ?? major}`;
}

const RUNGS = ["connect", "TLS", "log in", "database", "statement"] as const;

/** The ladder of a session, up to where it broke. */
export function sessionSteps(
  seen: { ok: true } | DatabaseRefusal,
  options: { tls: boolean; statement?: string },
): Step[] {
  const rungs = RUNGS.filter((rung) => (rung !== "TLS" || options.tls) && (rung !== "statement" || options.statement));
  const at = seen.ok ? rungs.length : rungs.indexOf(seen.phase);
  return rungs.map((rung, index): Step => {
    const name = rung === "statement" ? (options.statement ?? rung) : rung;
    if (index < at || at < 0) return { name, state: "done" };
    if (index > at || seen.ok) return { name, state: "not-reached" };
    return { name, state: isDatabaseFault(seen) ? "failed" : "could-not-tell", detail: seen.message };
  });
}

/** Refusals that were seen not to hold; the others only say that it could not be told from here. */
export function isDatabaseFault({ reasonCode, unreachable }: DatabaseRefusal): boolean {
  if (unreachable) return reasonCode === "refused";
  return ["auth", "expired", "not-found", "answer-mismatch", "tls-untrusted", "tls-expired", "tls-name"].includes(
    reasonCode,
  );
}
