import { mkdirSync } from "node:fs";
import type { Page } from "playwright/test";

import { ADMIN_RULES, healthyCluster, node } from "@/lib/peers/kubernetes/healthy";
import { playedLog } from "@/lib/peers/kubernetes/plays";
import { type KubernetesPeer, startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { probingAnswers } from "@/test/cluster-run";

import { type RunningApp, startApp } from "./support/app";
import { expect, expectAccessible, ownProject, test } from "./support/journey";
import { ADMIN } from "./support/people";
import { PORTS } from "./support/ports";

/** The pods are played through the API of a loopback server; that real pods fare so is proved in the cluster tests. */
const PORT = PORTS.cluster;
const TOKEN = "token-of-the-journey";
const HEALTHY = healthyCluster({ token: TOKEN });
const objects = { ...HEALTHY.objects, "/api/v1/nodes": [node("worker-1"), node("worker-2"), node("worker-3")] };

test.use({ baseURL: `http://localhost:${PORT}`, storageState: { cookies: [], origins: [] } });
test.describe.configure({ mode: "serial" });

let app: RunningApp;
let peer: KubernetesPeer;
let home: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  peer = await startKubernetesPeer({ ...HEALTHY, objects, plays: { apartMs: 2_500 } });
  app = await startApp(PORT, { env: { CHECK_ALLOW_LOOPBACK: "1", READINESS_DEMO: "1" } });
});
test.afterAll(async () => {
  await app?.stop();
  await peer?.close();
});

async function signIn(page: Page, first: boolean): Promise<void> {
  if (first) {
    await page.goto(app.setupLink);
    await page.getByLabel("Your name").fill(ADMIN.name);
  } else await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: first ? "Create the administrator" : "Sign in" }).click();
  await page.waitForURL("**/projects");
}

async function send(page: Page, path: string, data: unknown): Promise<void> {
  const address = `${home.replace(/\/projects\//, "/api/projects/")}/${path}`;
  const answer = await page.request.post(address, {
    data: data as never,
    headers: { origin: `http://localhost:${PORT}` },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.READINESS_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const cell = (page: Page, source: string, column: string) =>
  page.locator(`tr[data-source="${source}"] td[data-column="${column}"]`);

test("a look from inside the cluster shows what it would create, begins only then, and the ports fill by themselves", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, true);
  home = await ownProject(page, "Acme Bank");
  await send(page, "import", probingAnswers());
  await send(page, "kubeconfig", JSON.parse(peer.kubeconfig({ token: TOKEN })));

  await page.goto(`${home}/elsewhere`);
  await page.getByRole("button", { name: "Show what would be created" }).click();
  await expect(page.getByText(/\d+ objects would be created/).first()).toBeVisible();
  await expect(page.getByRole("cell", { name: /^rdy-ports-[0-9a-f]{4}$/ })).toBeVisible();
  expect(peer.counts().created).toBe(0);
  await expectAccessible(page, "other places");
  await picture(page, "elsewhere-list");
  await page.getByLabel(/A released volume may stay/).check();

  const watcher = await page.context().newPage();
  await watcher.goto(`${home}/elsewhere/ports`);
  await expect(cell(watcher, "workers", "license")).toHaveAttribute("data-state", "not-looked");
  await picture(watcher, "ports-empty");

  await page.getByRole("button", { name: "Agree and look" }).click();
  await expect(page.getByText("Run 1 has been queued.")).toBeVisible();
  await expect(cell(watcher, "worker worker-1", "license")).toHaveAttribute("data-state", "reached");
  await expect(cell(watcher, "worker worker-3", "license")).toHaveAttribute("data-state", "not-looked");
  await expect(cell(watcher, "worker worker-3", "license")).toHaveAttribute("data-state", "reached");
  await expect(cell(watcher, "worker worker-2", "registry")).toHaveAttribute("data-state", "reached");
  await expect(cell(watcher, "app", "recorder")).toHaveAttribute("data-state", "not-needed");
  await expect(watcher.getByRole("link", { name: "Needed by net-license-port" })).toBeVisible();
  await expect(watcher.getByRole("link", { name: "Look from inside the cluster" })).toBeVisible({ timeout: 60_000 });
  await expectAccessible(watcher, "ports");
  await picture(watcher, "ports");
  await watcher.setViewportSize({ width: 390, height: 800 });
  expect(await watcher.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(watcher, "ports-narrow");
  await watcher.close();
  expect(peer.counts().removed).toBe(peer.counts().created);

  await page.goto(`${home}/checklist#net-license-port`);
  const row = page.locator('[data-requirement="net-license-port"]');
  await expect(row).toHaveAttribute("data-verdict", "pass");
  await expect(row).toContainText("from the cluster");
});

test("what a look could not remove stands in red on its row, with the command that removes it", async ({ page }) => {
  test.setTimeout(120_000);
  const rules = ADMIN_RULES.map((rule) => ({ ...rule, verbs: rule.verbs.filter((verb) => verb !== "delete") }));
  const grants = HEALTHY.grants.map((grant) => (grant.rules === ADMIN_RULES ? { ...grant, rules } : grant));
  peer.setScenario({ ...HEALTHY, objects, grants });
  await signIn(page, false);
  await page.goto(`${home}/elsewhere`);
  for (const name of [/^A volume/, /^NFS export/, /^Traffic/, /^Ingress/]) await page.getByLabel(name).uncheck();
  await page.getByRole("button", { name: "Show what would be created" }).click();
  await page.getByRole("button", { name: "Agree and look" }).click();
  await page.goto(`${home}/checklist`);
  await expect(page.getByText("Run 2 done")).toBeVisible({ timeout: 60_000 });
  const row = page.locator('[data-requirement="net-license-port"]');
  await expect(row).toHaveAttribute("data-verdict", "pass");
  await row.locator("> button").click();
  await expect(row.getByText("Left behind in the cluster")).toBeVisible();
  await expect(row.getByText(/kubectl delete -n knovvu-common .*jobs\/rdy-ports-[0-9a-f]{4}/)).toBeVisible();
  await picture(page, "residue");
});

test("where the cluster cannot be reached the probes are one file, and its log is taken once", async ({ page }) => {
  await signIn(page, false);
  await page.goto(`${home}/elsewhere`);
  await page.getByRole("button", { name: "Make the file" }).click();
  const text = (await page.locator("pre", { hasText: "kind: Job" }).textContent()) ?? "";
  const value = (name: string) => new RegExp(`name: ${name}\\n\\s+value: "?([^"\\n]+)`).exec(text)?.[1] ?? "";
  const env = { RUN: value("RUN"), CODE: value("CODE"), TARGETS: "net-license-port lic01.acme.test 30113 tcp" };
  expect(env.CODE.length).toBeGreaterThan(20);
  const log = playedLog(
    { name: "rdy-ports-x", namespace: "knovvu-common", node: "far-worker", env, user: 10_001, mounts: false },
    { reach: () => ({ state: "timeout", ms: 5_000 }) },
  );
  const bring = page.getByRole("region", { name: "Bring back what the pods said" });
  await bring.getByRole("textbox").fill(log);
  await bring.getByRole("button", { name: "Take the result" }).click();
  await expect(bring.getByRole("status")).toContainText("far-worker");
  await page.goto(`${home}/elsewhere/ports`);
  await expect(cell(page, "worker far-worker", "license")).toHaveAttribute("data-state", "timeout");
  await page.goto(`${home}/elsewhere`);
  await bring.getByRole("textbox").fill(log);
  await bring.getByRole("button", { name: "Take the result" }).click();
  await expect(bring.getByRole("alert")).toContainText("taken already");
  await expect(bring.getByRole("textbox")).toHaveValue(/RDY/);
});
