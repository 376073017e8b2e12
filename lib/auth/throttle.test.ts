import { describe, expect, test } from "vitest";

import { TooMany } from "@/lib/errors";

import { countRun, countTry, forgetTries } from "./throttle";

async function refusedAfter(most: number, one: (at: number) => Promise<void>): Promise<number> {
  for (let at = 0; at < most; at++) {
    try {
      await one(at);
    } catch (error) {
      expect(error).toBeInstanceOf(TooMany);
      return at;
    }
  }
  return most;
}

describe("bar 27: a customer's systems are never hammered through us", () => {
  test("one person starts at most 60 runs a minute, in however many projects", async () => {
    expect(await refusedAfter(1_000, (at) => countRun("person", `project ${at}`))).toBe(60);
  });

  test("one project is run at most 90 times a minute, by however many people", async () => {
    expect(await refusedAfter(1_000, (at) => countRun(`person ${at}`, "one project"))).toBe(90);
  });

  test("another person in another project is not held up by them", async () => {
    await expect(countRun("somebody else", "another project")).resolves.toBeUndefined();
  });
});

test("guesses at one account stop after eight, and a right password ends the counting", async () => {
  expect(await refusedAfter(50, (at) => countTry("a@acme.example", `10.0.0.${at}`))).toBe(8);
  await forgetTries("a@acme.example");
  await expect(countTry("a@acme.example", "10.0.1.1")).resolves.toBeUndefined();
});
