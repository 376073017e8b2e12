import { describe, expect, test } from "vitest";

import { TooMany } from "@/lib/errors";

import { callerOf } from "./caller-network";
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

describe("bar 37: guessing is throttled", () => {
  test("at one account to eight a minute, from however many networks, and a right password ends the counting", async () => {
    expect(await refusedAfter(50, (at) => countTry("a@acme.example", `10.0.0.${at}`))).toBe(8);
    await forgetTries("a@acme.example", "10.0.1.1");
    await expect(countTry("a@acme.example", "10.0.1.1")).resolves.toBeUndefined();
  });

  test("10,000 guesses from one /64 are sixty, whatever account and address within it they use", async () => {
    expect(await refusedAfter(10_000, (at) => countTry(`${at}@acme.example`, `2001:db8:1:2::${at.toString(16)}`))).toBe(
      60,
    );
    await expect(countTry("x@acme.example", "2001:db8:1:3::1")).resolves.toBeUndefined();
  });

  test("and never holds the owner up where he has signed in before", async () => {
    await forgetTries("owner@acme.example", "192.0.2.7");
    await refusedAfter(50, (at) => countTry("owner@acme.example", `198.51.100.${at}`));
    await expect(countTry("owner@acme.example", "203.0.113.9")).rejects.toBeInstanceOf(TooMany);
    await expect(countTry("owner@acme.example", "192.0.2.7")).resolves.toBeUndefined();
  });

  test("a right password is no guess of its network: a whole office signs in", async () => {
    for (let at = 0; at < 200; at++) {
      await countTry(`office-${at}@acme.example`, "192.0.2.200");
      await forgetTries(`office-${at}@acme.example`, "192.0.2.200");
    }
  });

  test.each([
    ["without a proxy no header counts", 0, "1.2.3.4", "192.0.2.1"],
    ["with one, its own entry counts, not the caller's words before it", 1, "6.6.6.6, 203.0.113.5", "203.0.113.5"],
    ["with two, the first proxy's entry counts", 2, "6.6.6.6, 203.0.113.5, 10.0.0.2", "203.0.113.5"],
    ["a caller that is no address counts as the connection", 1, "<script>", "192.0.2.1"],
    ["an IPv4 address is the same in IPv6 clothes", 1, "::ffff:203.0.113.5", "203.0.113.5"],
  ])("a spoofed X-Forwarded-For gives no new bucket: %s", (_name, hops, header, expected) => {
    expect(callerOf("192.0.2.1", header, hops)).toBe(expected);
  });
});
