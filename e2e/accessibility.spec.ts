import { expect, expectAccessible, practiceProject, runToItsEnd, test } from "./support/journey";
import { LANGUAGES, pagesOf, STRANGERS_PAGES, speak } from "./support/pages";

const ATTEST = { en: "Attest", tr: "Beyan et" } as const;

for (const colours of ["light", "dark"] as const) {
  test(`no page has an accessibility finding in ${colours} colours, in English and in Turkish`, async ({ page }) => {
    test.setTimeout(480_000);
    await page.emulateMedia({ colorScheme: colours });
    const home = await practiceProject(page);
    await page.goto(`${home}/checklist`);
    await runToItsEnd(page);
    const see = async (path: string, name: string) => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page, name);
    };
    for (const language of LANGUAGES) {
      await speak(page, language);
      await page.goto(`${home}/checklist`);
      for (const id of ["rbac-endpointslice-write", "reg-vendor-credentials"])
        await page.locator(`[data-requirement=${id}]`).getByRole("button").first().click();
      await page
        .locator("[data-requirement=reg-vendor-credentials]")
        .getByRole("button", { name: ATTEST[language], exact: true })
        .click();
      await expectAccessible(page, `${language} opened rows`);
      for (const path of pagesOf(home)) await see(path, `${language} ${path}`);
    }
    await page.context().clearCookies();
    for (const language of LANGUAGES) {
      await speak(page, language);
      for (const path of STRANGERS_PAGES) await see(path, `${language} ${path}`);
    }
  });
}
