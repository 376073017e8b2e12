import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chromium } from "playwright/test";

import { type RunningApp, startApp } from "../e2e/support/app";
import { ADMIN } from "../e2e/support/people";
import { browserLaunchOptions } from "../scripts/browser.mjs";

/** The built application with an administrator, whose cookies a plain fetch can send. */
export interface BenchServer {
  app: RunningApp;
  cookie: string;
  /**
   * Runs bench/seed/main.mts on the database of this application. Never blocks: connections that the server
   * closes meanwhile would be taken for open ones by the next fetch.
   */
  seed: (...args: string[]) => Promise<void>;
  /** The answer of a page; throws unless it is 200. */
  get: (path: string) => Promise<string>;
}

/** Starts the application on a port of its own and signs its administrator in. */
export async function benchServer(port: number): Promise<BenchServer> {
  const app = await startApp(port);
  const browser = await chromium.launch(await browserLaunchOptions());
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(app.setupLink);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/projects");
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await browser.close();
  return {
    app,
    cookie,
    async seed(...args) {
      const env = {
        ...process.env,
        DATABASE_URL: `file:${app.data}/readiness.db`,
        NEXTAUTH_SECRET: "b".repeat(32),
        LOG_LEVEL: "silent",
      };
      const seeding = spawn(
        process.execPath,
        ["--conditions=react-server", "--import", "tsx", "bench/seed/main.mts", ...args],
        { env, stdio: "inherit" },
      );
      const [status] = await once(seeding, "exit");
      if (status !== 0) throw new Error(`bench/seed/main.mts ${args.join(" ")} failed.`);
    },
    async get(path) {
      const answer = await fetch(`${app.url}${path}`, { headers: { cookie } });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
      return text;
    },
  };
}

/** Process id of the web server under the start command. */
export function webProcess({ app }: BenchServer): number {
  const { pid } = app.process;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  const web = children.find((child) => /next-server|server\.js/.test(readFileSync(`/proc/${child}/cmdline`, "utf8")));
  if (!web) throw new Error("The web server was not found among the started processes.");
  return web;
}

/** Resident memory of a process in megabytes. */
export function residentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
