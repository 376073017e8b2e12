/**
 * First-load JavaScript of the wizard and the board, gzipped, as a browser fetches it from a built
 * server; beside it the sign-in page, which is little more than the framework. Run: npx tsx bench/first-load.mts
 */
import { gzipSync } from "node:zlib";
import { chromium } from "playwright/test";

import { startApp } from "../e2e/support/app";
import { practiceProject } from "../e2e/support/journey";
import { ADMIN } from "../e2e/support/people";
import { PORTS } from "../e2e/support/ports";
import { browserLaunchOptions } from "../scripts/browser.mjs";

const BAR_KB = 200;
const app = await startApp(PORTS.firstLoad);
const browser = await chromium.launch(await browserLaunchOptions());
try {
  const context = await browser.newContext({ baseURL: app.url });
  const page = await context.newPage();
  await page.goto(app.setupLink);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/projects");
  const home = await practiceProject(page);
  const size = async (path: string) => {
    const fresh = await (
      await browser.newContext({ baseURL: app.url, storageState: await context.storageState() })
    ).newPage();
    const html = await (await fresh.request.get(path)).text();
    // The polyfills of browsers without modules are named on every page, and fetched by none of today's.
    const tags = [...html.matchAll(/<script[^>]+>/g)].map(([tag]) => tag).filter((tag) => !/\bnoModule\b/i.test(tag));
    const sources = new Set(tags.flatMap((tag) => /src="([^"]+\.js[^"]*)"/.exec(tag)?.[1] ?? []));
    let bytes = 0;
    for (const source of sources) bytes += gzipSync(await (await fresh.request.get(source)).body()).length;
    await fresh.context().close();
    return bytes / 1024;
  };
  const bare = await size("/help");
  for (const [name, path] of [
    ["wizard", `${home}/intake/platform`],
    ["board", `${home}/checklist`],
  ] as const) {
    const kilobytes = await size(path);
    console.log(
      `${name}: ${kilobytes.toFixed(0)} KB gzipped (bar ${BAR_KB}), ${(kilobytes / bare).toFixed(2)} of a page without any form (${bare.toFixed(0)} KB)`,
    );
  }
} finally {
  await browser.close();
  await app.stop();
}
