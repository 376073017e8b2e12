import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";

import type { Result, ResultRow } from "@/lib/cli/result";
import type { Answers } from "@/lib/intake/answers";

export interface CommandOutcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the `readiness` command as its user would, in a process of its own. */
export function readiness(args: readonly string[], env: Record<string, string> = {}): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const options = {
      env: { NODE_ENV: "test" as const, PATH: process.env.PATH ?? "", CHECK_ALLOW_LOOPBACK: "1", ...env },
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile(process.execPath, ["--import", "tsx", "lib/cli/main.ts", ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === "number" ? error.code : error ? 3 : 0;
      resolve({ code, stdout, stderr });
    });
  });
}

export interface Checked {
  code: number;
  result: Result;
  row(id: string): ResultRow;
}

/** `readiness check --json` of answers and a kubeconfig that exist for this one call. */
export async function check(answers: Answers, kubeconfig: string, args: readonly string[] = []): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), "readiness-check-"));
  try {
    writeFileSync(join(folder, "kubeconfig.yaml"), kubeconfig, { mode: 0o600 });
    const file = join(folder, "answers.yaml");
    writeFileSync(file, stringify({ ...answers, "k8s.kubeconfig": { file: "kubeconfig.yaml" } }));
    const { code, stdout, stderr } = await readiness(["check", "--answers", file, "--json", ...args]);
    if (!stdout.trim()) throw new Error(`The command printed nothing: ${stderr}`);
    const result = JSON.parse(stdout) as Result;
    const row = (id: string) => {
      const found = result.requirements.find((one) => one.id === id);
      if (!found) throw new Error(`${id} is missing in the result`);
      return found;
    };
    return { code, result, row };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
