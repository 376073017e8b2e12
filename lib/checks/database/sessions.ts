import type { Answers } from "@/lib/intake/answers";
import type { DatabaseProbe, DatabaseSession } from "@/lib/probes/database/types";

/** Databases that always exist, to log in to when SESTEK is to create its own. */
const MAINTENANCE = { postgresql: "postgres", mssql: "master" } as const;

/** The database to log in to when the stated ones need not exist. */
export function maintenanceOf(answers: Answers): string {
  return MAINTENANCE[answers["db.engine"] ?? "postgresql"];
}

/** The databases that the log-in is tried with, in order. */
export function databasesOf(answers: Answers): string[] {
  const names = answers["db.names"] ?? [];
  return answers["db.createdBy"] === "sestek" ? [maintenanceOf(answers), ...names] : names;
}

/** Whether a user and a password are all that the log-in needs: tickets and client certificates are not had here. */
export function byPassword(answers: Answers): boolean {
  return answers["db.auth"] !== "windows" && answers["db.auth"] !== "cert";
}

/** The first database that the stored user gets into; a session is opened once a run, whoever asks for it. */
export async function anySession(database: DatabaseProbe, answers: Answers): Promise<DatabaseSession> {
  const names = databasesOf(answers);
  let last: DatabaseSession | undefined;
  for (const name of names.length > 0 ? names : [maintenanceOf(answers)]) {
    last = await database.session(name);
    if (last.ok || last.phase !== "database") return last;
  }
  return last as DatabaseSession;
}
