import type { Locator, Page } from "playwright/test";
import { joinAsCustomer, joinAsEngineer } from "./support/join";
import { expect, expectAccessible, ownProject, practiceProject, runToItsEnd, test } from "./support/journey";

const ROW = "net-license-port";

function open(page: Page, id = ROW): Locator {
  return page.locator(`[data-requirement=${id}]`);
}
async function say(row: Locator, text: string): Promise<void> {
  await row.getByLabel("Your comment").fill(text);
  await row.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(row.getByText("Your comment is written.")).toBeVisible();
}

test("an engineer and a customer settle a row together: assigned live, talked about with a file, nothing internal seen", async ({
  page,
  browser,
}) => {
  const home = await ownProject(page, "Together Bank");
  const engineer = await joinAsEngineer(page, browser, "Emma Engineer");
  const customer = await joinAsCustomer(page, browser, home, "Carl Customer");
  await Promise.all([engineer.goto(`${home}/checklist`), customer.goto(`${home}/checklist`)]);
  const [hers, his] = [open(engineer), open(customer)];
  await hers.getByRole("button").first().click();
  await his.getByRole("button").first().click();
  await test.step("the engineer hands the row to the network team, and the customer sees it without a reload", async () => {
    await hers.getByRole("button", { name: "Assign" }).click();
    await hers.getByLabel("Person or team").selectOption({ label: "Network team" });
    await hers.getByLabel("Due day").fill("2026-12-18");
    await hers.getByRole("button", { name: "Save" }).click();
    await expect(hers.getByText("Network team, due Dec 18, 2026", { exact: true })).toBeVisible();
    await expect(his.getByText("Network team, due Dec 18, 2026", { exact: true })).toBeVisible();
    await expect(his.getByRole("button").first()).toContainText("Network team");
  });
  await test.step("an internal remark stays with SESTEK, in page, stream, history and files", async () => {
    await hers.getByLabel("Only for SESTEK").check();
    await hers
      .getByLabel(/Files \(optional\)/)
      .setInputFiles({ name: "contract.txt", mimeType: "text/plain", buffer: Buffer.from("INTERNAL-FILE") });
    await say(hers, "INTERNAL-REMARK: their firewall team is slow");
    await expect(hers.getByText("Only SESTEK", { exact: true })).toBeVisible();
  });
  await test.step("the customer answers with a file and mentions the engineer, who sees it at once", async () => {
    await his.getByLabel("Mention somebody").selectOption({ label: "Emma Engineer" });
    await expect(his.getByLabel("Your comment")).toHaveValue("@Emma Engineer ");
    await his
      .getByLabel(/Files \(optional\)/)
      .setInputFiles({ name: "güvenlik duvarı.txt", mimeType: "text/plain", buffer: Buffer.from("allow tcp 30113") });
    await say(his, "@Emma Engineer the rule is in, see the file.");
    await expect(hers.getByText("the rule is in, see the file.")).toBeVisible();
    await expect(hers.locator("strong", { hasText: "@Emma Engineer" })).toBeVisible();
    const link = hers.getByRole("link", { name: "Download güvenlik duvarı.txt" });
    const served = await engineer.request.get((await link.getAttribute("href")) ?? "");
    expect(await served.text()).toBe("allow tcp 30113");
    expect(served.headers()).toMatchObject({
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
      "content-disposition": expect.stringMatching(
        /^attachment; filename="[\w ._-]+"; filename\*=UTF-8''g%C3%BCvenlik/,
      ),
    });
  });
  await test.step("nothing internal reached the customer by any road", async () => {
    await his.getByText("What happened to it").click();
    await expect(his.getByText("Emma Engineer gave it to Network team")).toBeVisible();
    await expect(his.getByText("Carl Customer wrote a comment.")).toBeVisible();
    const api = home.replace("/projects/", "/api/projects/");
    const roads = [`${api}/comments?requirement=${ROW}`, `${api}/history?requirement=${ROW}`, `${api}/export`];
    const said = await Promise.all(roads.map(async (road) => (await customer.request.get(road)).text()));
    said.push(await customer.content());
    for (const text of said) expect(text).not.toMatch(/INTERNAL-REMARK|contract\.txt|internalTalk/);
    expect(await customer.getByRole("main").innerText()).not.toContain("internal comment");
    const { comments } = (await (await engineer.request.get(roads[0] ?? "")).json()) as {
      comments: { internal: boolean; files: { id: string }[] }[];
    };
    const hidden = comments.find(({ internal }) => internal)?.files[0]?.id;
    expect((await engineer.request.get(`${api}/comments/files/${hidden}`)).status()).toBe(200);
    expect((await customer.request.get(`${api}/comments/files/${hidden}`)).status()).toBe(404);
  });
  await test.step("the address keeps what the checklist is narrowed to", async () => {
    await engineer.getByLabel("Looked after by").selectOption({ label: "Network team" });
    await expect(engineer).toHaveURL(/work=role%3Anetwork/);
    await engineer.reload();
    await expect(engineer.locator("[data-requirement]")).toHaveCount(1);
    await engineer.getByLabel("Looked after by").selectOption({ label: "Mine" });
    await expect(engineer.getByText("No requirement is in this view.")).toBeVisible();
  });
  await expectAccessible(customer, "a row with work");
  await engineer.context().close();
  await customer.context().close();
});

test("two people change the same assignment: the second learns of the first and decides", async ({ page, browser }) => {
  const home = await ownProject(page, "Racing Bank");
  const engineer = await joinAsEngineer(page, browser, "Rita Racer");
  await Promise.all([page.goto(`${home}/checklist`), engineer.goto(`${home}/checklist`)]);
  const [mine, hers] = [open(page), open(engineer)];
  for (const row of [mine, hers]) {
    await row.getByRole("button").first().click();
    await row.getByRole("button", { name: "Assign" }).click();
  }
  await mine.getByLabel("Person or team").selectOption({ label: "Security team" });
  await mine.getByRole("button", { name: "Save" }).click();
  await hers.getByLabel("Person or team").selectOption({ label: "Network team" });
  await hers.getByRole("button", { name: "Save" }).click();
  await expect(hers.getByRole("alert")).toContainText("Somebody else has changed this in the meantime");
  await expect(hers.getByLabel("Person or team").locator("option:checked")).toHaveText("Network team");
  await expect(hers.getByRole("button").first()).toContainText("Security team");
  await hers.getByRole("button", { name: "Save" }).click();
  await expect(mine.getByRole("button").first()).toContainText("Network team");
  await engineer.context().close();
});

test("who must act: each team's list as a page of its own and as a text that is copied, mailed and printed", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const home = await practiceProject(page);
  await page.goto(`${home}/checklist`);
  await runToItsEnd(page);
  await page.goto(`${home}/next`);
  const team = page
    .getByRole("navigation", { name: "Who must act" })
    .getByRole("link", { name: /Cluster administrator/ });
  await team.click();
  await expect(page).toHaveURL(/\/next\?who=k8s$/);
  await expect(page.getByRole("heading", { level: 2 }).first()).toContainText("Cluster administrator");
  const entry = page.locator("[data-open=rbac-endpointslice-write]");
  await expect(entry.getByRole("button", { name: "Copy the command" })).toBeVisible();
  await page.getByRole("button", { name: "Copy the text" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("must be settled by you (Cluster administrator)");
  expect(text).toContain((await entry.locator("pre").innerText()).trim().split("\n")[0]?.trim());
  expect(text).toContain(`${home}/checklist#rbac-endpointslice-write`);
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("## 1. ");
  const mail = await page.getByRole("link", { name: "Write a mail" }).getAttribute("href");
  expect(mail).toMatch(/^mailto:[^?]*\?subject=Practice%20Bank/);
  await expectAccessible(page, "who must act");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Copy the text" })).toBeHidden();
  await expect(entry).toBeVisible();
});

test("what is said about the project as a whole is seen by the other side without a reload", async ({
  page,
  browser,
}) => {
  const home = await ownProject(page, "Talking Bank");
  const customer = await joinAsCustomer(page, browser, home, "Tara Talks");
  await customer.goto(`${home}/next`);
  await expect(customer.getByLabel("Your comment")).toBeVisible();
  await page.goto(`${home}/next`);
  await say(page.getByRole("main"), "We start on Monday.");
  await expect(customer.locator("[data-comment]")).toContainText("We start on Monday.");
  await say(customer.getByRole("main"), "Then the doors are open.");
  await expect(page.locator("[data-comment]").first()).toContainText("Then the doors are open.");
  await customer.context().close();
});

/** What browsers run when a page forgets to treat it as text. */
const HOSTILE = [
  "<script>window.hit = 1</script>",
  "<img src=x onerror='window.hit = 1'>",
  "<svg/onload=window.hit=1>",
  '"><iframe srcdoc="<script>parent.hit=1</script>">',
  "javascript:window.hit=1",
  "{{constructor.constructor('window.hit=1')()}}",
  "<a href='javascript:window.hit=1'>click</a>",
  "\u202e<b onmouseover=window.hit=1>",
].join("\n");

test("bar 65: script in comments, notes, reasons and names is shown as text and never runs", async ({
  page,
  browser,
}) => {
  const home = await ownProject(page, "<img src=x onerror='window.hit=1'> Bank");
  const customer = await joinAsCustomer(page, browser, home, "Eve <img src=x onerror='window.hit = 1'>");
  await customer.goto(`${home}/checklist`);
  const [his, ours] = [open(customer, "ts-host"), open(page, "ts-host")];
  await his.getByRole("button").first().click();
  await say(his, HOSTILE);
  await his.getByRole("button", { name: "Attest", exact: true }).click();
  await his.getByLabel("It is not so").check();
  await his.getByLabel("Note (optional)").fill(HOSTILE);
  await his.getByRole("button", { name: "Sign with my name" }).click();
  await expect(his).toHaveAttribute("data-verdict", "fail");
  await page.goto(`${home}/checklist#ts-host`);
  await ours.getByRole("button", { name: /Accept this failure|Acknowledge/ }).click();
  await ours.getByLabel("Why can the installation start").fill(`Agreed. ${HOSTILE.slice(0, 300)}`);
  await ours.getByRole("button", { name: "Accept with my name" }).click();
  await expect(ours.getByText("Agreed. <script>")).toBeVisible();
  await ours.getByText("What happened to it").click();
  await expect(ours.getByText(/Eve <img src=x .* wrote a comment\./)).toBeVisible();
  await expect(ours.locator("[data-comment]")).toContainText("<svg/onload=window.hit=1>");
  for (const address of [`${home}/checklist#ts-host`, `${home}/next`, home, `${home}/access`]) {
    await page.goto(address);
    await expect(page.getByRole("main").getByText("Bank").first()).toBeVisible();
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(await page.locator("main img, main iframe, main script[src=x]").count()).toBe(0);
  }
  expect(await customer.evaluate(() => "hit" in window)).toBe(false);
  await customer.context().close();
});

test("bar 40: a customer's own requests for more than his part are refused or ignored", async ({ page, browser }) => {
  const home = await ownProject(page, "Curious Bank");
  const customer = await joinAsCustomer(page, browser, home, "Cora Curious");
  const api = home.replace("/projects/", "/api/projects/");
  const origin = { origin: new URL(home).origin };
  const send = (multipart: Record<string, string | { name: string; mimeType: string; buffer: Buffer }>) =>
    customer.request.post(`${api}/comments`, { headers: origin, multipart });
  const internal = await send({ text: "hidden", internal: "yes" });
  expect([internal.status(), await internal.text()]).toEqual([
    403,
    expect.stringContaining("Only SESTEK's people write internal comments."),
  ]);
  const posing = await send({ text: "hello", authorName: "Ada Admin", authorRole: "admin", vendor: "true" });
  expect(await posing.json()).toMatchObject({ author: "Cora Curious", vendor: false });
  const file = (name: string, size: number, content = "a") => ({
    name,
    mimeType: "text/plain",
    buffer: Buffer.alloc(size, content),
  });
  for (const [attached, status, sentence] of [
    [file("big.txt", 11_000_000), 422, "The file is larger than 10 MiB."],
    [file("huge.txt", 13_000_000), 413, "The upload is larger than 11 MiB."],
    [file("drawing.svg", 40, "<svg onload=alert(1)>"), 422, "Attach a PDF, PNG, TXT or CSV file"],
    [file("setup.exe", 40, "MZ"), 422, "Attach a PDF, PNG, TXT or CSV file"],
  ] as const) {
    const answer = await send({ text: "see the file", file: attached });
    expect([answer.status(), await answer.text()]).toEqual([status, expect.stringContaining(sentence)]);
  }
  const largest = await send({ text: "see the file", file: file("../..\u202e/largest.txt", 10 * 1024 * 1024) });
  expect(await largest.json()).toMatchObject({ files: [{ name: "largest.txt", size: 10_485_760 }] });
  const foreign = await customer.request.post(`${api}/comments`, { multipart: { text: "from elsewhere" } });
  expect(foreign.status()).toBe(403);
  await customer.context().close();
});
