import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";

import { bundleForServer } from "./bundle.mjs";
import { ROOT, tool } from "./paths.mjs";
import { step, whenStale } from "./steps.mjs";

const NEEDED = [20, 19];
const SOURCES = ["app", "components", "lib", "prisma/models", "public", "instrumentation.ts", "proxy.ts"];
const SETTINGS = ["package-lock.json", "next.config.js", "postcss.config.mjs", "tsconfig.json"];

/** Ends with one line when this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  console.error(
    `Node.js ${NEEDED.join(".")} or newer is needed; this is ${process.versions.node}. Install a newer one and run the command again.`,
  );
  process.exit(1);
}

/** Installs the locked packages and generates both database clients, when they are stale. */
export function prepare(env) {
  whenStale("node_modules/.cache/readiness/packages", ["package-lock.json"], ["node_modules/next/package.json"], () => {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const args = ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    step("install", npm, args, { ...env, NODE_ENV: "" });
  });
  const clients = ["sqlite", "postgresql"].map((provider) => `lib/data/generated/${provider}/client.ts`);
  whenStale(
    "node_modules/.cache/readiness/clients",
    ["prisma/models", "prisma/sqlite/schema.prisma", "package-lock.json"],
    clients,
    () => {
      for (const provider of ["sqlite", "postgresql"]) {
        const args = [tool("prisma/build/index.js"), "generate", "--schema", `prisma/${provider}`, "--no-hints"];
        // Generating needs no engine binary, only a path that exists.
        step(`database client ${provider}`, process.execPath, args, {
          ...env,
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        });
      }
    },
  );
}

/** Builds the pages, and the command as one file, when a source changed since the last build. */
export function build(env) {
  whenStale(".next/readiness-build", [...SOURCES, ...SETTINGS], [".next/standalone/server.js"], () => {
    step("build", process.execPath, [tool("next/dist/bin/next"), "build"], { ...env, NODE_ENV: "production" });
    cpSync(join(ROOT, ".next/static"), join(ROOT, ".next/standalone/.next/static"), { recursive: true });
    if (existsSync(join(ROOT, "public")))
      cpSync(join(ROOT, "public"), join(ROOT, ".next/standalone/public"), { recursive: true });
  });
  bundleForServer();
}
