import { expect, practiceProject, test } from "./support/journey";

test("on a narrow screen nothing runs out of the page sideways", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const home = await practiceProject(page);
  const paths = [
    home,
    `${home}/intake/namespaces`,
    `${home}/intake/access`,
    `${home}/intake/check`,
    `${home}/checklist`,
    `${home}/runs`,
    `${home}/files`,
    `${home}/access`,
    "/projects",
    "/projects/new",
    "/administration/people",
    "/account",
    "/help",
  ];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, path).toBeLessThanOrEqual(360);
  }
});

test("the chosen colours stay after a reload and are drawn by the server", async ({ page }) => {
  await page.goto("/help");
  const choice = page.getByRole("button", { name: /^Colours/ });
  await choice.click();
  await choice.click();
  await expect(choice).toHaveText("Colours: dark");
  const html = await (await page.request.get("/help")).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
  await page.reload();
  await expect(choice).toHaveText("Colours: dark");
  await choice.click();
  await expect(choice).toHaveText("Colours: as the system");
});
