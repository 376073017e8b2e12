import { type Browser, expect, type Page } from "playwright/test";

import { ownProject, test } from "./support/journey";
import { ADMIN } from "./support/people";

const PASSWORD = "a customer's phrase";

async function stranger(browser: Browser): Promise<Page> {
  return (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
}

async function invite(page: Page, home: string, emails: string): Promise<string[]> {
  await page.goto(`${home}/access`);
  await page.getByLabel("Invite by e-mail address").fill(emails);
  await page.getByRole("button", { name: "Make the links" }).click();
  const links = page.getByText(/\/invitation\/[\w-]{43}$/);
  await expect(links).toHaveCount(emails.split("\n").length);
  return links.allTextContents();
}

async function accept(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create my account" }).click();
  await page.waitForURL("**/projects");
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("bar 39: opening an invitation, as a person, a mail scanner or a prefetch, uses nothing up; its button does", async ({
  page,
  browser,
}) => {
  const home = await ownProject(page, "Prefetch Bank");
  const [first = "", second = ""] = await invite(page, home, "paul@prefetch.test\nrita@prefetch.test");
  const scanner = await stranger(browser);
  for (const headers of [
    {},
    { "sec-purpose": "prefetch" },
    { purpose: "prefetch", "x-moz": "prefetch" },
    { rsc: "1", "next-router-prefetch": "1" },
    { "user-agent": "Microsoft Office SafeLinks" },
  ] as Record<string, string>[]) {
    await scanner.request.get(first, { headers });
    await scanner.request.head(first, { headers });
  }
  await scanner.request.post(first, { form: { name: "Scanner", password: PASSWORD } });
  const paul = await stranger(browser);
  await accept(paul, first, "Paul Prefetch");
  await expect(paul.getByRole("link", { name: "Prefetch Bank" })).toBeVisible();
  await test.step("the same link a second time says that it was used", async () => {
    await scanner.goto(first);
    await expect(scanner.getByRole("heading", { name: "This link was used already" })).toBeVisible();
  });
  await test.step("somebody else who is signed in is told whose it is, and gets no button", async () => {
    await paul.goto(second);
    await expect(paul.getByText("This invitation is for rita@prefetch.test")).toBeVisible();
    await expect(paul.getByRole("button", { name: "Accept the invitation" })).toHaveCount(0);
  });
  await test.step("a new link ends the old one; taken back, the new one ends too", async () => {
    await page.getByRole("button", { name: "New link for rita@prefetch.test" }).click();
    await expect(page.getByText("Send this link. It is shown only now.")).toBeVisible();
    const third = (await page.getByText(/\/invitation\/[\w-]{43}$/).textContent()) ?? "";
    expect(third).not.toBe(second);
    await scanner.goto(second);
    await expect(scanner.getByRole("heading", { name: "This link was replaced or taken back" })).toBeVisible();
    await page.getByRole("button", { name: "Take back the invitation of rita@prefetch.test" }).click();
    await expect(page.getByText("1 earlier seat")).toBeVisible();
    await scanner.goto(third);
    await expect(scanner.getByRole("heading", { name: "This link was replaced or taken back" })).toBeVisible();
  });
  await test.step("the seats say who is in by whose invitation; ended, the project is not found", async () => {
    await expect(page.getByText(`invited by ${ADMIN.name}`)).toBeVisible();
    await page.getByRole("button", { name: "End access of Paul Prefetch" }).click();
    await expect(page.getByText("2 earlier seats")).toBeVisible();
    expect((await paul.goto(home))?.status()).toBe(404);
  });
});

test("bars 33 to 35: a fixed session is dead after sign-in, the cookie is closed to scripts, and leaving ends every session", async ({
  page,
  browser,
}) => {
  const home = await ownProject(page, "Leaving Bank");
  const [link = ""] = await invite(page, home, "lea@leaving.test");
  const first = await stranger(browser);
  const fixed = "a-session-that-somebody-chose";
  const { hostname } = new URL(home);
  await first.context().addCookies([{ name: "readiness.session", value: fixed, domain: hostname, path: "/" }]);
  await accept(first, link, "Lea Leaving");
  const sessionOf = async (one: Page) =>
    (await one.context().cookies()).find(({ name }) => name.endsWith("readiness.session"));
  const cookie = await sessionOf(first);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(cookie?.value).not.toBe(fixed);
  const second = await stranger(browser);
  expect(
    (await second.request.get(`${home}/checklist`, { headers: { cookie: `readiness.session=${fixed}` } })).url(),
  ).toContain("/sign-in");
  await signIn(second, "lea@leaving.test", PASSWORD);
  await expect(second.getByRole("link", { name: "Leaving Bank" })).toBeVisible();
  expect((await sessionOf(second))?.value).not.toBe(cookie?.value);
  await second.getByRole("button", { name: "Sign out" }).click();
  await expect(second.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await first.goto("/projects");
  await expect(first.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const stolen = await second.request.get("/projects", { headers: { cookie: `${cookie?.name}=${cookie?.value}` } });
  expect(stolen.url()).toContain("/sign-in");
});

test("an administrator's password link works once and ends every other session within five seconds", async ({
  page,
  browser,
}) => {
  const home = await ownProject(page, "Reset Bank");
  const [link = ""] = await invite(page, home, "ron@reset.test");
  const open = await stranger(browser);
  await accept(open, link, "Ron Reset");
  await open.goto(`${home}/checklist`);
  await expect(open.getByRole("button", { name: "Run checks" })).toBeVisible();
  await page.goto("/administration/people");
  await page.getByRole("button", { name: "Password link for Ron Reset" }).click();
  const reset = (await page.getByText(/\/reset\/[\w-]{43}$/).textContent()) ?? "";
  const fresh = await stranger(browser);
  await fresh.request.get(reset);
  await fresh.goto(reset);
  await fresh.getByLabel("New password").fill("another customer's phrase");
  await fresh.getByRole("button", { name: "Set the password" }).click();
  await fresh.waitForURL("**/projects");
  const changed = Date.now();
  await expect(open.getByText("The live connection ended. Open the page again.")).toBeVisible();
  expect(Date.now() - changed, "milliseconds until the open page knew").toBeLessThan(5_000);
  await fresh.goto(reset);
  await expect(fresh.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(fresh.getByRole("heading", { name: "This link was used already" })).toBeVisible();
  await signIn(open, "ron@reset.test", PASSWORD);
  await expect(open.getByRole("main").getByRole("alert").first()).toContainText("do not belong together");
});
