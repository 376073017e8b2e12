import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright/test";

import { browserLaunchOptions } from "../../scripts/browser.mjs";

import { startApp } from "./app";
import { practiceProject, runToItsEnd } from "./journey";
import { ADMIN } from "./people";
import { PORTS } from "./ports";

const README = "docs/images";
/** With a folder as argument: every page, wide and narrow, in light and dark, to be looked at. */
const everything = process.argv[2];

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
    const paths = [
      "/projects",
      home,
      `${home}/intake/platform`,
      `${home}/intake/access`,
      `${home}/intake/namespaces`,
      `${home}/intake/check`,
      `${home}/checklist`,
      `${home}/runs/1`,
      `${home}/files`,
      `${home}/access`,
      "/administration/people",
      "/help",
    ];
    for (const [width, colorScheme] of [
      [1280, "light"],
      [1280, "dark"],
      [390, "light"],
      [390, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 860 });
      await page.emulateMedia({ colorScheme });
      for (const path of paths) {
        await page.goto(path);
        const name = path.replace(home, "project").replaceAll("/", "-").replace(/^-/, "");
        await page.screenshot({ path: join(everything, `${width}-${colorScheme}-${name}.png`) });
      }
    }
  }
} finally {
  await browser.close();
  await app.stop();
}
