import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { expect, type Page, test } from "playwright/test";

import { type RunningApp, startApp } from "./support/app";
import { practiceProject } from "./support/journey";
import { ADMIN } from "./support/people";
import { PORTS } from "./support/ports";

const PORT = PORTS.kill;
const INTERRUPTED_WITHIN_MS = 30_000;

/** The process of the worker that started last: it says its number in the log. */
function workerOf(app: RunningApp): number {
  const lines = [...app.output().matchAll(/"pid":(\d+).*"msg":"worker started"/g)];
  return Number(lines.at(-1)?.[1]);
}

/** The web server and the worker: the children of the start command. */
function childrenOf(parent: number): number[] {
  const listed = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return listed.map(Number).filter((pid) => {
    try {
      return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) === parent;
    } catch {
      return false;
    }
  });
}

async function rowsOf(app: RunningApp, sql: string): Promise<Record<string, unknown>[]> {
  const client = createClient({ url: `file:${join(app.data, "readiness.db")}` });
  try {
    return (await client.execute(sql)).rows.map((row) => ({ ...row }));
  } finally {
    client.close();
  }
}

/** Nothing is recorded twice, and no requirement has two current looks. */
async function expectNothingDoubled(app: RunningApp): Promise<void> {
  expect(
    await rowsOf(
      app,
      'SELECT "runId", "requirementId", "target", count(*) AS n FROM "Observation" GROUP BY 1, 2, 3 HAVING n > 1',
    ),
  ).toEqual([]);
  expect(
    await rowsOf(
      app,
      'SELECT "projectId", "requirementId" FROM "Observation" WHERE "current" = 1 GROUP BY 1, 2 HAVING count(DISTINCT "runId") > 1',
    ),
  ).toEqual([]);
}

async function signUp(page: Page, app: RunningApp): Promise<void> {
  await page.goto(app.setupLink);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/projects");
}

test.use({ baseURL: `http://localhost:${PORT}` });

test("a worker killed at any point of a run loses no answer, doubles nothing, and its run ends as interrupted within 30 s", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const app = await startApp(PORT);
  try {
    await signUp(page, app);
    const home = await practiceProject(page);
    let runs = 0;
    for (const point of [0, 1, 8, 20, 30]) {
      await test.step(`killed after ${point} of the checks`, async () => {
        await page.goto(`${home}/intake/platform`);
        const version = `1.${30 + (point % 5)}.${point}`;
        await page.getByLabel("Kubernetes version").fill(version);
        await expect(page.getByText(/^Saved/)).toBeVisible();
        await page.goto(`${home}/checklist`);
        const worker = workerOf(app);
        await page.getByRole("button", { name: "Run checks" }).click();
        await page.waitForFunction(
          ([least = 0, next = 0]) => {
            const text = document.body.innerText;
            const [, done] = /Running (\d+)/.exec(text) ?? [];
            return Number(done ?? -1) >= least || text.includes(`Run ${next} done`);
          },
          [point, ++runs],
          { polling: "raf" },
        );
        process.kill(worker, "SIGKILL");
        await expect(page.getByRole("button", { name: "Run checks" })).toBeVisible({ timeout: INTERRUPTED_WITHIN_MS });
        const [last] = await rowsOf(app, 'SELECT "status" FROM "Run" ORDER BY "seq" DESC LIMIT 1');
        expect(["interrupted", "done"]).toContain(last?.status);
        await expectNothingDoubled(app);
        const [answer] = await rowsOf(app, `SELECT "value" FROM "Answer" WHERE "field" = 'k8s.engineVersion'`);
        expect(answer?.value).toBe(JSON.stringify(version));
        await expect.poll(() => workerOf(app)).not.toBe(worker);
      });
    }
    await test.step("and the next run comes to its end as if nothing had been", async () => {
      await page.getByRole("button", { name: "Run checks" }).click();
      await expect(page.getByText(`Run ${runs + 1} done`)).toBeVisible({ timeout: INTERRUPTED_WITHIN_MS });
      const [last] = await rowsOf(app, 'SELECT "status" FROM "Run" ORDER BY "seq" DESC LIMIT 1');
      expect(last?.status).toBe("done");
    });
  } finally {
    await app.stop();
  }
});

test("everything killed at once comes back with every acknowledged answer", async ({ page }) => {
  test.setTimeout(240_000);
  const data = mkdtempSync(join(tmpdir(), "readiness-kill-"));
  let app = await startApp(PORT, { data });
  try {
    await signUp(page, app);
    const home = await practiceProject(page);
    await page.goto(`${home}/intake/network`);
    await page.getByLabel("Base domain", { exact: true }).fill("knovvu.before-the-kill.test");
    await expect(page.getByText(/^Saved/)).toBeVisible();
    await page.goto(`${home}/checklist`);
    await page.getByRole("button", { name: "Run checks" }).click();
    const children = childrenOf(app.process.pid ?? 0);
    for (const pid of [app.process.pid ?? 0, ...children]) process.kill(pid, "SIGKILL");
    app = await startApp(PORT, { data });
    await page.goto(`${home}/intake/network`);
    await expect(page.getByLabel("Base domain", { exact: true })).toHaveValue("knovvu.before-the-kill.test");
    await page.goto(`${home}/checklist`);
    await expect(page.getByRole("button", { name: "Run checks" })).toBeVisible({ timeout: INTERRUPTED_WITHIN_MS });
    await expectNothingDoubled(app);
  } finally {
    await app.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
