import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Everything of the data, and what several people do to it at once, in a real PostgreSQL instead of SQLite. */
export default defineConfig({
  resolve: { alias: { "@": here("."), "server-only": here("./test/empty.ts") } },
  test: {
    include: ["lib/data/*.test.ts"],
    // Two that reach behind the application into SQLite's own triggers; PostgreSQL's are held by a test beside them.
    testNamePattern: /^(?!.*(refuses to change or to remove an entry|changed behind the application's back))/,
    globalSetup: ["./test/peers/postgresql-setup.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
