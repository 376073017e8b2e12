import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";

import { migrate } from "@/scripts/migrate.mjs";

/** A new database: a file, or one in the PostgreSQL of this run where it has one. */
async function ownDatabase(): Promise<string> {
  const server = inject("postgresql");
  if (!server) return `file:${join(folder, "readiness.db")}`;
  const name = `readiness_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return `${server}/${name}`;
}

const folder = mkdtempSync(join(tmpdir(), "readiness-data-"));
process.env.READINESS_DATA = folder;
process.env.DATABASE_URL = await ownDatabase();
process.env.NEXTAUTH_SECRET = "s".repeat(32);
process.env.READINESS_KEY = randomBytes(32).toString("base64");
process.env.LOG_LEVEL = "silent";
await migrate(process.env.DATABASE_URL);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that the database has written to its disk so far, as one text of bytes. */
export function bytesOnDisk(): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("\n");
}
