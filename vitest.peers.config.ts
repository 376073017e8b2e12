import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests against real programs that the project builds or finds, each started on loopback by its own test. */
export default defineConfig({
  resolve: { alias: { "@": here("."), "server-only": here("./test/empty.ts") } },
  test: {
    include: ["**/*.peers.test.ts"],
    exclude: ["node_modules/**", ".next/**"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 600_000,
  },
});
