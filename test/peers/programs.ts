import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const FOLDERS = ["/usr/sbin", "/usr/bin", "/usr/local/bin"];

/** Debian keeps each major version of PostgreSQL in a folder of its own. */
function postgresFolders(): string[] {
  const root = "/usr/lib/postgresql";
  return existsSync(root) ? readdirSync(root).map((version) => join(root, version, "bin")) : [];
}

/** The path of a program that a test starts; throws with what to install when it is nowhere. */
export function program(name: string): string {
  const folders = [...postgresFolders(), ...(process.env.PATH ?? "").split(delimiter), ...FOLDERS];
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (!found) throw new Error(`${name} is not installed. Run npm test, which installs what the tests need.`);
  return found;
}

/** A port of loopback that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A new folder, and how to remove it. */
export function temporaryFolder(name: string): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `readiness-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A started program; `stop` ends it by its own id and waits. */
export interface Started {
  process: ChildProcess;
  output: () => string;
  stop: () => Promise<void>;
}

/** Starts a program and keeps what it says. */
export function start(
  path: string,
  args: readonly string[],
  options: { env?: Record<string, string>; uid?: number; gid?: number; cwd?: string } = {},
): Started {
  let output = "";
  const { env, ...rest } = options;
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env }, ...rest });
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    process: child,
    output: () => output,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Asks again and again until the answer is yes; throws with the program's words when it ends or the time is over. */
export async function until(what: string, started: Started, ready: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await ready().catch(() => false))) {
    if (started.process.exitCode !== null || Date.now() > deadline)
      throw new Error(`${what} did not start:\n${started.output().slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
