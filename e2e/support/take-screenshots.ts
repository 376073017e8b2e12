import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright/test";

import { browserLaunchOptions } from "../../scripts/browser.mjs";

import { startApp } from "./app";
import { changeAfterSigning, projectAtWork, realProjects, signedProject } from "./filled";
import { practiceProject, runToItsEnd } from "./journey";
import { changedPagesOf, LANGUAGES, type Language, pagesOf, STRANGERS_PAGES, signedPagesOf, speak } from "./pages";
import { ADMIN } from "./people";
import { PORTS } from "./ports";

const README = "docs/images";
/** With a folder as argument: every page, in both languages, wide and narrow, in light and dark, to be looked at. */
const everything = process.argv[2];
const WIDTHS = [1280, 390] as const;
const COLOURS = ["light", "dark"] as const;

/** One page of the application in one language, in every width and colour, from top to bottom. */
async function takeAll(
  page: Page,
  path: string,
  { language, name, folder }: { language: Language; name: string; folder: string },
): Promise<void> {
  await page.goto(path);
  await speak(page, language);
  await page.goto(path);
  const file = name.replaceAll(/[/?=]/g, "-").replace(/^-/, "");
  for (const width of WIDTHS)
    for (const colorScheme of COLOURS) {
      await page.setViewportSize({ width, height: 860 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: join(folder, `${file}-${language}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
    }
}

async function signUp(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/projects");
}

const app = await startApp(PORTS.pictures);
const browser = await chromium.launch(await browserLaunchOptions());
try {
  const context = await browser.newContext({
    baseURL: app.url,
    viewport: { width: 1280, height: 860 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await signUp(page, app.setupLink);
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  await runToItsEnd(page);
  mkdirSync(README, { recursive: true });
  await page.getByRole("button", { name: /^Fail \d+$/ }).click();
  await page.locator("[data-requirement=rbac-endpointslice-write]").getByRole("button").first().click();
  await page.getByText("Copy the command").first().waitFor();
  await page.screenshot({ path: join(README, "checklist.png") });
  await page.goto(home);
  await page.screenshot({ path: join(README, "overview.png") });
  if (everything) {
    const stranger = await browser.newContext({ baseURL: app.url, reducedMotion: "reduce" });
    const outside = await stranger.newPage();
    const signed = await signedProject(page, browser);
    const atWork = await projectAtWork(page, browser);
    await realProjects(page);
    const take = async (at: Page, paths: readonly string[], signedName = "signed") => {
      for (const path of paths)
        for (const language of LANGUAGES) {
          const name = path.replace(atWork, "project").replace(signed, signedName);
          await takeAll(at, path, { language, name, folder: everything });
        }
    };
    await take(page, signedPagesOf(signed));
    await take(page, pagesOf(atWork));
    await take(outside, STRANGERS_PAGES);
    await speak(page, "en");
    await changeAfterSigning(page, signed);
    await take(page, changedPagesOf(signed), "changed");
  }
} finally {
  await browser.close();
  await app.stop();
}
