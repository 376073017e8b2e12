import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: { alias: { "@": here("."), "server-only": here("./test/empty.ts") } },
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["test/cluster/**", "**/*.peers.test.ts", "node_modules/**", ".next/**"],
    environment: "node",
    testTimeout: 30_000,
  },
});
