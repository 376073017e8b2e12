import { expect, expectAccessible, practiceProject, runToItsEnd, test } from "./support/journey";

for (const colours of ["light", "dark"] as const) {
  test(`no page has an accessibility finding in ${colours} colours`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: colours });
    const home = await practiceProject(page);
    await page.goto(`${home}/checklist`);
    await runToItsEnd(page);
    for (const id of ["rbac-endpointslice-write", "reg-vendor-credentials"])
      await page.locator(`[data-requirement=${id}]`).getByRole("button").first().click();
    await page
      .locator("[data-requirement=reg-vendor-credentials]")
      .getByRole("button", { name: "Attest", exact: true })
      .click();
    await expectAccessible(page, "checklist");
    const sections = [
      "project",
      "platform",
      "access",
      "namespaces",
      "storage",
      "network",
      "registry",
      "database",
      "object-storage",
      "license",
      "terminal",
      "observability",
      "responsibility",
    ];
    const paths = [
      home,
      ...sections.map((section) => `${home}/intake/${section}`),
      `${home}/intake/check`,
      `${home}/runs`,
      `${home}/runs/1`,
      `${home}/files`,
      `${home}/access`,
      "/projects",
      "/projects/new",
      "/administration/people",
      "/account",
      "/help",
      "/nowhere",
    ];
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page, path);
    }
    await page.context().clearCookies();
    for (const path of ["/sign-in", "/sign-in?changed=password", "/setup/used", "/invitation/used"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page, path);
    }
  });
}
