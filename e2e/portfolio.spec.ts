import type { Page } from "playwright/test";

import { expect, ownProject, test } from "./support/journey";

const FIRST = "İstif Bankası";
const SECOND = "Istıf Sigorta";

/** Customers of the listed projects, from top to bottom. */
const listed = (page: Page) => page.getByRole("table").getByRole("rowheader").getByRole("link");

test("the list of projects is searched, sorted and filtered, and the way back keeps all of it", async ({ page }) => {
  await ownProject(page, FIRST);
  await ownProject(page, SECOND);
  await test.step("a search finds İ, ı, I and i alike, by keyboard alone", async () => {
    await page.goto("/projects");
    await page.getByRole("searchbox", { name: "Customer or environment" }).focus();
    await page.keyboard.type("ISTIF");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/q=ISTIF/);
    await expect(listed(page)).toHaveCount(2);
    await expect(page.getByText("2 projects", { exact: true })).toBeVisible();
  });
  await test.step("a column sorts both ways and says so", async () => {
    const column = page.getByRole("columnheader", { name: /^Project/ });
    await column.getByRole("link").focus();
    await page.keyboard.press("Enter");
    await expect(column).toHaveAttribute("aria-sort", "ascending");
    await expect(listed(page)).toHaveText([FIRST, SECOND]);
    await page.keyboard.press("Enter");
    await expect(column).toHaveAttribute("aria-sort", "descending");
    await expect(listed(page)).toHaveText([SECOND, FIRST]);
  });
  await test.step("the worker's count arrives, and says not ready rather than nothing", async () => {
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("row", { name: new RegExp(FIRST) }).getByText("Not ready")).toBeVisible({
        timeout: 1_000,
      });
    }).toPass();
  });
  await test.step("a filter that nothing fits says so, and the way back keeps the search and the order", async () => {
    await page.getByLabel("Show").selectOption("Ready");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByText("No project fits", { exact: true })).toBeVisible();
    await expect(page).toHaveURL(/show=ready/);
    await page.goBack();
    await expect(listed(page)).toHaveText([SECOND, FIRST]);
    await expect(page.getByRole("searchbox")).toHaveValue("ISTIF");
    await expect(page.getByLabel("Show")).toHaveValue("open");
    await page.goForward();
    await expect(page.getByLabel("Show")).toHaveValue("ready");
    await page.goBack();
  });
  await test.step("from the list into a project and back again", async () => {
    await listed(page).filter({ hasText: FIRST }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Not ready/ })).toBeVisible();
    await expect(page.getByRole("main").getByText(FIRST).first()).toBeVisible();
    await page.goBack();
    await expect(listed(page)).toHaveText([SECOND, FIRST]);
  });
  await test.step("what blocks most leads to the projects that it blocks", async () => {
    await page.getByRole("link", { name: "What blocks most" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "What blocks most" })).toBeVisible();
    const row = page.getByRole("region", { name: "By requirement" }).getByRole("row").nth(1);
    const link = row.getByRole("link");
    const count = Number.parseInt(await link.innerText(), 10);
    expect(count).toBeGreaterThan(0);
    await link.click();
    await expect(page.getByText("Only projects that this blocks")).toBeVisible();
    await expect(page.getByRole("main").getByText(new RegExp(`^${count} projects?$`))).toBeVisible();
  });
});

test("the audit log says who did what, is narrowed by its address, and leaves as a file", async ({ page }) => {
  const home = await ownProject(page, "Audited Bank");
  await page.goto("/administration/audit");
  await page.getByLabel("Project", { exact: true }).fill("audited bank");
  await page.getByRole("button", { name: "Search" }).click();
  const created = page.getByRole("row").filter({ hasText: "Audited Bank" });
  await expect(created).toHaveCount(1);
  await expect(created).toContainText("Created a project");
  await expect(created).toContainText("Ada Admin");
  await test.step("the export holds what the page shows, and nothing else", async () => {
    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export as CSV" }).click();
    const href = (await page.getByRole("link", { name: "Export as CSV" }).getAttribute("href")) ?? "";
    expect((await file).suggestedFilename()).toBe("audit-log.csv");
    const csv = await (await page.request.get(href)).body();
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csv.toString().trim().split("\r\n")).toHaveLength(2);
    expect(csv.toString()).toContain("project.created");
  });
  await test.step("a project's history has its own part of the log", async () => {
    await page.goto(`${home}/runs`);
    await page.getByRole("link", { name: "Changes" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Changes" })).toBeVisible();
    await expect(page.getByRole("cell", { name: /Created a project/ })).toBeVisible();
  });
});
