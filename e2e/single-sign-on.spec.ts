import { expect, type Page, test } from "playwright/test";

import { type RunningApp, startApp } from "./support/app";
import { PORTS } from "./support/ports";
import { type Provider, startProvider } from "./support/single-sign-on";

const PORT = PORTS.singleSignOn;
let app: RunningApp;
let provider: Provider;

test.describe.configure({ mode: "serial", timeout: 120_000 });
test.use({ baseURL: `http://localhost:${PORT}` });
test.beforeAll(async () => {
  provider = await startProvider();
  app = await startApp(PORT, {
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: "readiness",
      OIDC_CLIENT_SECRET: "a secret of the tests",
      OIDC_NAME: "Acme ID",
      OIDC_ROLE_CLAIM: "groups",
      OIDC_ROLES: "readiness-admins=admin,readiness-engineers=engineer",
    },
  });
});
test.afterAll(async () => {
  await app.stop();
  await provider.stop();
});

const claims = (name: string, more: Record<string, unknown> = {}) => ({
  sub: name,
  email: `${name}@acme.test`,
  email_verified: true,
  name,
  ...more,
});

async function comeIn(page: Page, said: Record<string, unknown>): Promise<void> {
  provider.say(said);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.waitForURL(/\/(projects|sign-in\?)/);
}

test("the provider's group makes an administrator, whose invitation lets a customer in by single sign-on", async ({
  browser,
}) => {
  const admin = await browser.newPage();
  await comeIn(admin, claims("ada", { groups: ["readiness-admins", "something else"] }));
  await expect(admin.getByRole("link", { name: "Administration" })).toBeVisible();
  await admin.goto("/projects/new");
  await admin.getByLabel("Customer").fill("Single Bank");
  await admin.getByRole("button", { name: "Create the project" }).click();
  await admin.waitForURL(/\/projects\/c[a-z0-9]+$/);
  await admin.goto(`${admin.url()}/access`);
  await admin.getByLabel("Invite by e-mail address").fill("Carl@Acme.test");
  await admin.getByRole("button", { name: "Make the links" }).click();
  const link = (await admin.getByText(/\/invitation\//).textContent()) ?? "";

  const customer = await (await browser.newContext()).newPage();
  provider.say(claims("carl"));
  await customer.goto(link);
  await customer.getByRole("button", { name: "Continue with Acme ID" }).click();
  await customer.waitForURL("**/projects");
  await expect(customer.getByRole("link", { name: "Single Bank" })).toBeVisible();
  await expect(customer.getByRole("link", { name: "Administration" })).toHaveCount(0);
  await admin.reload();
  await expect(admin.getByText("carl, carl@acme.test")).toBeVisible();
});

test("bar 42: empty and missing claims are refused with their sentence, and nobody is signed in", async ({
  browser,
}) => {
  const cases: [Record<string, unknown>, string][] = [
    [claims("eve", { email: undefined }), "did not send your e-mail address"],
    [claims("eve", { email: "" }), "did not send your e-mail address"],
    [claims("eve", { email_verified: false }), "does not vouch for your e-mail address"],
    [claims("eve", { sub: "" }), "did not"],
    [claims("eve"), "gives you no role"],
    [claims("eve", { groups: [] }), "gives you no role"],
    [claims("eve", { groups: ["admins"] }), "gives you no role"],
    [claims("ada"), "gives you no role"],
    [claims("carl", { groups: ["readiness-admins"] }), "your account here is a customer's"],
  ];
  for (const [said, sentence] of cases) {
    const page = await (await browser.newContext()).newPage();
    await comeIn(page, said);
    await expect(page.getByRole("main").getByRole("alert")).toContainText(sentence);
    await page.goto("/projects");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.context().close();
  }
});

test("a token that was forged, replayed or meant for another is refused", async ({ browser }) => {
  for (const wrong of ["signature", "nonce", "audience", "issuer", "expired"] as const) {
    const page = await (await browser.newContext()).newPage();
    provider.forge(wrong);
    await comeIn(page, claims("ada", { groups: ["readiness-admins"] }));
    await expect(page.getByRole("main").getByRole("alert"), wrong).toContainText("did not answer as it should");
    await page.context().close();
  }
  const page = await (await browser.newContext()).newPage();
  await page.goto("/api/auth/callback/oidc?code=guessed&state=guessed");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("did not answer as it should");
  await page.context().close();
});
