import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { pagesOf, STRANGERS_PAGES } from "@/e2e/support/pages";

const files = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "app"], {
  encoding: "utf8",
}).stdout.split("\n");

test("every page is in the list of those that are looked at for accessibility, width and language", () => {
  const listed = [...pagesOf("/projects/x"), ...STRANGERS_PAGES].map((path) => path.replace(/\?.*/, ""));
  const drawn = files.filter((path) => path.endsWith("/page.tsx") && readFileSync(path, "utf8").includes("</"));
  const missing = drawn.filter((path) => {
    const route = path.replace(/^app/, "").replace(/\/page\.tsx$/, "");
    const pattern = new RegExp(`^${route.replace(/\[[^\]]+\]/g, "[^/]+")}$`);
    return !listed.some((one) => pattern.test(one));
  });
  expect(missing, "add them to e2e/support/pages.ts").toEqual([]);
});
