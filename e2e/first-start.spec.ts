import { expect, test } from "playwright/test";

import { startApp } from "./support/app";
import { runToItsEnd } from "./support/journey";
import { PORTS } from "./support/ports";

test("from the first start to the first verdict: link, administrator, practice project, red rows, remedy, green", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const app = await startApp(PORTS.firstStart);
  try {
    await test.step("the printed link makes the first administrator, once", async () => {
      await page.goto(app.setupLink);
      await page.getByLabel("Your name").fill("Nora Newcomer");
      await page.getByLabel("E-mail").fill("nora@sestek.test");
      await page.getByLabel("Password").fill("short");
      await page.getByRole("button", { name: "Create the administrator" }).click();
      await expect(page.getByRole("main").getByRole("alert").first()).toContainText("at least 12 characters");
      await expect(page.getByLabel("Your name")).toHaveValue("Nora Newcomer");
      await page.getByLabel("Password").fill("a long enough phrase");
      await page.getByRole("button", { name: "Create the administrator" }).click();
      await page.waitForURL("**/projects");
      expect(await (await page.request.get(app.setupLink)).text()).toContain("This link was used already");
    });
    await test.step("the empty page offers a practice project", async () => {
      await expect(page.getByText("No project yet")).toBeVisible();
      await page.getByRole("button", { name: "Create a practice project" }).click();
      await expect(page.getByText("Practice project: its cluster, registry and database")).toBeVisible();
    });
    await test.step("a run finds the mistakes of the practice cluster", async () => {
      await page.getByRole("link", { name: "Checklist", exact: true }).click();
      await runToItsEnd(page);
      for (const id of [
        "rbac-endpointslice-write",
        "st-class-exists",
        "ns-connectivity-policy",
        "ns-limitrange-products",
        "ns-quota",
      ]) {
        await expect(page.locator(`[data-requirement=${id}]`)).toHaveAttribute("data-verdict", "fail");
      }
      await expect(page.locator("[data-requirement=k8s-version-window]")).toHaveAttribute("data-verdict", "pass");
    });
    await test.step("a red row says what to do; mended and run again it is green", async () => {
      const row = page.locator("[data-requirement=rbac-endpointslice-write]");
      await row.getByRole("button").first().click();
      await expect(row.getByText("apply -f endpointslice-role.yaml")).toBeVisible();
      await page.getByRole("checkbox", { name: /Rights on EndpointSlices/ }).check();
      await expect(page.getByText("Mended.")).toBeVisible();
      await row.getByRole("button", { name: "Run again" }).click();
      await expect(row).toHaveAttribute("data-verdict", "pass");
    });
  } finally {
    await app.stop();
  }
});
