import { expect, ownProject, test } from "./support/journey";

const token = `e30.${Buffer.from(JSON.stringify({ sub: "system:serviceaccount:acme-common:knovvu-deployer", exp: 2_000_000_000 })).toString("base64url")}.sig`;
const file = (
  users: string,
  contexts = "- {name: acme, context: {cluster: c, user: u, namespace: acme-common}}",
) => `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://api.acme.test:6443"}}]
users: [{name: u, user: ${users}}]
contexts:
${contexts}
`;

test("a kubeconfig that starts a program is refused by its name, with the script that helps; the next one is taken", async ({
  page,
}) => {
  const home = await ownProject(page, "Kubeconfig Bank");
  await page.goto(`${home}/intake/access`);
  const choose = page.locator("[id='k8s.kubeconfig']");
  await choose.setInputFiles({
    name: "config",
    mimeType: "text/plain",
    buffer: Buffer.from(file("{exec: {apiVersion: v1, command: aws}, tokenFile: /etc/token}")),
  });
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("users[0].user.exec starts a program to log in");
  await expect(alert).toContainText("users[0].user.tokenFile points at a file on your machine");
  const download = page.waitForEvent("download");
  await alert.getByRole("link", { name: "Download make-kubeconfig.sh" }).click();
  expect((await download).suggestedFilename()).toBe("make-kubeconfig.sh");
  await choose.setInputFiles({
    name: "config",
    mimeType: "text/plain",
    buffer: Buffer.from(file(`{token: ${token}}`)),
  });
  await expect(page.getByText("✓ acme at api.acme.test:6443")).toBeVisible();
  await expect(page.getByText("system:serviceaccount:acme-common:knovvu-deployer")).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain(token);
  await page.getByRole("button", { name: "Remove the kubeconfig" }).click();
  await expect(page.getByText("✓ acme at")).toBeHidden();
});

test("several contexts give a choice", async ({ page }) => {
  const home = await ownProject(page, "Context Bank");
  await page.goto(`${home}/intake/access`);
  await page.getByText("Paste it as text").click();
  const contexts = "- {name: acme, context: {cluster: c, user: u}}\n- {name: test, context: {cluster: c, user: u}}";
  await page.getByLabel("Text of the kubeconfig").fill(file(`{token: ${token}}`, contexts));
  await page.getByRole("button", { name: "Read this text" }).click();
  await page.getByRole("button", { name: "test", exact: true }).click();
  await expect(page.getByText("✓ test at api.acme.test:6443")).toBeVisible();
});

test("a picture and a huge file are refused in their own words", async ({ page }) => {
  const home = await ownProject(page, "Picture Bank");
  await page.goto(`${home}/intake/access`);
  const choose = page.locator("[id='k8s.kubeconfig']");
  await choose.setInputFiles({
    name: "photo.png",
    mimeType: "image/png",
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  });
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This is a PNG picture, not a kubeconfig.");
  await choose.setInputFiles({ name: "huge", mimeType: "text/plain", buffer: Buffer.alloc(10 * 1024 * 1024, 97) });
  await expect(page.getByRole("main").getByRole("alert")).toContainText("a kubeconfig has at most 256 KiB");
});
