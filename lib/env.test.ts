import { expect, test } from "vitest";

import { readEnv } from "./env";

const good = { DATABASE_URL: "file:/srv/readiness.db", NEXTAUTH_SECRET: "x".repeat(32), NODE_ENV: "production" };

test("the least that is needed is enough, and everything else has a safe default", () => {
  expect(readEnv(good)).toMatchObject({
    PORT: 3000,
    BIND: "127.0.0.1",
    CHECK_ALLOW_CIDRS: [],
    CHECK_ALLOW_LOOPBACK: false,
    SESSION_HOURS: 8,
  });
});

test.each([
  ["DATABASE_URL", { DATABASE_URL: "mysql://x" }],
  ["NEXTAUTH_SECRET", { NEXTAUTH_SECRET: "short" }],
  ["PORT", { PORT: "seventy" }],
  ["PUBLIC_URL", { PUBLIC_URL: "readiness.example" }],
  ["SESSION_HOURS", { SESSION_HOURS: "0" }],
  ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
  ["CHECK_ALLOW_LOOPBACK", { CHECK_ALLOW_LOOPBACK: "1" }],
])("a wrong %s is named in the message", (name, change) => {
  expect(() => readEnv({ ...good, ...change })).toThrow(
    new RegExp(`Correct these variables and start again:\\n {2}${name}:`),
  );
});

test("loopback may be dialled in a trial that says so", () => {
  expect(readEnv({ ...good, CHECK_ALLOW_LOOPBACK: "1", READINESS_DEMO: "1" }).CHECK_ALLOW_LOOPBACK).toBe(true);
});
