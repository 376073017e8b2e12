import { readdirSync, readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { expect, test } from "vitest";

const MIGRATIONS = "prisma/postgresql/migrations";

test("bar 70: PostgreSQL refuses to change, remove or empty the audit log as well", async () => {
  const database = await PGlite.create();
  try {
    for (const name of readdirSync(MIGRATIONS)
      .filter((entry) => /^\d/.test(entry))
      .sort())
      await database.exec(readFileSync(`${MIGRATIONS}/${name}/migration.sql`, "utf8"));
    await database.exec(
      `INSERT INTO "AuditEntry" ("at", "actorName", "actorRole", "action", "previousHash", "hash") VALUES (now(), 'Ada', 'admin', 'signed-in', '0', '1')`,
    );
    for (const attempt of [
      `UPDATE "AuditEntry" SET "actorName" = 'Nobody'`,
      `DELETE FROM "AuditEntry"`,
      `TRUNCATE "AuditEntry"`,
      `TRUNCATE "AuditEntry" CASCADE`,
    ])
      await expect(database.exec(attempt), attempt).rejects.toThrow("never changed or removed");
    const { rows } = await database.query(`SELECT "actorName" FROM "AuditEntry"`);
    expect(rows).toEqual([{ actorName: "Ada" }]);
  } finally {
    await database.close();
  }
}, 60_000);
