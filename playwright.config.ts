import { defineConfig } from "playwright/test";

import { PORTS } from "./e2e/support/ports";
import { browserLaunchOptions } from "./scripts/browser.mjs";

const PORT = PORTS.shared;

export default defineConfig({
  testDir: "e2e",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  globalSetup: "./e2e/support/start-app.ts",
  use: {
    baseURL: `http://localhost:${PORT}`,
    launchOptions: await browserLaunchOptions(),
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    reducedMotion: "reduce",
  } as never,
  metadata: { port: PORT },
});
