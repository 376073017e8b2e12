import { type Browser, expect, type Page } from "playwright/test";

import { PRACTICE_MISTAKES } from "@/lib/practice/mistakes";

import { joinAsCustomer, joinAsEngineer } from "./join";
import { ownProject, practiceProject, runToItsEnd } from "./journey";
import { agreeToWrites, fillEveryCell, openRow, row, settleTheRest } from "./ready";

const PRODUCT = { name: "Conversation Analytics", version: "8.1" } as const;

/** A product in SESTEK's list, with names of a database and a bucket, unless an earlier journey added it. */
async function addProduct(page: Page): Promise<void> {
  await page.goto("/administration/products");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  if ((await page.getByRole("row", { name: new RegExp(PRODUCT.name) }).count()) > 0) return;
  await page.goto("/administration/products/new");
  await page.getByLabel("Product code").selectOption("CA");
  await page.getByLabel("Name", { exact: true }).first().fill(PRODUCT.name);
  await page.getByLabel("Version", { exact: true }).fill(PRODUCT.version);
  await page.locator("[id='db.names']").fill("CAReporting");
  await page.locator("[id='os.buckets']").fill("knovvu-ca");
  await page.getByLabel("Images", { exact: true }).fill("ca/web:8.1.0");
  await page.getByRole("button", { name: "Save the version" }).click();
  await page.waitForURL("**/administration/products");
}

async function chooseProduct(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/intake/products`);
  await page.getByRole("checkbox", { name: new RegExp(PRODUCT.name) }).check();
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.getByRole("button", { name: "Fill the ticked answers" }).click();
  await expect(page.getByText(/answers? (was|were) filled\.$/)).toBeVisible();
}

/** A row that is assigned and talked about by both sides, one of whom mentions the other. */
async function talk(page: Page, customer: Page, home: string): Promise<void> {
  const id = "rbac-endpointslice-write";
  for (const side of [page, customer]) {
    await side.goto(`${home}/checklist`);
    await openRow(side, id);
  }
  const [ours, theirs] = [row(page, id), row(customer, id)];
  await ours.getByRole("button", { name: "Assign" }).click();
  await ours.getByLabel("Person or team").selectOption({ label: "Network team" });
  await ours.getByLabel("Due day").fill("2026-12-18");
  await ours.getByRole("button", { name: "Save" }).click();
  await expect(ours.getByText(/^Network team, due/).first()).toBeVisible();
  await theirs.getByLabel("Mention somebody").selectOption({ label: "Ada Admin" });
  await theirs.getByLabel("Your comment").fill("@Ada Admin our change board decides on Thursday, see ticket CHG-1042.");
  await theirs.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(theirs.getByText("Your comment is written.")).toBeVisible();
}

async function fillMatrix(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/responsibility`);
  await page.getByRole("button", { name: "Begin with SESTEK's proposal" }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await fillEveryCell(page, home, 1);
  await page.reload();
  await page.getByRole("button", { name: "Agree for SESTEK" }).click();
  await expect(page.getByText("Ada Admin agreed")).toBeVisible();
}

/**
 * A practice project amid its work: a run, a chosen product, a customer, a row with an owner and a comment, a script
 * that was handed out, and a matrix that one side agreed to. Answers with its address; notices and audit follow.
 */
export async function projectAtWork(page: Page, browser: Browser): Promise<string> {
  await addProduct(page);
  const home = await practiceProject(page);
  const customer = await joinAsCustomer(page, browser, home, "Carl Customer");
  await chooseProduct(page, home);
  await page.goto(`${home}/checklist`);
  await runToItsEnd(page);
  await talk(page, customer, home);
  await customer.context().close();
  await page.goto(`${home}/elsewhere`);
  await page.getByRole("button", { name: "Make the script for Terminal server" }).click();
  await expect(page.getByText("The script is ready. It is shown only now.")).toBeVisible();
  await fillMatrix(page, home);
  return home;
}

/** Writes an answer as the intake does, where none was given before. */
async function give(page: Page, home: string, id: string, value: unknown): Promise<void> {
  const saved = await page.request.put(`${home.replace("/projects/", "/api/projects/")}/answers/${id}`, {
    headers: { origin: new URL(home).origin },
    data: { value, baseRevision: 0 },
  });
  expect(saved.status(), id).toBe(200);
}

/** Projects of several customers that begin soon, counted: what blocks most has something to count. */
export async function realProjects(page: Page): Promise<void> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  for (const [at, customer] of ["Deniz Bankası", "Ege Sigorta", "Anadolu Telekom"].entries()) {
    const home = await ownProject(page, customer);
    await give(page, home, "project.installStart", day(5 + at));
    await give(page, home, "project.installEnd", day(15 + at));
    if (at === 0) await give(page, home, "project.products", ["CORE", "VA"]);
  }
  await expect(async () => {
    await page.goto("/projects/statistics");
    await expect(page.getByText("3 open projects")).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** A later answer to a signed project: what was certified is no longer what stands. */
export async function changeAfterSigning(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/intake/network`);
  await page.getByLabel("Address of the ingress").fill("10.2.9.20");
  await page.getByLabel("Address of the ingress").blur();
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
}

/** A practice project whose mistakes are mended, and whose certificate an engineer signed. */
export async function signedProject(page: Page, browser: Browser): Promise<string> {
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  for (const [index, { title }] of PRACTICE_MISTAKES.entries()) {
    await page.getByRole("checkbox", { name: title }).check();
    await expect(page.getByText("Mended.")).toHaveCount(index + 1);
  }
  await agreeToWrites(page);
  await runToItsEnd(page);
  await settleTheRest(page);
  const engineer = await joinAsEngineer(page, browser, "Gülşah İnce");
  await engineer.goto(`${home}/sign-off`);
  await engineer.getByRole("button", { name: "Sign off with my name" }).click();
  await engineer.waitForURL(/\/sign-off\/1$/);
  await engineer.context().close();
  return home;
}
