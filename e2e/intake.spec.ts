import { expect, ownProject, test } from "./support/journey";

test("what is typed is saved by itself and survives a reload", async ({ page }) => {
  const home = await ownProject(page, "Autosave Bank");
  await page.goto(`${home}/intake/platform`);
  await page.getByLabel("Kubernetes version").fill("1.29.10");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Kubernetes version")).toHaveValue("1.29.10");
});

test("a wrong value stays, and says what to do instead", async ({ page }) => {
  const home = await ownProject(page, "Wrong Bank");
  await page.goto(`${home}/intake/platform`);
  await page.getByLabel("Kubernetes version").fill("the newest");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Enter a version such as 1.29.10");
  await page.reload();
  await expect(page.getByLabel("Kubernetes version")).toHaveValue("the newest");
  await expect(page.getByRole("main").getByRole("alert").getByRole("link")).toHaveAttribute(
    "href",
    "#k8s.engineVersion",
  );
});

test("an answer is tested at its own field, and the result stands there", async ({ page }) => {
  const home = await ownProject(page, "Tested Bank");
  await page.goto(`${home}/intake/network`);
  const domain = page.getByLabel("Base domain", { exact: true });
  const question = page.locator("div", { has: domain }).last();
  await domain.fill("knovvu.mycompany.com");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await question.getByRole("button", { name: "Test this answer" }).click();
  await expect(question.getByText("is the example of the documentation, not a domain of the customer")).toBeVisible();
  await expect(question.getByRole("link", { name: "On the checklist" }).first()).toHaveAttribute(
    "href",
    /checklist#net-base-domain$/,
  );
  await domain.fill("knovvu.acme.test");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await question.getByRole("button", { name: "Test this answer" }).click();
  await expect(question.getByText("knovvu.acme.test is proposed, but nobody has confirmed it as final")).toBeVisible();
});

test("questions that do not apply are not asked", async ({ page }) => {
  const home = await ownProject(page, "Condition Bank");
  await page.goto(`${home}/intake/registry`);
  await expect(page.getByLabel("User name")).toBeVisible();
  await page.getByLabel("Type of registry").selectOption("ecr");
  await expect(page.getByLabel("User name")).toBeHidden();
  await expect(page.getByLabel("Access key id")).toBeVisible();
});

test("namespaces are pasted as lines and become rows", async ({ page }) => {
  const home = await ownProject(page, "Paste Bank");
  await page.goto(`${home}/intake/namespaces`);
  const list = page.getByRole("group", { name: "Namespaces", exact: true });
  await list.getByRole("button", { name: "Paste lines or CSV" }).click();
  await list.getByLabel("One row a line").fill("acme-common, common\nacme-va, Va");
  await list.getByRole("button", { name: "Add these rows" }).click();
  await expect(list.getByLabel("Name, row 2")).toHaveValue("acme-va");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.goto(`${home}/intake/check`);
  await expect(page.getByText("acme-common · Common")).toBeVisible();
});

test("without a connection nothing is lost: it is kept, said so, and sent when the connection is back", async ({
  page,
  context,
}) => {
  const home = await ownProject(page, "Offline Bank");
  await page.goto(`${home}/intake/network`);
  await context.setOffline(true);
  await page.getByLabel("Base domain", { exact: true }).fill("knovvu.offline.test");
  await expect(page.getByText("No connection", { exact: true })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Base domain", { exact: true })).toHaveValue("knovvu.offline.test");
});

test("two people on one answer: the second sees both, and chooses", async ({ page, context }) => {
  const home = await ownProject(page, "Conflict Bank");
  await page.goto(`${home}/intake/platform`);
  const other = await context.newPage();
  await other.goto(`${home}/intake/platform`);
  await page.getByLabel("Kubernetes version").fill("1.28.1");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await other.getByLabel("Kubernetes version").fill("1.30.2");
  const conflict = other.getByRole("main").getByRole("alert").filter({ hasText: "Two people answered this" });
  await expect(conflict).toContainText("1.28.1");
  await expect(conflict).toContainText("1.30.2");
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect(other.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Kubernetes version")).toHaveValue("1.30.2");
});

test("a secret is stored on its button, never shown again, and can be removed", async ({ page }) => {
  const home = await ownProject(page, "Secret Bank");
  await page.goto(`${home}/intake/database`);
  await page.getByLabel("Password", { exact: true }).fill("s3cret-Canary");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByText(/^✓ Set .* by Ada Admin/)).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain("s3cret-Canary");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText(/^✓ Set/)).toBeHidden();
});

test("a section's link from the answers page comes back to it", async ({ page }) => {
  const home = await ownProject(page, "Change Bank");
  await page.goto(`${home}/intake/check`);
  await page.getByRole("link", { name: "Change Kubernetes version" }).click();
  await page.getByLabel("Kubernetes version").fill("1.31.0");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.getByRole("link", { name: "Save and continue" }).click();
  await expect(page.getByRole("heading", { name: "Check the answers" })).toBeVisible();
  await expect(page.getByText("1.31.0")).toBeVisible();
});

test("the intake is exported without secrets, and imported into another project", async ({ page }) => {
  const home = await ownProject(page, "Export Bank");
  await page.goto(`${home}/intake/network`);
  await page.getByLabel("Base domain", { exact: true }).fill("knovvu.export.test");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const file = await (await page.request.get(`${home.replace("/projects/", "/api/projects/")}/export`)).text();
  expect(file).toContain("net.baseDomain: knovvu.export.test");
  await ownProject(page, "Import Bank");
  await page.getByLabel("Import answers").setInputFiles({
    name: "answers.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.from(file.replace("Export Bank", "Import Bank")),
  });
  await expect(page.getByText("1 answer was taken over.")).toBeVisible();
  await page.getByLabel("Import answers").setInputFiles({
    name: "answers.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.from("k8s.distributon: aks\n"),
  });
  await expect(
    page.getByText("Line 1: k8s.distributon is not a key of the intake. Did you mean k8s.distribution?"),
  ).toBeVisible();
});
