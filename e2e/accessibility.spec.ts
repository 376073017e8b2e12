import type { Page } from "playwright/test";

import { projectAtWork, signedProject } from "./support/filled";
import { expect, expectAccessible, test } from "./support/journey";
import { LANGUAGES, type Language, pagesOf, STRANGERS_PAGES, signedPagesOf, speak } from "./support/pages";

const ATTEST = { en: "Attest", tr: "Beyan et" } as const;
const COLOURS = ["light", "dark"] as const;

async function look(page: Page, paths: readonly string[], language: Language): Promise<void> {
  for (const colorScheme of COLOURS) {
    await page.emulateMedia({ colorScheme });
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page, `${language} ${colorScheme} ${path}`);
    }
  }
}

for (const language of LANGUAGES)
  test(`no page of a project at work has an accessibility finding, in light and dark (${language})`, async ({
    page,
    browser,
  }) => {
    test.setTimeout(480_000);
    const home = await projectAtWork(page, browser);
    await speak(page, language);
    await page.goto(`${home}/checklist`);
    for (const id of ["rbac-endpointslice-write", "reg-vendor-credentials"])
      await page.locator(`[data-requirement=${id}]`).getByRole("button").first().click();
    await page
      .locator("[data-requirement=reg-vendor-credentials]")
      .getByRole("button", { name: ATTEST[language], exact: true })
      .click();
    for (const colorScheme of COLOURS) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, `${language} ${colorScheme} opened rows`);
    }
    await look(page, pagesOf(home), language);
  });

test("no page of a signed project has an accessibility finding, in English and in Turkish", async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const home = await signedProject(page, browser);
  for (const language of LANGUAGES) {
    await speak(page, language);
    await look(page, signedPagesOf(home), language);
  }
});

test("no page where nobody is signed in has an accessibility finding, in English and in Turkish", async ({ page }) => {
  test.setTimeout(120_000);
  await page.context().clearCookies();
  await page.goto("/sign-in");
  for (const language of LANGUAGES) {
    await speak(page, language);
    await look(page, STRANGERS_PAGES, language);
  }
});
