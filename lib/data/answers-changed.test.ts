import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

test("bar 41: whatever changes an answer or a secret goes the way that also ends a certificate", () => {
  const raising = readdirSync("lib/data").filter(
    (name) =>
      name.endsWith(".ts") &&
      !name.endsWith(".test.ts") &&
      /bumpAnswers\(tx, |answersRevision: \{ increment/.test(readFileSync(`lib/data/${name}`, "utf8")),
  );
  expect(raising).toEqual(["access.ts", "answers-changed.ts"]);
});
