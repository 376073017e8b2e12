import { PRACTICE_MISTAKES } from "@/lib/practice/mistakes";

import { expect, practiceProject, runToItsEnd, test } from "./support/journey";
import { agreeToWrites, openRow, row, settleTheRest } from "./support/ready";

/** What hides another one is mended first: a full quota refuses the trial pods of the LimitRange. */
const FIRST = ["quota-too-small"];
const LAST = ["database-owner"];
const weight = (id: string) => Number(LAST.includes(id)) - Number(FIRST.includes(id));
const ORDER = [...PRACTICE_MISTAKES].sort((a, b) => weight(a.id) - weight(b.id));

test("a project with everything wrong goes from red to ready, mended one by one, and a second browser sees each turn", async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  const watcher = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await watcher.goto(`${home}/checklist`);

  await test.step("the checks that write are allowed, and every mistake shows", async () => {
    await agreeToWrites(page);
    await runToItsEnd(page);
    for (const { requirement, id } of PRACTICE_MISTAKES)
      if (!LAST.includes(id)) await expect(row(watcher, requirement)).toHaveAttribute("data-verdict", "fail");
  });

  await test.step("a dead log-in is one red row; what waits for it stands under it", async () => {
    await expect(row(watcher, "db-login").locator("> button")).toContainText(/2 others wait for this/);
    await expect(row(watcher, "db-owner")).toHaveCount(0);
    await openRow(watcher, "db-login");
    await expect(row(watcher, "db-owner")).toBeVisible();
  });

  for (const { id, title, requirement } of ORDER)
    await test.step(`${id} is mended`, async () => {
      await page.getByRole("checkbox", { name: title }).check();
      await expect(page.getByText("Mended.")).toHaveCount(ORDER.findIndex((one) => one.id === id) + 1);
      if (id === "database-password") {
        await page.getByRole("button", { name: "Run Database" }).click();
        await expect(row(watcher, "db-owner")).toHaveAttribute("data-verdict", "fail");
      } else {
        await openRow(page, requirement);
        await row(page, requirement)
          .getByRole("button", { name: /^(Agree and run|Run again)$/ })
          .last()
          .click();
      }
      await expect(row(watcher, requirement)).toHaveAttribute("data-verdict", /pass|warn/);
    });

  await test.step("a last look at everything finds no failure", async () => {
    await runToItsEnd(page);
    await expect(watcher.locator("[data-verdict=fail]")).toHaveCount(0);
  });

  await test.step("what only people and other places can prove is attested or accepted by name", async () => {
    await settleTheRest(page);
  });

  await test.step("nothing blocks any more", async () => {
    await expect(watcher.getByRole("status").filter({ hasText: "Ready: nothing blocks" })).toBeVisible();
  });
  await watcher.context().close();
});
