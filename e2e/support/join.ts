import type { Browser, Page } from "playwright/test";

const PHRASE = "a phrase of one's own";

/** Opens a single-use link in a browser of its own, chooses name and password, and answers with that browser's page. */
async function join(browser: Browser, link: string, name: string): Promise<Page> {
  const page = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(PHRASE);
  await page.getByRole("button", { name: "Create my account" }).click();
  await page.waitForURL("**/projects");
  return page;
}

async function linkOn(page: Page): Promise<string> {
  return (await page.getByText(/\/invitation\//).textContent()) ?? "";
}

/** Invites somebody of the customer into a project, and lets him in. */
export async function joinAsCustomer(page: Page, browser: Browser, home: string, name: string): Promise<Page> {
  await page.goto(`${home}/access`);
  await page
    .getByLabel("Invite by e-mail address")
    .fill(`${name.split(" ")[0]?.toLowerCase()}-${Date.now()}@bank.test`);
  await page.getByRole("button", { name: "Make the link" }).click();
  return join(browser, await linkOn(page), name);
}

/** Makes an account for one of SESTEK's engineers, and lets him in. */
export async function joinAsEngineer(page: Page, browser: Browser, name: string): Promise<Page> {
  await page.goto("/administration/people");
  await page.getByLabel("E-mail").fill(`${name.split(" ")[0]?.toLowerCase()}-${Date.now()}@sestek.test`);
  await page.getByLabel("Role", { exact: true }).selectOption("engineer");
  await page.getByRole("button", { name: "Make the link" }).click();
  return join(browser, await linkOn(page), name);
}
