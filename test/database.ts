import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

import { migrate } from "@/scripts/migrate.mjs";

const folder = mkdtempSync(join(tmpdir(), "readiness-data-"));
process.env.READINESS_DATA = folder;
process.env.DATABASE_URL = `file:${join(folder, "readiness.db")}`;
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
