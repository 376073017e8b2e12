import type { Browser, Page } from "playwright/test";

import { expect, expectAccessible, ownProject, practiceProject, runToItsEnd, test } from "./support/journey";
import { fillEveryCell } from "./support/ready";

const apiOf = (home: string) => home.replace("/projects/", "/api/projects/");

/** A customer of that project, come in by an invitation, on a page of his own. */
async function customerOf(page: Page, browser: Browser, home: string, name: string): Promise<Page> {
  await page.goto(`${home}/access`);
  await page.getByLabel("Invite by e-mail address").fill(`${name.toLowerCase()}@${home.slice(-8)}.test`);
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = (await page.getByText(/\/invitation\//).textContent()) ?? "";
  const customer = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await customer.goto(link);
  await customer.getByLabel("Your name").fill(name);
  await customer.getByLabel("Password").fill("a customer's phrase");
  await customer.getByRole("button", { name: "Create my account" }).click();
  await customer.waitForURL("**/projects");
  return customer;
}

test("the responsibility matrix is filled, agreed by both sides, and an edit makes the agreement void", async ({
  page,
  browser,
}) => {
  const home = await ownProject(page, "Matrix Bank");
  const customer = await customerOf(page, browser, home, "Mona");
  await page.goto(`${home}/responsibility`);
  const saves: string[] = [];
  page.on("request", (request) => request.method() === "PUT" && saves.push(request.url()));
  await page.getByRole("button", { name: "Begin with SESTEK's proposal" }).click();
  await expect(page.getByRole("button", { name: "Agree for SESTEK" })).toBeDisabled();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  expect(saves, "one edit is sent once").toHaveLength(1);
  await expect(page.getByText(/components have a cell without an owner/)).toBeVisible();
  await fillEveryCell(page, home, 1);
  await page.reload();
  await expect(page.getByText("Every cell has an owner.")).toBeVisible();
  await test.step("what contradicts is said at its cell, and two quick choices are no conflict with oneself", async () => {
    const support = page.getByLabel("Support of Redis");
    await support.selectOption("customer");
    await expect(support).toHaveAccessibleDescription(/SESTEK deploys this/);
    await support.selectOption("SESTEK");
    await expect(support).not.toHaveAccessibleDescription(/SESTEK deploys this/);
  });
  await expectAccessible(page, "responsibility matrix");
  await test.step("both sides agree by name", async () => {
    await page.getByRole("button", { name: "Agree for SESTEK" }).click();
    await expect(page.getByText("Ada Admin agreed")).toBeVisible();
    await customer.goto(`${home}/responsibility`);
    await expect(customer.getByText("Ada Admin agreed")).toBeVisible();
    await customer.getByRole("button", { name: "Agree for the customer" }).click();
    await expect(customer.getByText("Mona agreed")).toBeVisible();
  });
  await test.step("a later edit voids both agreements, and says whose edit it was", async () => {
    await customer.getByLabel("Updates of Jenkins").selectOption("customer");
    await expect(customer.getByText("Void: Ada Admin agreed to an earlier matrix")).toBeVisible();
    await expect(customer.getByText(/Void: Mona agreed to an earlier matrix.* by Mona/)).toBeVisible();
  });
  await test.step("who agrees to what he has not seen is told so", async () => {
    await page.reload();
    await customer.getByLabel("Updates of Vault").selectOption("customer");
    await expect(customer.getByText(/^Saved/)).toBeVisible();
    await page.getByRole("button", { name: "Agree for SESTEK" }).click();
    await expect(page.getByText("Mona has changed the matrix since you opened it")).toBeVisible();
  });
  await test.step("as a file for a spreadsheet no cell begins a formula", async () => {
    const first = customer.getByLabel("Note of Redis");
    await first.fill("=cmd|' /C calc'!A0");
    await expect(customer.getByText(/^Saved/)).toBeVisible();
    await expect.poll(async () => (await page.request.get(`${apiOf(home)}/responsibility`)).text()).toContain("'=cmd|");
    const csv = await page.request.get(`${apiOf(home)}/responsibility`);
    expect((await csv.body()).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });
  await customer.context().close();
});

test("a changed decision of SESTEK changes the verdict after the next run", async ({ page, browser }) => {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  await runToItsEnd(page);
  const row = page.locator("[data-requirement=k8s-version-window]");
  await expect(row).toContainText("Pass");
  await page.goto("/administration/decisions");
  await expect(page.getByText(/^\d+ of 40 confirmed$/)).toBeVisible();
  const newest = page.locator("#D30");
  await newest.locator("summary").click();
  await newest.getByLabel("Newest minor version (1.x)").fill("1");
  await newest.getByRole("button", { name: "Save the change" }).click();
  await expect(newest.getByText("The oldest version is newer than the newest one")).toBeVisible();
  await newest.getByLabel("Newest minor version (1.x)").fill("30");
  await newest.getByLabel("Note (optional)").fill("Asked in the journey.");
  await newest.getByRole("button", { name: "Save the change" }).click();
  await expect(newest.getByText("Changed. What the checks saw before counts no longer")).toBeVisible();
  await expect(newest.getByText("Ada Admin")).toBeVisible();
  await expectAccessible(page, "open questions");
  await page.goto(`${home}/checklist`);
  await expect(row).toContainText("SESTEK has decided anew");
  await runToItsEnd(page);
  await expect(row).not.toContainText("SESTEK has decided anew");
  await expect(row).toContainText("Fail");
  await test.step("a customer has no such page", async () => {
    const customer = await customerOf(page, browser, home, "Dora");
    for (const path of ["decisions", "products"])
      expect((await customer.goto(`/administration/${path}`))?.status()).toBe(404);
    expect((await customer.goto(`${home}/intake/products`))?.status()).toBe(404);
    await customer.context().close();
  });
  await test.step("the proposal is put back", async () => {
    await page.goto("/administration/decisions?show=confirmed");
    await newest.locator("summary").click();
    await newest.getByRole("button", { name: "Put back the proposal" }).click();
    await newest.getByRole("button", { name: "Save the change" }).click();
    await expect(newest.getByText("Changed. What the checks saw before counts no longer")).toBeVisible();
  });
});

test("a chosen product fills the answers, marked, and a newer version offers its difference", async ({ page }) => {
  await page.goto("/administration/products");
  await page.getByRole("link", { name: "Add a product" }).click();
  await page.getByLabel("Product code").selectOption("VA");
  await page.getByLabel("Name", { exact: true }).first().fill("Virtual Agent");
  await page.getByLabel("Version", { exact: true }).fill("5.2");
  await page.locator("[id='db.names']").fill("VAReporting");
  await page.locator("[id='os.buckets']").fill("knovvu-va");
  await page.getByLabel("Images", { exact: true }).fill("not an image");
  await page.getByRole("button", { name: "Save the version" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Line 1 is no image" })).toBeVisible();
  await page.getByLabel("Images", { exact: true }).fill("va/web:5.2.0");
  await page.getByRole("button", { name: "Save the version" }).click();
  await page.waitForURL("**/administration/products");
  await expect(page.getByRole("row", { name: /Virtual Agent/ })).toContainText("1 image");
  await expectAccessible(page, "products");

  const home = await ownProject(page, "Product Bank");
  await page.goto(`${home}/intake/database`);
  await page.goto(`${home}/intake/check`);
  await page.getByRole("link", { name: "Choose products" }).click();
  await page.getByRole("checkbox", { name: /Virtual Agent/ }).check();
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page.getByRole("heading", { name: "What VA 5.2 would fill and change" })).toBeVisible();
  await expectAccessible(page, "what would change");
  await page.getByRole("button", { name: "Fill the ticked answers" }).click();
  await expect(page.getByText("4 answers were filled.")).toBeVisible();
  await page.getByRole("link", { name: "See the answers", exact: true }).click();
  await expect(page.getByText("From product VA 5.2").first()).toBeVisible();
  await test.step("an edited answer loses its mark", async () => {
    await page.goto(`${home}/intake/database`);
    const names = page.locator("[id='db.names']");
    await expect(page.getByText("From product VA 5.2")).toBeVisible();
    await names.fill("OwnDatabase");
    await expect(page.getByText(/^Saved/)).toBeVisible();
    await expect(page.getByText("From product VA 5.2")).toHaveCount(0);
  });
  await test.step("a newer version offers its difference, and leaves a person's answer alone", async () => {
    await page.goto("/administration/products");
    await page.getByRole("link", { name: "New version from VA 5.2" }).click();
    await page.getByLabel("Version", { exact: true }).fill("5.3");
    await page.locator("[id='os.buckets']").fill("knovvu-va\nknovvu-logs");
    await page.locator("[id='db.names']").fill("VAReporting\nVAArchive");
    await page.getByRole("button", { name: "Save the version" }).click();
    await page.waitForURL("**/administration/products");
    await page.goto(`${home}/intake/check`);
    await page.getByRole("link", { name: "Show the difference to VA 5.3" }).click();
    await expect(page.getByText("knovvu-logs")).toBeVisible();
    await expect(page.getByText("Written by Ada Admin. It stays unless you tick it.")).toBeVisible();
    await page.getByRole("button", { name: "Fill the ticked answers" }).click();
    await expect(page.getByText("One answer was filled.")).toBeVisible();
    const answers = await (await page.request.get(`${apiOf(home)}/export`)).text();
    expect(answers).toContain("knovvu-logs");
    expect(answers).toContain("OwnDatabase");
    expect(answers).not.toContain("VAArchive");
  });
});
