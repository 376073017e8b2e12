import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { endOfSession, readToken, renewed } from "@/lib/auth/session-life";
import { Forbidden, Invalid, LinkEnded } from "@/lib/errors";
import { PASSWORD, person } from "@/test/people";

import { db } from "./db";
import { makeResetLink, readReset, redeemReset } from "./password-reset";
import { changePassword, endSessions, personByPassword, personOfSession, updateUser } from "./users";

let admin: Actor;
beforeAll(async () => {
  admin = await person("admin");
});

const versionOf = async (actor: Actor) => (await personByPassword(actor.email, PASSWORD))?.sessionVersion ?? 0;
const token = (path: string) => path.split("/").at(-1) ?? "";
const NEW_PASSWORD = "a new password for tests";

describe("bar 32: a session ends", () => {
  test("when the person is locked out", async () => {
    const engineer = await person("engineer");
    const version = await versionOf(engineer);
    expect(await personOfSession(engineer.userId, version)).toBeDefined();
    await updateUser(admin, engineer.userId, { disabled: true });
    expect(await personOfSession(engineer.userId, version)).toBeUndefined();
    expect(await personByPassword(engineer.email, PASSWORD)).toBeUndefined();
  });

  test("when the password changes, and when the role does", async () => {
    const engineer = await person("engineer");
    const version = await versionOf(engineer);
    await changePassword(engineer, { current: PASSWORD, next: NEW_PASSWORD });
    expect(await personOfSession(engineer.userId, version)).toBeUndefined();
    await updateUser(admin, engineer.userId, { role: "manager" });
    expect(await personOfSession(engineer.userId, version + 1)).toBeUndefined();
  });

  test("but nobody changes a password without the present one", async () => {
    const engineer = await person("engineer");
    await expect(changePassword(engineer, { current: "wrong", next: NEW_PASSWORD })).rejects.toBeInstanceOf(Invalid);
    await expect(changePassword(engineer, { current: PASSWORD, next: "short" })).rejects.toThrow("at least 12");
  });
});

describe("bar 34: every session of a person ends", () => {
  test("when the person signs out, and an ended session ends nothing any more", async () => {
    const engineer = await person("engineer");
    const version = await versionOf(engineer);
    await endSessions(engineer.userId, version);
    expect(await personOfSession(engineer.userId, version)).toBeUndefined();
    await endSessions(engineer.userId, version);
    expect(await personOfSession(engineer.userId, version + 1)).toBeDefined();
  });

  test("when a reset link is used; it works once, and a newer one ends it", async () => {
    const engineer = await person("engineer");
    const version = await versionOf(engineer);
    const first = await makeResetLink(admin, engineer.userId);
    const second = await makeResetLink(admin, engineer.userId);
    await expect(redeemReset(token(first.path), NEW_PASSWORD)).rejects.toThrow("newer one");
    expect(await readReset(token(second.path))).toEqual({ email: engineer.email });
    await expect(redeemReset(token(second.path), "short")).rejects.toBeInstanceOf(Invalid);
    expect(await personOfSession(engineer.userId, version)).toBeDefined();
    const both = await Promise.allSettled([1, 2].map(() => redeemReset(token(second.path), NEW_PASSWORD)));
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await personOfSession(engineer.userId, version)).toBeUndefined();
    expect(await personByPassword(engineer.email, PASSWORD)).toBeUndefined();
    expect(await personByPassword(engineer.email, NEW_PASSWORD)).toBeDefined();
    await expect(redeemReset(token(second.path), NEW_PASSWORD)).rejects.toBeInstanceOf(LinkEnded);
  });

  test("a reset is an administrator's, and opens no locked door", async () => {
    const engineer = await person("engineer");
    for (const role of ["manager", "engineer", "customer"] as const)
      await expect(makeResetLink(await person(role), engineer.userId)).rejects.toBeInstanceOf(Forbidden);
    const { path } = await makeResetLink(admin, engineer.userId);
    await updateUser(admin, engineer.userId, { disabled: true });
    await expect(redeemReset(token(path), NEW_PASSWORD)).rejects.toThrow("locked out");
    await expect(makeResetLink(admin, engineer.userId)).rejects.toBeInstanceOf(Invalid);
  });
});

describe("bar 35: a session lasts two hours without a request, and eight in any case", () => {
  const signedInAt = 1_800_000_000;
  const session = { userId: "u", sessionVersion: 1, signedInAt, seenAt: signedInAt };
  const HOUR = 3600;

  test("a request lengthens it by idleness, never beyond its age", () => {
    expect(endOfSession(session) - signedInAt).toBe(2 * HOUR);
    expect(endOfSession({ ...session, seenAt: signedInAt + 7 * HOUR }) - signedInAt).toBe(8 * HOUR);
    expect(renewed(session, signedInAt + HOUR)?.seenAt).toBe(signedInAt + HOUR);
    expect(renewed(session, signedInAt + 2 * HOUR)).toBeUndefined();
    expect(renewed({ ...session, seenAt: signedInAt + 7.9 * HOUR }, signedInAt + 8 * HOUR)).toBeUndefined();
  });

  test.each([[undefined], [null], [{}], [{ ...session, userId: "" }], [{ ...session, seenAt: undefined }]])(
    "a token without its claims is nobody's: %j",
    (claims) => expect(readToken(claims as Record<string, unknown>)).toBeUndefined(),
  );
});

describe("bar 38: a wrong password for a known and for an unknown address", () => {
  const TRIES = 500;

  test("answer the same, write the same, and take the same time", async () => {
    const { email } = await person("engineer");
    const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
    const addresses = { known: email, unknown: "nobody@test.example" };
    for (let at = 0; at < TRIES; at++) {
      for (const which of at % 2 ? (["known", "unknown"] as const) : (["unknown", "known"] as const)) {
        const began = performance.now();
        expect(await personByPassword(addresses[which], `guess number ${at}`)).toBeUndefined();
        times[which].push(performance.now() - began);
      }
    }
    const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
    const usual = median([...times.known, ...times.unknown]);
    // Neighbours in time are compared: what else the machine does then slows both down alike.
    const difference = median(times.known.map((known, at) => known - (times.unknown[at] ?? 0)));
    expect(Math.abs(difference) / usual, `${difference.toFixed(2)} ms of ${usual.toFixed(2)} ms`).toBeLessThan(0.1);
    const written = await (await db()).auditEntry.groupBy({
      by: ["action", "subject"],
      where: { subject: { in: Object.values(addresses) } },
      _count: true,
    });
    expect(written.map(({ action, _count }) => [action, _count])).toEqual([
      ["sign-in.refused", TRIES],
      ["sign-in.refused", TRIES],
    ]);
  }, 240_000);
});
