/**
 * Run pressed to the first verdict on the screen, and a verdict recorded to the same verdict on the
 * screen, in a real browser on a practice project. The named comparison is one bare request to the
 * same server (GET /api/health), taken back to back. Run: npx tsx bench/live.mts
 */
import { chromium } from "playwright/test";

import { startApp } from "../e2e/support/app";
import { practiceProject } from "../e2e/support/journey";
import { ADMIN } from "../e2e/support/people";
import { PORTS } from "../e2e/support/ports";
import { browserLaunchOptions } from "../scripts/browser.mjs";

const ROUNDS = 40;
const at = (list: number[], share: number) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
const app = await startApp(PORTS.live);
const browser = await chromium.launch(await browserLaunchOptions());
const first: number[] = [];
const delays: number[] = [];
const bare: number[] = [];
try {
  const page = await (await browser.newContext({ baseURL: app.url })).newPage();
  await page.goto(app.setupLink);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/projects");
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  await page.getByRole("button", { name: "Run checks" }).waitFor();
  for (let round = 1; round <= ROUNDS; round++) {
    const measured = await page.evaluate(
      (next) =>
        new Promise<{ first: number; delays: number[] }>((resolve) => {
          const delays: number[] = [];
          let pressed = 0;
          let firstAt = 0;
          const seen = new Set<string>();
          const observer = new MutationObserver(() => {
            const now = Date.now();
            for (const row of document.querySelectorAll("[data-observed]")) {
              const stamp = Date.parse(row.getAttribute("data-observed") ?? "");
              if (stamp < pressed || seen.has(row.id)) continue;
              seen.add(row.id);
              firstAt ||= performance.now();
              delays.push(now - stamp);
            }
            if (document.body.innerText.includes(`Run ${next} done`)) {
              observer.disconnect();
              resolve({ first: firstAt - start, delays });
            }
          });
          observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
          pressed = Date.now();
          const start = performance.now();
          [...document.querySelectorAll("button")].find((button) => button.textContent === "Run checks")?.click();
        }),
      round,
    );
    first.push(measured.first);
    delays.push(...measured.delays);
    const started = performance.now();
    await fetch(`${app.url}/api/health`);
    bare.push(performance.now() - started);
  }
} finally {
  await browser.close();
  await app.stop();
}
console.log(
  `Run pressed to first verdict on screen: p50 ${at(first, 0.5).toFixed(0)} ms, p95 ${at(first, 0.95).toFixed(0)} ms (bar 300)`,
);
console.log(
  `Verdict made to verdict on screen:      p50 ${at(delays, 0.5).toFixed(0)} ms, p95 ${at(delays, 0.95).toFixed(0)} ms (bar 150), ${delays.length} verdicts`,
);
console.log(
  `One bare request, for comparison:       p50 ${at(bare, 0.5).toFixed(1)} ms; first verdict costs ${(at(first, 0.5) / at(bare, 0.5)).toFixed(0)} of them`,
);
