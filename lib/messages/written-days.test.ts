import { expect, test } from "vitest";

import { writeDays } from "./written-days";

test("days are written in the reader's language, several as one range, and what is no day as it is", () => {
  expect(writeDays("tr", "2027-01-06", "2027-01-17").replaceAll(/\s/g, " ")).toBe("6–17 Oca 2027");
  expect(writeDays("tr", "2027-01-06")).toBe("6 Oca 2027");
  expect(writeDays("en", "2027-01-06", "2027-01-06")).toBe("Jan 6, 2027");
  expect(writeDays("en", "soon")).toBe("soon");
});
