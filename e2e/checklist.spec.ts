import { expect, practiceProject, runToItsEnd, test } from "./support/journey";

test("a failing row that is mended and run again turns green in a second browser, live", async ({ page, browser }) => {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  const watcher = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await watcher.goto(`${home}/checklist`);
  await runToItsEnd(page);
  const seen = watcher.locator("[data-requirement=st-class-exists]");
  await expect(seen).toHaveAttribute("data-verdict", "fail");
  await page.getByRole("checkbox", { name: /storage class/ }).check();
  await expect(page.getByText("Mended.")).toBeVisible();
  const row = page.locator("[data-requirement=st-class-exists]");
  await row.getByRole("button").first().click();
  await row.getByRole("button", { name: "Run again" }).click();
  await expect(seen).toHaveAttribute("data-verdict", "pass");
  await watcher.context().close();
});

test("all 90 requirements stand on the board from the first minute, each with a sentence", async ({ page }) => {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  const applicable = await page.locator("[data-requirement]").count();
  await page.getByRole("button", { name: /^Not applicable/ }).click();
  await expect(page.locator("[data-requirement]").first()).toHaveAttribute("data-verdict", "not-applicable");
  expect(applicable + (await page.locator("[data-requirement]").count())).toBe(90);
});

test("an edited answer makes what cites it stale at once", async ({ page }) => {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  await runToItsEnd(page);
  const row = page.locator("[data-requirement=k8s-engine-version]");
  await expect(row).toHaveAttribute("data-verdict", "pass");
  const other = await page.context().newPage();
  await other.goto(`${home}/intake/platform`);
  await other.getByLabel("Kubernetes version").fill("1.33.0");
  await expect(other.getByText(/^Saved/)).toBeVisible();
  await expect(row).toHaveAttribute("data-verdict", "could-not-tell");
  await expect(row).toContainText("has changed since");
});

test("a person attests what only a person can know, by name, and takes it back", async ({ page }) => {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  const row = page.locator("[data-requirement=reg-vendor-credentials]");
  await row.getByRole("button").first().click();
  await row.getByRole("button", { name: "Attest", exact: true }).click();
  await row.getByLabel("This is so").check();
  await row
    .getByLabel(/Evidence/)
    .setInputFiles({ name: "mail.txt", mimeType: "text/plain", buffer: Buffer.from("received on Monday") });
  await row.getByRole("button", { name: "Sign with my name" }).click();
  await expect(row).toHaveAttribute("data-verdict", "pass");
  await expect(row.getByText(/Attested by Ada Admin/).first()).toBeVisible();
  await expect(row.getByRole("link", { name: "Download mail.txt" })).toBeVisible();
  await row.getByRole("button", { name: "Withdraw" }).click();
  await expect(row).toHaveAttribute("data-verdict", "none");
});

test("a failure is accepted by name with a reason, and blocks no longer", async ({ page }) => {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  await runToItsEnd(page);
  const row = page.locator("[data-requirement=ns-quota]");
  await row.getByRole("button").first().click();
  await row.getByRole("button", { name: /Accept this failure|Acknowledge/ }).click();
  await row.getByLabel("Why can the installation start").fill("short");
  await row.getByRole("button", { name: "Accept with my name" }).click();
  await expect(row.getByRole("alert")).toContainText("10 to 1000 characters");
  await row.getByLabel("Why can the installation start").fill("The quota is raised on the first day, as agreed.");
  await row.getByRole("button", { name: "Accept with my name" }).click();
  await expect(row).toContainText("Accepted by Ada Admin until");
});

test("the main job is done with the keyboard alone", async ({ page }) => {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.getByRole("button", { name: "Run checks" }).focus();
  await page.keyboard.press("Enter");
  const row = page.locator("[data-requirement=k8s-version-window]");
  await expect(row).toHaveAttribute("data-verdict", "pass");
  await row.getByRole("button").first().focus();
  await page.keyboard.press("Enter");
  await expect(row.getByText("Expected", { exact: true }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(row.getByText("Expected", { exact: true })).toHaveCount(0);
});
