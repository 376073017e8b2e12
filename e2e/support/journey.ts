import AxeBuilder from "@axe-core/playwright";
import { type Browser, test as base, expect, type Locator, type Page } from "playwright/test";

import { STATE_FILE } from "./people";

/** A journey of the signed-in administrator; a script error or a blocked resource fails it. */
export const test = base.extend<{ loud: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern.
  storageState: async ({}, use) => use(process.env[STATE_FILE] as string),
  loud: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && /Content Security Policy|hydrat/i.test(message.text()))
          errors.push(message.text());
      });
      await use(undefined);
      expect(errors, "script errors on the page").toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Creates a practice project and answers with its address. */
export async function practiceProject(page: Page): Promise<string> {
  await page.goto("/projects");
  await page.getByRole("button", { name: "Create a practice project" }).click();
  await page.waitForURL(/\/projects\/c[a-z0-9]+$/);
  return page.url();
}

/** Creates a project of one's own and answers with its address. */
export async function ownProject(page: Page, customer: string): Promise<string> {
  await page.goto("/projects/new");
  await page.getByLabel("Customer").fill(customer);
  await page.getByRole("button", { name: "Create the project" }).click();
  await page.waitForURL(/\/projects\/c[a-z0-9]+$/);
  return page.url();
}

/** Invites an engineer as the administrator, and answers with the page on which he has just come in. */
export async function newEngineer(
  page: Page,
  browser: Browser,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<Page> {
  await page.goto("/administration/people");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = (await page.getByText(/\/invitation\//).textContent()) ?? "";
  const engineer = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await engineer.goto(link);
  await engineer.getByLabel("Your name").fill(name);
  await engineer.getByLabel("Password").fill(password);
  await engineer.getByRole("button", { name: "Create my account" }).click();
  await engineer.waitForURL("**/projects");
  return engineer;
}

/** Presses keys until they answer: a page that has just come may not listen yet. */
export async function pressUntilShown(page: Page, keys: string, shown: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(keys);
    await expect(shown).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** Starts the checks on the checklist and waits until that run says that it is done. */
export async function runToItsEnd(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Run checks" })).toBeEnabled();
  const ended = page.getByRole("status").filter({ hasText: /Run \d+ (done|was)/ });
  const last = (await ended.count()) > 0 ? Number(/Run (\d+)/.exec(await ended.innerText())?.[1]) : 0;
  await page.getByRole("button", { name: "Run checks" }).click();
  await expect(page.getByRole("status").filter({ hasText: `Run ${last + 1} done` })).toBeVisible({ timeout: 30_000 });
}

/** No finding of the accessibility rules of WCAG 2.2 AA. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${name}: ${id} ${nodes
          .map(({ html }) => html)
          .join(" | ")
          .slice(0, 400)}`,
    ),
  ).toEqual([]);
}
