import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { CommandOutcome } from "@/test/readiness-command";

/** An empty folder with the command as one file in it, and nothing else. */
export interface BareFolder {
  path: string;
  readiness(args: readonly string[], env?: Record<string, string>): Promise<CommandOutcome>;
  remove(): void;
}

/** Builds the command as one file when a source changed, and lays it into a folder of its own. */
export function bareFolder(): BareFolder {
  const built = execFileSync(process.execPath, ["scripts/run.mjs", "bundle"], { encoding: "utf8" }).trim();
  const path = mkdtempSync(join(tmpdir(), "readiness-bare-"));
  copyFileSync(built.split("\n").at(-1) ?? "", join(path, "readiness.cjs"));
  return {
    path,
    // No NODE_PATH, no node_modules above: what the file lacks is not there.
    readiness: (args, env = {}) =>
      new Promise((resolve) => {
        const options = { cwd: path, env: { NODE_ENV: "production" as const, ...env }, maxBuffer: 64 * 1024 * 1024 };
        execFile(process.execPath, ["readiness.cjs", ...args], options, (error, stdout, stderr) => {
          resolve({ code: typeof error?.code === "number" ? error.code : error ? 3 : 0, stdout, stderr });
        });
      }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
