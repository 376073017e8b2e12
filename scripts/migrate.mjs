// Applies prisma/<provider>/migrations/*/migration.sql and records them in Prisma's own _prisma_migrations table.
// Needs only the database driver (no Prisma CLI, no engine binary, no network).
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const providerOf = (url) => (/^postgres(ql)?:/.test(url) ? "postgresql" : "sqlite");

const TABLE = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
  postgresql: `CREATE TABLE IF NOT EXISTS _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`,
};

async function openSqlite(url) {
  const path = resolve(url.replace(/^file:/, ""));
  mkdirSync(dirname(path), { recursive: true });
  const { default: Database } = await import("libsql"); // synchronous driver under @libsql/client
  const db = new Database(path);
  db.exec("PRAGMA journal_mode=WAL; PRAGMA busy_timeout=15000;");
  return {
    lock: () => db.exec("BEGIN IMMEDIATE"), // other starting processes wait here (busy_timeout)
    unlock: (ok) => db.exec(ok ? "COMMIT" : "ROLLBACK"),
    all: (sql) => db.prepare(sql).all(),
    run: (sql) => db.exec(sql),
    fk: (on) => db.exec(`PRAGMA foreign_keys=${on ? "ON" : "OFF"}`), // no-op inside a transaction, so outside
    insert: (r) =>
      db
        .prepare(
          "INSERT INTO _prisma_migrations (id,checksum,finished_at,migration_name,started_at,applied_steps_count) VALUES (?,?,?,?,?,1)",
        )
        .run(r.id, r.checksum, r.at, r.name, r.at),
    close: () => db.close(),
    now: () => Date.now(),
  };
}
async function openPg(url) {
  const { default: pg } = await import("pg");
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  return {
    lock: async () => {
      await c.query("SELECT pg_advisory_lock(72707369)");
      await c.query("BEGIN");
    }, // Prisma Migrate's own lock id
    unlock: async (ok) => {
      await c.query(ok ? "COMMIT" : "ROLLBACK");
      await c.query("SELECT pg_advisory_unlock(72707369)");
    },
    all: async (sql) => (await c.query(sql)).rows,
    run: (sql) => c.query(sql),
    fk: () => {},
    insert: (r) =>
      c.query(
        "INSERT INTO _prisma_migrations (id,checksum,finished_at,migration_name,started_at,applied_steps_count) VALUES ($1,$2,$3,$4,$5,1)",
        [r.id, r.checksum, r.at, r.name, r.at],
      ),
    close: () => c.end(),
    now: () => new Date(),
  };
}

export async function migrate(url, root = process.cwd()) {
  const provider = providerOf(url),
    dir = join(root, "prisma", provider, "migrations");
  const db = await (provider === "sqlite" ? openSqlite : openPg)(url);
  const applied = [];
  let ok = false;
  try {
    await db.fk(false);
    await db.lock();
    await db.run(TABLE[provider]);
    const done = new Map(
      (await db.all("SELECT migration_name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL")).map(
        (r) => [r.migration_name, r.checksum],
      ),
    );
    for (const name of existsSync(dir) ? readdirSync(dir).sort() : []) {
      const file = join(dir, name, "migration.sql");
      if (!existsSync(file)) continue;
      const sql = readFileSync(file, "utf8"),
        checksum = createHash("sha256").update(sql).digest("hex");
      if (done.has(name)) {
        if (done.get(name) !== checksum) throw new Error(`migration ${name} was changed after it was applied`);
        continue;
      }
      // the PRAGMAs that Prisma writes around table rebuilds are no-ops here: foreign keys are already off
      await db.run(sql);
      await db.insert({ id: randomUUID(), checksum, name, at: db.now() });
      applied.push(name);
    }
    ok = true;
  } finally {
    try {
      await db.unlock(ok);
    } catch {}
    await db.close();
  }
  return applied;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.DATABASE_URL ?? "file:./data/readiness.db",
    t = Date.now();
  const applied = await migrate(url);
  console.log(
    `migrations: ${applied.length ? "applied " + applied.join(", ") : "up to date"} (${providerOf(url)}, ${Date.now() - t} ms)`,
  );
}
