import { z } from "zod";

import { inert } from "@/lib/probes/inert";

import type { RefusedItem } from "./result";

const MOST_LINES = 200;
const LINE = /RDY\|(\{.*)/g;
const text = z.string().max(400);
const flag = z.boolean().nullable();
const number = z.number().int().nullable();

const Named = z.object({
  project: text,
  db: text,
  usr: text.nullable(),
  looked_at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
});
const Tried = Named.extend({ engine: z.enum(["postgresql", "mssql"]), tried: z.literal("yes") });
const Postgres = Named.extend({
  engine: z.literal("postgresql"),
  server: text,
  usr: text,
  version: text,
  num: z.number().int(),
  pid: z.number().int(),
  owner_name: text.nullable(),
  is_owner: flag,
  super: flag,
  createdb: flag,
  valid_until: text.nullable(),
  db_create: z.boolean(),
  public_create: flag,
  standby: z.boolean(),
  ro: text,
  coll: text.nullable(),
  tls: flag,
});
const SqlServer = Named.extend({
  engine: z.literal("mssql"),
  server: text,
  db_user: text.nullable(),
  role_member: number,
  sysadmin: number,
  control_db: number,
  create_table: number,
  create_db: number,
  upd: text.nullable(),
  status: text.nullable(),
  coll: text.nullable(),
  version: text,
  edition: text.nullable(),
  engine_edition: number,
  days_left: number,
  babelfish: number,
});
const Line = z.union([Postgres, SqlServer, Tried]);

/** One line that database-look.sql printed: what the account may do in a database, or that the trial worked. */
export type LookLine = z.output<typeof Line>;
export type ReadLook = { ok: true; lines: LookLine[]; refused: RefusedItem[] } | { ok: false; because: string };

/** A name as the engine compares it: SQL Server's usual collations know no capitals, PostgreSQL does. */
export function engineName(engine: LookLine["engine"] | undefined, name: string): string {
  return engine === "mssql" ? name.toLowerCase() : name;
}

/** True for what database-look.sql prints, however it was copied; false for the file of a script. */
export function isDatabaseLook(whole: string): boolean {
  return !whole.trimStart().startsWith("{") && whole.includes("RDY|{");
}

/** A copied cell may come with quotes around it, and with each of its own doubled; a table pads it with blanks. */
function parsed(raw: string): unknown {
  for (const one of [raw, raw.replaceAll('""', '"')]) {
    const end = one.lastIndexOf("}");
    try {
      if (end > 0) return JSON.parse(one.slice(0, end + 1));
    } catch {}
  }
  return undefined;
}

/** Reads pasted lines one by one; what cannot be read is refused with its reason. Nothing of it is believed yet. */
export function readDatabaseLook(whole: string): ReadLook {
  const found = [...whole.matchAll(LINE)].map(([, raw = ""]) => raw);
  if (found.length > MOST_LINES)
    return { ok: false, because: `There are ${found.length} lines; database-look.sql prints two for each database.` };
  const lines: LookLine[] = [];
  const refused: RefusedItem[] = [];
  for (const [index, raw] of found.entries()) {
    const value = parsed(raw);
    const read = Line.safeParse(value);
    if (read.success) lines.push(read.data);
    else
      refused.push({
        item: index + 1,
        about: inert(raw, 80),
        because:
          value === undefined
            ? "The line is cut off. Take the results to the grid, or start sqlcmd with -y 0, and paste it whole."
            : "This is no line of database-look.sql.",
      });
  }
  if (lines.length === 0)
    return {
      ok: false,
      because: refused[0]?.because ?? "There is no line that begins with RDY|. Paste what database-look.sql printed.",
    };
  return { ok: true, lines, refused };
}
