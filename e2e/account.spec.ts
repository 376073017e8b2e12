import { expect, newEngineer, test } from "./support/journey";

test("a new password ends every session, and the sign-in page says so", async ({ page, browser }) => {
  await page.goto("/administration/people");
  await test.step("a wrong address is named at its field, which takes the focus", async () => {
    await page.getByLabel("E-mail").fill("erin");
    await page.getByRole("button", { name: "Make the link" }).click();
    await expect(page.getByText("Enter an e-mail address such as")).toBeVisible();
    await expect(page.getByLabel("E-mail")).toBeFocused();
  });
  const engineer = await newEngineer(page, browser, {
    name: "Erin Engineer",
    email: "erin@sestek.test",
    password: "the first long phrase",
  });
  await engineer.goto("/account");
  await engineer.getByLabel("Present password").fill("the first long phrase");
  await engineer.getByLabel("New password").fill("the second long phrase");
  await engineer.getByRole("button", { name: "Change the password" }).click();
  await expect(engineer.getByText("Your password is changed")).toBeVisible();
  await engineer.getByLabel("E-mail").fill("erin@sestek.test");
  await engineer.getByLabel("Password").fill("the second long phrase");
  await engineer.getByRole("button", { name: "Sign in" }).click();
  await expect(engineer.getByRole("heading", { name: "Projects" })).toBeVisible();
  await engineer.context().close();
});
