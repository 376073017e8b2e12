import type { Answers } from "@/lib/intake/answers";

import { inert } from "../inert";
import type { DatabaseFacts } from "./types";

type Tls = Answers["db.tls"];
const DAY_MS = 86_400_000;

/** The row of `POSTGRES_FACTS`. */
export interface PostgresRow {
  version: string;
  num: number;
  usr: string;
  pid: number;
  owner_name: string | null;
  is_owner: boolean | null;
  super: boolean | null;
  createdb: boolean | null;
  valid_until: string | null;
  db_create: boolean;
  public_create: boolean | null;
  standby: boolean;
  ro: string;
  coll: string | null;
  tls: boolean | null;
}

/** The row as facts of that database; `encrypted` is what the answer demands of the installation's own log-ins. */
export function postgresFactsOf(row: PostgresRow, database: string, tls: Tls): DatabaseFacts {
  return {
    database,
    user: inert(row.usr, 128),
    version: inert(row.version, 60),
    major: row.num >= 100_000 ? Math.floor(row.num / 10_000) : Math.floor(row.num / 100) / 100,
    encrypted: tls !== "off",
    superuser: row.super === true,
    owner: row.is_owner === true,
    ...(row.owner_name ? { ownerName: inert(row.owner_name, 128) } : {}),
    createDatabase: row.createdb === true || row.super === true,
    create: row.db_create,
    createInSchema: row.public_create !== false,
    readOnly: row.ro === "on",
    standby: row.standby,
    ...(row.valid_until ? { validUntil: row.valid_until } : {}),
    collation: inert(row.coll ?? "", 80),
  };
}

/** The row of `SQL_SERVER_FACTS`; a bit is 0 or 1. */
export interface SqlServerRow {
  db: string;
  usr: string | null;
  db_user: string | null;
  role_member: number | null;
  sysadmin: number | null;
  control_db: number | null;
  create_table: number | null;
  create_db: number | null;
  upd: string | null;
  status: string | null;
  coll: string | null;
  version: string;
  edition: string | null;
  engine_edition: number | null;
  days_left: number | null;
  babelfish: number | null;
}

/** The row as facts of that database; days that are left of the log-in count from now. */
export function sqlServerFactsOf(row: SqlServerRow, database: string, tls: Tls, now = Date.now()): DatabaseFacts {
  const sysadmin = row.sysadmin === 1;
  const owner = row.role_member === 1 || row.db_user === "dbo" || sysadmin || row.control_db === 1;
  return {
    database,
    user: inert(row.usr ?? "", 128),
    version: inert(row.version, 60),
    major: Number.parseInt(row.version, 10),
    ...(row.edition ? { edition: inert(row.edition, 64) } : {}),
    ...(row.engine_edition === null ? {} : { engineEdition: row.engine_edition }),
    encrypted: tls !== "off",
    superuser: sysadmin,
    owner,
    createDatabase: row.create_db === 1,
    create: row.create_table === 1,
    createInSchema: row.create_table === 1,
    readOnly: row.upd === "READ_ONLY" || (row.status !== null && row.status !== "ONLINE"),
    standby: false,
    ...(row.days_left === null || row.days_left < 0
      ? {}
      : { validUntil: new Date(now + row.days_left * DAY_MS).toISOString() }),
    collation: inert(row.coll ?? "", 80),
    ...(row.babelfish === 1 ? { front: "Babelfish" } : {}),
  };
}
