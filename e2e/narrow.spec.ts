import { projectAtWork } from "./support/filled";
import { expect, practiceProject, test } from "./support/journey";
import { LANGUAGES, pagesOf, speak } from "./support/pages";

/** 640 px is what is left of a usual screen of 1280 px at a zoom of 200 %. */
for (const { name, width } of [
  { name: "on a narrow screen of 360 px", width: 360 },
  { name: "at a zoom of 200 %", width: 640 },
])
  test(`${name} nothing runs out of the page sideways, in English and in Turkish`, async ({ page, browser }) => {
    test.setTimeout(300_000);
    const home = await projectAtWork(page, browser);
    await page.setViewportSize({ width, height: 740 });
    for (const language of LANGUAGES) {
      await speak(page, language);
      for (const path of pagesOf(home)) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${language} ${path}`).toBeLessThanOrEqual(width);
      }
    }
  });

test("who wants less motion sees none: a row that turns is marked without it", async ({ page }) => {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  const motion = () =>
    page.evaluate(() => {
      const row = document.querySelector("[data-requirement]") as HTMLElement;
      row.classList.add("row-changed");
      const moving = [...document.querySelectorAll("*")].filter((one) => {
        const { animationName, transitionDuration } = getComputedStyle(one);
        return animationName !== "none" || transitionDuration.split(", ").some((part) => Number.parseFloat(part) > 0);
      });
      return moving.length;
    });
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await motion()).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await motion()).toBe(0);
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
