import { join } from "node:path";
import { chromium, type FullConfig } from "playwright/test";

import { startApp } from "./app";
import { ADMIN, STATE_FILE } from "./people";

/** Starts the application for all journeys, and makes the administrator whose session they use. */
export default async function start(config: FullConfig): Promise<() => Promise<void>> {
  const app = await startApp(config.metadata.port as number);
  const launch = config.projects[0]?.use.launchOptions ?? {};
  const browser = await chromium.launch(launch);
  const page = await browser.newPage();
  await page.goto(app.setupLink);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/projects");
  process.env[STATE_FILE] = join(app.data, "session.json");
  await page.context().storageState({ path: process.env[STATE_FILE] as string });
  await browser.close();
  return () => app.stop();
}
