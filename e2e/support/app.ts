import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The application as its operator starts it, on a port and in a data folder of its own. */
export interface RunningApp {
  url: string;
  setupLink: string;
  data: string;
  process: ChildProcess;
  output: () => string;
  stop: () => Promise<void>;
}

const START_MS = 120_000;

/** Runs the start command and waits until it is ready and has printed its set-up link. */
export async function startApp(
  port: number,
  options: { data?: string; env?: Record<string, string> } = {},
): Promise<RunningApp> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), "readiness-e2e-"));
  const url = `http://localhost:${port}`;
  const {
    DATABASE_URL: _url,
    NEXTAUTH_URL: _auth,
    NEXTAUTH_SECRET: _secret,
    READINESS_KEY: _key,
    ...inherited
  } = process.env;
  const child = spawn(process.execPath, ["scripts/run.mjs", "start"], {
    env: { ...inherited, PORT: String(port), READINESS_DATA: data, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const deadline = Date.now() + START_MS;
  const printed = () => options.data !== undefined || output.includes("/setup/");
  while (!(printed() && (await isReady(url)))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The application did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    data,
    setupLink: /https?:\/\/\S+\/setup\/\S+/.exec(output)?.[0] ?? "",
    process: child,
    output: () => output,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      if (!options.data) rmSync(data, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/ready`)).ok;
  } catch {
    return false;
  }
}
