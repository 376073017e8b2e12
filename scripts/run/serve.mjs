import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

import { ROOT, tool } from "./paths.mjs";

const TYPESCRIPT = ["--conditions=react-server", "--import", "tsx"];
const QUICK_DEATH_MS = 3_000;
const MOST_QUICK_DEATHS = 3;

/** Runs one of the server's own TypeScript programs to its end; false when it failed. */
export function program(path, env) {
  return spawnSync(process.execPath, [...TYPESCRIPT, path], { stdio: "inherit", cwd: ROOT, env }).status === 0;
}

/** Applies the migrations that are missing. */
export function migrateDatabase(env) {
  const done = spawnSync(process.execPath, ["scripts/migrate.mjs"], { cwd: ROOT, env, encoding: "utf8" });
  if (done.status === 0) return;
  console.error(`The database could not be prepared. ${done.stderr.trim().split("\n").at(-1)}`);
  process.exit(1);
}

/** Prints the set-up link while there is nobody; the web server itself says why it cannot start. */
function printSetupLink(env, then) {
  const link = spawn(process.execPath, [...TYPESCRIPT, "lib/boot/setup-link.ts"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "inherit", "ignore"],
  });
  link.on("exit", (code) => code === 0 && then());
}

/** Starts the web server and the worker, restarts a dead worker, and ends both together. */
export function serve(env, { dev = false } = {}) {
  const web = dev
    ? [tool("next/dist/bin/next"), "dev", "-p", env.PORT, "-H", env.BIND]
    : [join(ROOT, ".next/standalone/server.js")];
  const mode = { ...env, NODE_ENV: dev ? "development" : "production" };
  let stopping = false;
  let quickDeaths = 0;
  const server = spawn(process.execPath, web, { stdio: "inherit", cwd: ROOT, env: mode });
  let worker;
  const startWorker = () => {
    const started = Date.now();
    worker = spawn(process.execPath, [...TYPESCRIPT, "lib/worker/main.ts"], { stdio: "inherit", cwd: ROOT, env: mode });
    worker.on("exit", (code) => {
      if (stopping) return;
      quickDeaths = Date.now() - started < QUICK_DEATH_MS ? quickDeaths + 1 : 0;
      if (quickDeaths >= MOST_QUICK_DEATHS) {
        console.error("The worker cannot start. The lines above say why; correct that and start again.");
        return stop("SIGTERM", 1);
      }
      console.error(`The worker ended (${code ?? "killed"}) and is started again.`);
      startWorker();
    });
  };
  let exitCode = 0;
  const startOnce = () => stopping || startWorker();
  const stop = (signal, code = 0) => {
    if (stopping) return;
    stopping = true;
    exitCode = code;
    for (const child of [server, worker]) child?.kill(signal);
  };
  printSetupLink(mode, startOnce);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop("SIGTERM"));
  // A SIGTERM to npm ends npm's shell and not this process: notice that it is gone.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop("SIGTERM"), 500).unref();
  server.on("exit", (code) => {
    if (!stopping) console.error("The web server ended.");
    stop("SIGTERM", stopping ? exitCode : (code ?? 1));
    const leave = () => process.exit(exitCode);
    if (!worker || worker.exitCode !== null || worker.signalCode !== null) leave();
    else worker.once("exit", leave);
  });
  return server;
}
