import type { ReasonCode } from "@/lib/requirements/vocabulary";

import type { Unreachable } from "../types";

export type DatabaseEngine = "postgresql" | "mssql";

/** The first bytes that a port gives, classed; nothing else of an unexpected protocol is kept (catalogue 1.4, 1.7). */
export type Greeting =
  | {
      ok: true;
      engine: DatabaseEngine | "http" | "unknown" | "closed" | "silent";
      /** PostgreSQL: `S` or `N` to the question for TLS. SQL Server: what PRELOGIN says of encryption. */
      tls?: boolean;
      /** SQL Server says its version before any log-in. */
      version?: string;
      address: string;
      durationMs: number;
    }
  | Unreachable;

/** What one log-in to one database showed; parsed fields only. Times are ISO strings. */
export interface DatabaseFacts {
  database: string;
  user: string;
  version: string;
  major: number;
  /** SQL Server: edition, and 5 or 8 for Azure's own services. */
  edition?: string;
  engineEdition?: number;
  encrypted: boolean;
  superuser: boolean;
  /** The owner's rights are usable: USAGE of the owning role, db_owner, dbo or CONTROL (A14). */
  owner: boolean;
  ownerName?: string;
  createDatabase: boolean;
  /** CREATE on the database, and on the schema that tables go to. */
  create: boolean;
  createInSchema: boolean;
  readOnly: boolean;
  standby: boolean;
  validUntil?: string;
  collation: string;
  /** Something answers in front of the engine, such as PgBouncer. */
  front?: string;
}

/** Why a log-in or a statement was refused: the engine's own class, never its text with a password. */
export interface DatabaseRefusal {
  ok: false;
  reasonCode: ReasonCode;
  /** SQLSTATE or error number, such as 28P01 or 18456; empty when none came. */
  errorClass: string;
  phase: "connect" | "TLS" | "log in" | "database" | "statement";
  message: string;
  /** Something in front of the engine refused by itself. */
  front?: string;
  unreachable?: Unreachable;
}

export type DatabaseSession = { ok: true; facts: DatabaseFacts } | DatabaseRefusal;

/** The customer's database through the guarded way out. One instance a run. */
export interface DatabaseProbe {
  /** The host as it is dialled: the name when there is one, else the address. */
  readonly host: string;
  readonly port: number;
  /** Addresses that the stated name leads to. */
  addresses(): Promise<{ ok: true; addresses: string[] } | Unreachable>;
  greet(): Promise<Greeting>;
  /** One log-in a run and database; after a refused password no further one is tried. */
  session(database: string): Promise<DatabaseSession>;
  /** Creates a schema, a table and a row in one transaction that always ends in ROLLBACK (consent: db-owner). */
  tryOwnership(database: string): Promise<{ ok: true } | DatabaseRefusal>;
}
