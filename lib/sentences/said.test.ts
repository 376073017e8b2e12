import { expect, test } from "vitest";

import { ARTEFACTS } from "@/lib/artefacts/generate";
import { PRACTICE_MISTAKES } from "@/lib/practice/mistakes";

import { sentencesIn } from "./index";

const say = sentencesIn("tr");

test("every file for the customer and every mistake of the practice systems has its Turkish name", () => {
  const english = [
    ...ARTEFACTS.flatMap(({ title, whoApplies }) => [title, whoApplies]),
    ...PRACTICE_MISTAKES.flatMap(({ title, mend }) => [title, mend]),
  ];
  expect(english.length).toBeGreaterThan(40);
  expect(english.filter((one) => say(one) === one)).toEqual([]);
});
