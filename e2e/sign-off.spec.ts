import { readFileSync } from "node:fs";

import { PRACTICE_MISTAKES } from "@/lib/practice/mistakes";

import { joinAsCustomer, joinAsEngineer } from "./support/join";
import { expect, expectAccessible, practiceProject, runToItsEnd, test } from "./support/journey";
import { agreeToWrites, settleTheRest } from "./support/ready";

test("a ready project is signed by an engineer; its certificate is printed, and void once an answer is edited", async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const home = await practiceProject(page);

  await test.step("a project that is not ready shows what stands against it, and offers no signature", async () => {
    await page.goto(`${home}/sign-off`);
    await expect(page.getByRole("heading", { name: "Not ready to be signed off" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign off with my name" })).toHaveCount(0);
    await expect(page.getByText("No certificate yet")).toBeVisible();
  });

  await test.step("all practice mistakes are mended, and the rest is attested or accepted by name", async () => {
    await page.goto(`${home}/checklist`);
    for (const [index, { title }] of PRACTICE_MISTAKES.entries()) {
      await page.getByRole("checkbox", { name: title }).check();
      await expect(page.getByText("Mended.")).toHaveCount(index + 1);
    }
    await agreeToWrites(page);
    await runToItsEnd(page);
    await expect(page.locator("[data-verdict=fail]")).toHaveCount(0);
    await settleTheRest(page);
  });

  await test.step("bar 41: who accepted everything himself may not sign, and reads who may", async () => {
    await page.goto(`${home}/sign-off`);
    await expect(page.getByText(/Every accepted failure was accepted by you/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign off with my name" })).toHaveCount(0);
  });

  const engineer = await joinAsEngineer(page, browser, "Gülşah İnce");
  await test.step("an engineer signs", async () => {
    await engineer.goto(`${home}/sign-off`);
    await expectAccessible(engineer, "sign-off");
    await engineer.getByRole("button", { name: "Sign off with my name" }).click();
    await engineer.waitForURL(/\/sign-off\/1$/);
    await expect(engineer.getByText(/^Ready on/)).toBeVisible();
    await expectAccessible(engineer, "certificate");
  });

  await test.step("the PDF and the JSON file carry the hash that the page shows", async () => {
    const [pdf] = await Promise.all([
      engineer.waitForEvent("download"),
      engineer.getByRole("link", { name: "Download the PDF" }).click(),
    ]);
    const bytes = readFileSync(await pdf.path());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(bytes.length).toBeGreaterThan(50_000);
    const json = await engineer.request.get(`${home.replace("/projects/", "/api/projects/")}/certificates/1`);
    const { hash, content } = (await json.json()) as { hash: string; content: { rows: unknown[] } };
    expect(content.rows).toHaveLength(90);
    await expect(engineer.getByText((hash.match(/.{8}/g) ?? []).join(" "))).toBeVisible();
  });

  await test.step("a customer reads it, and is offered no signature", async () => {
    const customer = await joinAsCustomer(page, browser, home, "Carl Customer");
    await customer.goto(`${home}/sign-off`);
    await expect(customer.getByRole("heading", { name: "Signed off: certificate 1 holds" })).toBeVisible();
    await expect(customer.getByRole("button", { name: /Sign off|Close the project/ })).toHaveCount(0);
    await customer.context().close();
  });

  await test.step("an edited answer voids it: on the project's page, on the certificate, and in the comparison", async () => {
    await page.goto(`${home}/intake/project`);
    await page.getByLabel("Customer", { exact: true }).fill("Practice Bank AG");
    await expect(page.getByText(/^Saved/).first()).toBeVisible();
    const reason = /Ada Admin changed the answer to "Customer" \(Project and products\)\./;
    await engineer.goto(home);
    await expect(engineer.getByText("Certificate 1 is void")).toBeVisible();
    await expect(engineer.getByText(reason)).toBeVisible();
    await engineer.getByRole("link", { name: "Open certificate 1" }).click();
    await expect(engineer.getByText(/^Void since/)).toBeVisible();
    await engineer
      .getByRole("link", { name: /Sign-off$/ })
      .last()
      .click();
    await engineer.getByRole("button", { name: "Compare" }).click();
    await expect(engineer.getByRole("row", { name: /Customer Practice Bank Practice Bank AG/ })).toBeVisible();
  });

  await test.step("bar 49: the manager closes the project, and reads that its secrets are gone", async () => {
    await page.goto(`${home}/sign-off`);
    await page.getByLabel("At once").check();
    await page.getByRole("button", { name: "Close the project" }).click();
    await expect(page.getByRole("heading", { name: "This project is closed" })).toBeVisible();
    await expect(page.getByText(/Its secrets were removed on/)).toBeVisible();
    const refused = await page.request.put(`${home.replace("/projects/", "/api/projects/")}/answers/db.engine`, {
      data: { value: "mssql", baseRevision: 0 },
      headers: { origin: new URL(home).origin },
    });
    expect(refused.status()).toBe(422);
    expect(await refused.text()).toContain("This project is closed");
  });
  await engineer.context().close();
});
