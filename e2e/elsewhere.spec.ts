import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "playwright/test";

import { inScript, type TrialItem, trialResult } from "../test/terminal/results";
import { expect, expectAccessible, ownProject, test } from "./support/journey";

const OS: TrialItem = {
  check: "ts-os-version",
  target: "Windows",
  state: "seen",
  detail: {
    caption: "Microsoft Windows Server 2022 Standard",
    build: "20348",
    productType: "3",
    installation: "Server",
  },
};
const DISK: TrialItem = { check: "ts-disk-free", target: "C:", state: "seen", detail: { free: "90000000000" } };

/** Makes a script on the page, downloads it, and answers with its code, its run and its project. */
async function handOut(
  page: Page,
  home: string,
  name = "readiness-terminal-server.ps1",
): Promise<{ code: string; runId: string; project: string; text: string }> {
  await page.goto(`${home}/elsewhere`);
  await page.getByRole("button", { name: "Make the script for Terminal server" }).click();
  await expect(page.getByText("The script is ready. It is shown only now.")).toBeVisible();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: `Download ${name}` }).click();
  const text = readFileSync(await (await waiting).path(), "utf8");
  return { ...inScript(text), project: home.split("/").at(-1) ?? "", text };
}

const resultOf = ({ code, runId, project }: { code: string; runId: string; project: string }, items = [OS, DISK]) =>
  trialResult(code, { runId, project }, items);

test("a result is uploaded as a file, and the checklist shows what the machine saw", async ({ page }) => {
  const home = await ownProject(page, "Upload Bank");
  const handed = await handOut(page, home);
  expect(handed.text).toContain("For the security officer");
  await expect(page.locator("[data-errand]")).toHaveAttribute("data-state", "waiting");
  await page.getByLabel("File that the script wrote").setInputFiles({
    name: "readiness.json",
    mimeType: "application/json",
    buffer: Buffer.from(`\ufeff${resultOf(handed)}`, "utf16le"),
  });
  await page.getByRole("button", { name: "Take the result" }).click();
  await expect(page.getByText("Taken from SESTEK-TS01: 3 requirements were judged.")).toBeVisible();
  await expect(page.locator("[data-errand]")).toHaveAttribute("data-state", "taken");
  await page.getByRole("link", { name: "Open the checklist" }).click();
  await expect(page.locator("[data-requirement=ts-os-version]")).toHaveAttribute("data-verdict", "pass");
});

test("a result is pasted; pasted again it is refused with its sentence, and what was pasted stays", async ({
  page,
}) => {
  const home = await ownProject(page, "Paste Bank");
  const text = resultOf(await handOut(page, home));
  await page.getByLabel("Or paste its text").fill(text);
  await page.getByRole("button", { name: "Take the result" }).click();
  await expect(page.getByText("Taken from SESTEK-TS01")).toBeVisible();
  await page.getByLabel("Or paste its text").fill(text);
  await page.getByRole("button", { name: "Take the result" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "was taken already" })).toBeVisible();
  await expect(page.getByLabel("Or paste its text")).toHaveValue(text);
});

test("a machine posts its result with its code, without session and without Origin", async ({
  page,
  playwright,
  baseURL,
}) => {
  const home = await ownProject(page, "Post Bank");
  const handed = await handOut(page, home);
  const machine = await playwright.request.newContext({
    baseURL: baseURL ?? "",
    storageState: { cookies: [], origins: [] },
  });
  const post = (code: string, data: string) =>
    machine.post(`/api/errands/${handed.runId}/result`, {
      headers: { authorization: `Bearer ${code}`, "content-type": "application/json" },
      data,
    });
  expect((await post("wrong", resultOf(handed))).status()).toBe(404);
  const taken = await post(handed.code, resultOf(handed));
  expect(await taken.text()).toBe("Taken: 3 requirements were judged.\n");
  const again = await post(handed.code, resultOf(handed));
  expect([again.status(), await again.text()]).toEqual([422, expect.stringContaining("was taken already")]);
  const tooLarge = await post(handed.code, "x".repeat(2_000_000));
  expect(tooLarge.status()).toBe(413);
  await machine.dispose();
  await page.goto(`${home}/checklist`);
  await expect(page.locator("[data-requirement=ts-os-version]")).toHaveAttribute("data-verdict", "pass");
});

test("changed, foreign and cut-off results are refused with a sentence, and one in part item by item", async ({
  page,
}) => {
  const other = await handOut(page, await ownProject(page, "Foreign Bank"));
  const home = await ownProject(page, "Strict Bank");
  const handed = await handOut(page, home);
  const whole = resultOf(handed);
  const refused: [string, string][] = [
    [whole.replace("20348", "26100"), "was changed after the script wrote it"],
    [resultOf(other), "does not belong to this project"],
    [whole.slice(0, 400), "cut off"],
    ["hello", "no result of the script"],
  ];
  for (const [text, sentence] of refused) {
    await page.getByLabel("Or paste its text").fill(text);
    await page.getByRole("button", { name: "Take the result" }).click();
    await expect(page.getByRole("alert").filter({ hasText: sentence })).toBeVisible();
  }
  await expect(page.locator("[data-errand]")).toHaveAttribute("data-state", "refused");
  const evil: TrialItem = { check: "ts-disk-free", target: "<img src=x onerror=alert(1)>", state: "seen" };
  await page.getByLabel("Or paste its text").fill(resultOf(handed, [OS, evil]));
  await page.getByRole("button", { name: "Take the result" }).click();
  const said = page.getByRole("status").filter({ hasText: "Taken from SESTEK-TS01" });
  await said.getByText("1 finding was refused").click();
  await expect(said.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
});

test("the Linux script really runs, and sends what it saw by itself", async ({ page }) => {
  const home = await ownProject(page, "Linux Bank");
  await page.goto(`${home}/intake/terminal`);
  await page.getByLabel("Linux").check();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const { text } = await handOut(page, home, "readiness-terminal-server.sh");
  const folder = mkdtempSync(join(tmpdir(), "readiness-sent-"));
  writeFileSync(join(folder, "script.sh"), text);
  const run = spawnSync("sh", ["script.sh", "--send"], { cwd: folder, encoding: "utf8", timeout: 60_000 });
  rmSync(folder, { recursive: true, force: true });
  expect(run.stdout).toMatch(/Taken: \d+ requirements were judged\./);
  await page.reload();
  await expect(page.locator("[data-errand]")).toHaveAttribute("data-state", "taken");
  await page.goto(`${home}/checklist`);
  await expect(page.locator("[data-requirement=ts-disk-free]")).toHaveAttribute("data-verdict", /pass|warn|fail/);
});

test("a script is taken back, and the row on the checklist leads to this page", async ({ page }) => {
  const home = await ownProject(page, "Back Bank");
  const handed = await handOut(page, home);
  await page.getByRole("button", { name: "Take back the script for the Terminal server" }).click();
  await expect(page.locator("[data-errand]")).toHaveAttribute("data-state", "revoked");
  await page.getByLabel("Or paste its text").fill(resultOf(handed));
  await page.getByRole("button", { name: "Take the result" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "was taken back" })).toBeVisible();
  await expectAccessible(page, "other places");
  await page.goto(`${home}/checklist`);
  const row = page.locator("[data-requirement=ts-os-version]");
  await row.getByRole("button").first().click();
  await row.getByRole("link", { name: "Look from the terminal or license server" }).click();
  await expect(page.getByRole("heading", { name: "Look from other places" })).toBeVisible();
});
