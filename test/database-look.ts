const LOOKED_AT = () => `${new Date().toISOString().slice(0, 19)}Z`;

interface Line {
  project: string;
  db: string;
  usr: string;
  looked_at: string;
}

/** What database-look.sql prints of one database on SQL Server 2022, for an owner of a Windows domain. */
export function sqlServerLine(
  change: Partial<Line & Record<"role_member" | "control_db" | "create_table" | "sysadmin", 0 | 1>> & {
    upd?: string;
    days_left?: number;
  } = {},
): string {
  return JSON.stringify({
    db: "Raven",
    usr: "ACME\\svc-knovvu",
    role_member: 1,
    db_user: "ACME\\svc-knovvu",
    sysadmin: 0,
    control_db: 1,
    create_table: 1,
    create_db: 0,
    upd: "READ_WRITE",
    status: "ONLINE",
    coll: "SQL_Latin1_General_CP1_CI_AS",
    version: "16.0.4085.2",
    edition: "Standard Edition (64-bit)",
    engine_edition: 2,
    days_left: null,
    babelfish: null,
    project: "cacme123456",
    engine: "mssql",
    server: "SQL01",
    looked_at: LOOKED_AT(),
    ...change,
  });
}

/** The line of a trial that worked. */
export function sqlServerTrial(change: Partial<Line> = {}): string {
  const { db, usr, project } = { db: "Raven", usr: "ACME\\svc-knovvu", project: "cacme123456", ...change };
  return JSON.stringify({
    db,
    usr,
    tried: "yes",
    project,
    engine: "mssql",
    looked_at: change.looked_at ?? LOOKED_AT(),
  });
}
