import { expect, ownProject, test } from "./support/journey";
import { ADMIN } from "./support/people";

test("a customer comes in by a single-use link and sees that one project only", async ({ page, browser }) => {
  const home = await ownProject(page, "Invited Bank");
  const foreign = await ownProject(page, "Foreign Bank");
  await page.goto(`${home}/access`);
  await page.getByLabel("Invite by e-mail address").fill("ivo@invited.test");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = (await page.getByText(/\/invitation\//).textContent()) ?? "";
  const customer = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await customer.goto(link);
  await customer.getByLabel("Your name").fill("Ivo Invited");
  await customer.getByLabel("Password").fill("a customer's phrase");
  await customer.getByRole("button", { name: "Create my account" }).click();
  await customer.waitForURL("**/projects");
  await expect(customer.getByRole("link", { name: "Invited Bank" })).toBeVisible();
  await expect(customer.getByRole("link", { name: "Foreign Bank" })).toHaveCount(0);
  const api = (url: string, rest: string) => `${url.replace("/projects/", "/api/projects/")}${rest}`;
  const missing = home.replace(/[^/]+$/, "cmissingmissingmissing");
  for (const rest of ["/stream", "/export", "/artefacts", "/artefacts/A1"]) {
    const [theirs, none] = await Promise.all([
      customer.request.get(api(foreign, rest)),
      customer.request.get(api(missing, rest)),
    ]);
    expect(theirs.status()).toBe(404);
    expect(await theirs.text()).toBe(await none.text());
  }
  expect((await customer.goto(foreign))?.status()).toBe(404);
  expect((await customer.goto(`${foreign}/checklist`))?.status()).toBe(404);
  await customer.goto(`${home}/intake/platform`);
  await customer.getByLabel("Kubernetes version").fill("1.30.1");
  await expect(customer.getByText(/^Saved/)).toBeVisible();
  await test.step("the used link is gone, and says what to do instead", async () => {
    await customer.goto(link);
    await expect(customer.getByRole("heading", { name: "This link was used already" })).toBeVisible();
    await expect(customer.getByText("ask the person who sent it for a new one")).toBeVisible();
  });
  await test.step("only a project manager is offered a new project", async () => {
    expect((await customer.goto("/projects/new"))?.status()).toBe(404);
  });
  await test.step("locking the customer out ends the session at once", async () => {
    await page.goto("/administration/people");
    await page
      .getByRole("row", { name: /Ivo Invited/ })
      .getByRole("button", { name: "Lock out" })
      .click();
    await expect(page.getByRole("button", { name: "Let in again" })).toBeVisible();
    await customer.goto(`${home}/intake/platform`);
    await expect(customer.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });
  await customer.context().close();
});

test("guessing a password is slowed down", async ({ browser }) => {
  const page = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@sestek.test");
  const alert = page.getByRole("main").getByRole("alert");
  for (let attempt = 0; attempt < 9; attempt++) {
    await page.getByLabel("Password").fill(`guess ${attempt}`);
    const answered = page.waitForResponse(/callback\/credentials/);
    await page.getByRole("button", { name: "Sign in" }).click();
    await answered;
  }
  await expect(alert).toContainText("Too many tries");
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/projects");
  await page.context().close();
});

test("bar 32: an open checklist ends with the session of the person who looks at it", async ({ page, browser }) => {
  const home = await ownProject(page, "Session Bank");
  await page.goto(`${home}/access`);
  await page.getByLabel("Invite by e-mail address").fill("sam@session.test");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = (await page.getByText(/\/invitation\//).textContent()) ?? "";
  const customer = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await customer.goto(link);
  await customer.getByLabel("Your name").fill("Sam Session");
  await customer.getByLabel("Password").fill("a customer's phrase");
  await customer.getByRole("button", { name: "Create my account" }).click();
  await customer.waitForURL("**/projects");
  await customer.goto(`${home}/checklist`);
  await expect(customer.getByRole("button", { name: "Run checks" })).toBeVisible();
  await page.goto("/administration/people");
  await page
    .getByRole("row", { name: /Sam Session/ })
    .getByRole("button", { name: "Lock out" })
    .click();
  await expect(customer.getByText("The live connection ended. Open the page again.")).toBeVisible();
  await customer.context().close();
});
