import { expect, type Page } from "playwright/test";

import { DEFAULT_POLICY } from "@/lib/requirements/policy";

/** A row of the checklist. */
export const row = (page: Page, id: string) => page.locator(`[data-requirement="${id}"]`);

/** Opens a row of the checklist where it is closed. */
export async function openRow(page: Page, id: string): Promise<void> {
  const head = row(page, id).locator(`> button`);
  if ((await head.getAttribute("aria-expanded")) === "false") await head.click();
}

/** Agrees to the checks that write at the practice systems. */
export async function agreeToWrites(page: Page): Promise<void> {
  await page.getByText(/Checks that write something/).click();
  for (const box of await page.getByRole("checkbox", { name: /may push images|owns the databases/ }).all())
    await box.check();
}

/** Every component of SESTEK's list with owners: what a patient person would have chosen cell by cell. */
export async function fillEveryCell(page: Page, home: string, baseRevision: number): Promise<void> {
  const owners = { deployment: "SESTEK", versionUpdate: "SESTEK", support: "SESTEK" };
  const saved = await page.request.put(`${home.replace("/projects/", "/api/projects/")}/answers/resp.matrix`, {
    headers: { origin: new URL(home).origin },
    data: { value: DEFAULT_POLICY.matrix.map(({ component }) => ({ component, ...owners })), baseRevision },
  });
  expect(saved.status()).toBe(200);
}

/** On the checklist of a project without a matrix: fills it, attests what only people can know, and accepts by name what nobody can prove from here. */
export async function settleTheRest(page: Page): Promise<void> {
  await fillEveryCell(page, page.url().replace(/\/checklist.*/, ""), 0);
  await page.getByRole("button", { name: /^Blocking/ }).click();
  const ids = await page.locator("[data-requirement]").evaluateAll((rows) => rows.map(({ id }) => id));
  for (const id of ids) {
    await openRow(page, id);
    const one = row(page, id);
    const attest = one.getByRole("button", { name: "Attest", exact: true });
    const accept = one.getByRole("button", { name: /^Accept (without proof|this failure)$/ });
    await expect(attest.or(accept).first()).toBeVisible();
    if (await attest.isVisible()) {
      await attest.click();
      await one.getByLabel("This is so").check();
      await one.getByRole("button", { name: "Sign with my name" }).click();
    } else {
      await accept.click();
      await one
        .getByRole("textbox", { name: /^Why can the installation/ })
        .fill("Proved on the spot by the engineer in charge.");
      await one.getByRole("button", { name: "Accept with my name" }).click();
    }
    await expect(one).toHaveCount(0);
  }
}
