import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";

import { healthyCluster } from "../lib/peers/kubernetes/healthy";
import { startKubernetesPeer } from "../lib/peers/kubernetes/server";
import { PRACTICE_TOKEN } from "../lib/practice/scenario";
import { healthyAnswers } from "../test/cluster/answers";
import { expect, expectAccessible, ownProject, test } from "./support/journey";

test("a closed network: plan and command are carried there, run with Node alone, and the signed result turns the board", async ({
  page,
}) => {
  const home = await ownProject(page, "Closed Network Bank");
  await page.goto(home);
  const imported = await page.evaluate(
    async ([path, body]) => (await fetch(`/api${path}/import`, { method: "POST", body: body ?? "" })).status,
    [new URL(home).pathname, stringify(healthyAnswers())],
  );
  expect(imported).toBe(200);
  await page.goto(`${home}/elsewhere`);
  const folder = mkdtempSync(join(tmpdir(), "readiness-closed-"));
  const peer = await startKubernetesPeer(healthyCluster({ token: PRACTICE_TOKEN }));
  try {
    const carry = async (name: string) => {
      const waiting = page.waitForEvent("download");
      await page.getByRole("link", { name: `Download ${name}` }).click();
      const download = await waiting;
      expect(download.suggestedFilename()).toBe(name);
      await download.saveAs(join(folder, name));
    };
    await page.getByRole("button", { name: "Make the plan" }).click();
    await expect(page.getByText("The plan is ready. It is shown only now.")).toBeVisible();
    await expectAccessible(page, "a closed network");
    await carry("readiness-plan.json");
    await carry("readiness.cjs");
    writeFileSync(join(folder, "kubeconfig.yaml"), peer.kubeconfig({ token: PRACTICE_TOKEN }));
    writeFileSync(join(folder, "secrets.yaml"), "k8s.kubeconfig: {file: kubeconfig.yaml}\n");
    const words = "readiness.cjs run-plan readiness-plan.json --secrets secrets.yaml --out result.json";
    await expect(page.getByText(`node ${words}`)).toBeVisible();
    await run(folder, words.split(" "));
    const result = readFileSync(join(folder, "result.json"), "utf8");
    expect(result).not.toContain(PRACTICE_TOKEN);

    const bring = page.getByRole("region", { name: "Bring the signed result" });
    await bring
      .getByLabel("Or paste the text of that file")
      .fill(result.replace('"verdict": "pass"', '"verdict": "warn"'));
    await bring.getByRole("button", { name: "Take the signed result" }).click();
    await expect(bring.getByRole("alert")).toContainText("was changed after the command wrote it");
    await bring.getByLabel("Or paste the text of that file").fill("");
    await bring.getByLabel("File that the command wrote").setInputFiles(join(folder, "result.json"));
    await bring.getByRole("button", { name: "Take the signed result" }).click();
    await expect(bring.getByText(`Taken from ${hostname()}`)).toBeVisible();
    await expect(page.locator("[data-errand]")).toHaveAttribute("data-state", "taken");

    await bring.getByRole("link", { name: "Open the checklist" }).click();
    const row = page.locator("[data-requirement=k8s-version-window]");
    await expect(row).toHaveAttribute("data-verdict", "pass");
    await row.getByRole("button").first().click();
    await expect(row).toContainText(`Seen from ${hostname()} in a closed network`);
  } finally {
    await peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Runs the command in the closed network's folder; 1 means that it looked and is not ready. */
async function run(folder: string, args: string[]): Promise<void> {
  const env = { NODE_ENV: "production" as const, CHECK_ALLOW_LOOPBACK: "1" };
  const code = await new Promise((resolve) =>
    spawn(process.execPath, args, { cwd: folder, env, stdio: "ignore" }).once("exit", resolve),
  );
  expect(code).toBe(1);
}
