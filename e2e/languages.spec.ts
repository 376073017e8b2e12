import { expect, newEngineer, practiceProject, pressUntilShown, test } from "./support/journey";

/** A heading or sentence of each main page, as only the Turkish one has it. */
const TURKISH: [path: string, heading: RegExp, sentence: string][] = [
  ["/projects", /^Projeler$/, "Alıştırma projesi oluştur"],
  ["", /^Hazır/, "Kontrol listesi"],
  ["/intake/namespaces", /./, "Bölüm 4 / 13. Her yanıt siz ilerledikçe kaydedilir."],
  ["/intake/access", /./, "Yalnızca bağlanmak için gereken bölümler, şifreli olarak saklanır."],
  ["/intake/check", /^Yanıtları gözden geçirin$/, "Henüz yanıtlanmadı"],
  ["/checklist", /^Kontrol listesi$/, "Denetimleri çalıştır"],
  ["/runs", /^Çalıştırmalar$/, "Henüz hiçbir denetim çalıştırılmadı"],
  ["/files", /^Müşteri için dosyalar$/, "Tümünü tek zip olarak indir"],
  ["/account", /^Hesabınız$/, "Parolayı değiştir"],
  ["/help", /^Yardım$/, "Belirlenemedi"],
];

test("a person chooses Turkish and a zone, and every main page speaks Turkish in that zone", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const person = await newEngineer(page, browser, {
    name: "Işıl Mühendis",
    email: "isil@sestek.test",
    password: "a long phrase of Işıl",
  });
  const home = await practiceProject(person);
  await person.goto("/account");
  await person.getByLabel("Language").selectOption({ label: "Türkçe" });
  await person.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await person.getByRole("button", { name: "Save language and time" }).click();
  await expect(person.getByRole("heading", { name: "Hesabınız" })).toBeVisible();
  await expect(person.getByRole("status").filter({ hasText: "Kaydedildi" })).toBeVisible();
  for (const [path, heading, sentence] of TURKISH) {
    await person.goto(path === "" || /^\/(intake|checklist|runs|files)/.test(path) ? `${home}${path}` : path);
    await expect(person.locator("html")).toHaveAttribute("lang", "tr");
    await expect(person.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expect(person.getByText(sentence).first()).toBeVisible();
    await expect(person.getByRole("navigation", { name: "Ana menü" })).toBeVisible();
  }
  await test.step("the saved answer tells its time in Tokyo, by 24 hours, with UTC at hand", async () => {
    await person.goto(`${home}/intake/platform`);
    await person
      .getByLabel(/Kubernetes/)
      .first()
      .fill("1.31.0");
    const moment = person.getByRole("status").filter({ hasText: "Kaydedildi" }).locator("time");
    await expect(moment).toBeVisible();
    const said = await moment.evaluate((element) => {
      const write = (timeZone: string) =>
        new Intl.DateTimeFormat("tr", { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone }).format(
          new Date(element.getAttribute("datetime") ?? ""),
        );
      return [element.textContent === write("Asia/Tokyo"), element.getAttribute("title") === `${write("UTC")} UTC`];
    });
    expect(said).toEqual([true, true]);
  });
  await test.step("and goes back to the browser's language", async () => {
    await person.goto("/account");
    await person.getByLabel("Dil", { exact: true }).selectOption("");
    await person.getByRole("button", { name: "Dil ve saati kaydet" }).click();
    await expect(person.getByRole("heading", { name: "Your account" })).toBeVisible();
  });
  await person.context().close();
});

test("where nobody is signed in, the page follows the browser, and its switch is remembered", async ({ browser }) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: "tr-TR" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1, name: "Oturum aç" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  await page.getByLabel("E-posta").fill("nobody@sestek.test");
  await page.getByLabel("Parola").fill("not the password");
  await page.getByRole("button", { name: "Oturum aç" }).click();
  await expect(page.getByText("E-posta ile parola birbirine ait değil.").first()).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("nobody@sestek.test");
  await page.goto("/invitation/used");
  await expect(page.getByText("This invitation does not work any more")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await context.close();
});

test("by keyboard alone a person goes to a project and its rooms, lists the keys, and switches them off", async ({
  page,
}) => {
  const home = await practiceProject(page);
  const palette = page.getByRole("dialog", { name: "Go to a project or a room" });
  const box = palette.getByRole("combobox");
  await test.step("the palette finds a room of this project by a few letters", async () => {
    await page.getByRole("link", { name: "Help" }).focus();
    await pressUntilShown(page, "Control+k", palette);
    await expect(box).toBeFocused();
    await page.keyboard.type("check");
    await expect(palette.getByRole("option", { name: "Checklist" })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${home}/checklist`);
    await expect(palette).toBeHidden();
  });
  await test.step("and a project by its name; Escape gives the focus back", async () => {
    await page.goto("/help");
    const link = page.getByRole("link", { name: "Administration" });
    await link.focus();
    await pressUntilShown(page, "Control+k", palette);
    await expect(box).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
    await expect(link).toBeFocused();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("PRACTİCE bank");
    const first = palette.getByRole("option").first();
    await expect(first).toContainText("Practice Bank");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await expect(box).toHaveAttribute("aria-activedescendant", (await first.getAttribute("id")) ?? "none");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/projects\/c[a-z0-9]+$/);
  });
  await test.step("? lists the keys, and one of them leads to its room", async () => {
    await page.goto(home);
    const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await pressUntilShown(page, "?", list);
    await expect(list).toContainText("Checklist");
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
    await page.keyboard.press("f");
    await page.waitForURL(`${home}/files`);
  });
  await test.step("without a connection a window that was never opened leaves the page as it is", async () => {
    await page.goto("/help");
    await page.context().setOffline(true);
    await page.keyboard.press("?");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("heading", { level: 1, name: "Help" })).toBeVisible();
    await page.context().setOffline(false);
    await pressUntilShown(page, "Control+k", palette);
    await expect(box).toBeFocused();
    await page.keyboard.press("Escape");
  });
  await test.step("in a field the letters are only typed, and switched off they lead nowhere", async () => {
    await page.goto("/account");
    await page.getByLabel("Present password").focus();
    await page.keyboard.type("p?");
    await expect(page.getByLabel("Present password")).toHaveValue("p?");
    await expect(async () => {
      await page.getByLabel(/^Single-letter keys/).focus();
      await page.keyboard.press("Space");
      await page.reload();
      await expect(page.getByLabel(/^Single-letter keys/)).not.toBeChecked({ timeout: 1_000 });
    }).toPass();
    await pressUntilShown(page, "Control+k", palette);
    await page.keyboard.press("Escape");
    await page.keyboard.press("p");
    await page.keyboard.press("?");
    await page.keyboard.press("Control+k");
    await expect(box).toBeFocused();
    await expect(page).toHaveURL(/\/account$/);
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeHidden();
  });
});
