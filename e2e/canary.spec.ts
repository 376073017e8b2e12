import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "playwright/test";

import { startApp } from "./support/app";
import { practiceProject, runToItsEnd } from "./support/journey";
import { ADMIN } from "./support/people";
import { PORTS } from "./support/ports";

const PORT = PORTS.canary;
const CANARY = 'cAnArY"/+ wörd-7193';
const TOKEN = `e30.${Buffer.from(JSON.stringify({ sub: "system:serviceaccount:a:b", exp: 2_000_000_000 })).toString("base64url")}.cAnArYtOkEn7193`;
const forms = (text: string) => [
  text,
  JSON.stringify(text).slice(1, -1),
  encodeURIComponent(text),
  Buffer.from(text).toString("base64").replace(/=+$/, ""),
  Buffer.from(text).toString("base64url"),
  text.replaceAll('"', "&quot;"),
];

test.use({ baseURL: `http://localhost:${PORT}` });

test("bars 43 and 44: no secret comes back: not in a page, an answer of the server, a file, the log, or the database", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const app = await startApp(PORT, { env: { LOG_LEVEL: "debug" } });
  const bodies: string[] = [];
  page.on("response", async (response) => {
    if (!/event-stream|font|image/.test(response.headers()["content-type"] ?? ""))
      bodies.push(`${response.url()} ${await response.text().catch(() => "")}`);
  });
  try {
    await page.goto(app.setupLink);
    await page.getByLabel("Your name").fill(ADMIN.name);
    await page.getByLabel("E-mail").fill(ADMIN.email);
    await page.getByLabel("Password").fill(ADMIN.password);
    await page.getByRole("button", { name: "Create the administrator" }).click();
    await page.waitForURL("**/projects");
    const home = await practiceProject(page);
    const api = home.replace("/projects/", "/api/projects/");
    const headers = { origin: app.url, "content-type": "application/json" };
    const put = (field: string, value: unknown) =>
      page.request.put(`${api}/secrets/${field}`, { headers, data: { value } });
    for (const field of ["reg.password", "reg.vendorPassword", "db.password", "os.secretKey", "obs.logSecret"])
      expect((await put(field, CANARY)).status()).toBe(200);
    expect((await put("obs.otlpHeaders", `authorization: ${CANARY}`)).status()).toBe(200);
    expect(
      (await put("reg.aws", { region: "eu-central-1", accessKeyId: "AKIA", secretAccessKey: CANARY })).status(),
    ).toBe(200);
    const kubeconfig = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "c", cluster: { server: "https://api.practice.example:6443" } }],
      users: [{ name: "u", user: { token: TOKEN } }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    };
    expect(
      (
        await page.request.post(`${api}/kubeconfig`, { headers: { origin: app.url }, data: JSON.stringify(kubeconfig) })
      ).status(),
    ).toBe(200);
    bodies.splice(0);
    await page.goto(`${home}/checklist`);
    await runToItsEnd(page);
    await page.locator("[data-requirement=k8s-api-reachable]").getByRole("button").first().click();
    for (const path of [
      "",
      "/intake/access",
      "/intake/registry",
      "/intake/database",
      "/intake/object-storage",
      "/intake/observability",
      "/intake/check",
      "/runs",
      "/runs/1",
      "/files",
      "/access",
    ])
      await page.goto(`${home}${path}`);
    for (const path of ["/export", "/artefacts", "/artefacts/A11"])
      bodies.push(await (await page.request.get(`${api}${path}`)).text());
    bodies.push(
      await (await put("reg.password", "")).text(),
      await (await page.request.put(`${api}/answers/db.password`, { headers, data: { value: CANARY } })).text(),
    );
    const everything = {
      pages: bodies.join("\n"),
      log: app.output(),
      disk: readdirSync(app.data)
        .map((name) => readFileSync(join(app.data, name), "latin1"))
        .join("\n"),
    };
    for (const [where, text] of Object.entries(everything)) {
      for (const form of [...forms(CANARY), ...forms(TOKEN)])
        expect(text.includes(form), `${form} in ${where}`).toBe(false);
    }
    expect(everything.pages.length).toBeGreaterThan(100_000);
  } finally {
    await app.stop();
  }
});
