import "server-only";

import type { Actor, Role } from "@/lib/auth/actor";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import type { Person } from "@/lib/auth/people";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { isLocale, isTimeZone, type Locale } from "@/lib/messages/locales";

import { audit, NOBODY } from "./audit";
import { db } from "./db";

function proveAdmin(actor: Actor): void {
  if (actor.role !== "admin") throw new Forbidden("Only an administrator manages people.");
}

/** Everybody, by name. Administrators only. */
export async function listUsers(actor: Actor): Promise<Person[]> {
  proveAdmin(actor);
  const rows = await (await db()).user.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], take: 500 });
  return rows.map(({ id, name, email, role, disabledAt, passwordHash, oidcSubject }) => ({
    id,
    name,
    email,
    role: role as Role,
    disabled: disabledAt !== null,
    signsInBy: [
      ...(passwordHash === null ? [] : (["password"] as const)),
      ...(oidcSubject === null ? [] : (["single-sign-on"] as const)),
    ],
  }));
}

/** Changes role or lets somebody in or out; every session of that person ends. */
export async function updateUser(
  actor: Actor,
  userId: string,
  change: { role?: Exclude<Role, "customer">; disabled?: boolean },
): Promise<void> {
  proveAdmin(actor);
  if (userId === actor.userId)
    throw new Invalid("You cannot change your own role or lock yourself out. Ask another administrator.");
  await (await db()).$transaction(async (tx) => {
    const user = await tx.user.findFirst({
      where: { id: userId, ...(change.role ? { role: { not: "customer" } } : {}) },
      select: { email: true, role: true },
    });
    if (!user) throw new NotFound("Person");
    const { role, disabled } = change;
    await tx.user.update({
      where: { id: userId },
      data: {
        ...(role ? { role } : {}),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? new Date() : null }),
        sessionVersion: { increment: 1 },
      },
    });
    const details = {
      ...(role ? { role, before: user.role } : {}),
      ...(disabled === undefined ? {} : { lockedOut: disabled }),
    };
    await audit(tx, actor, { action: "person.changed", subject: user.email, details });
  });
}

/** Sets a new password after proving the old one; every other session ends. */
export async function changePassword(
  actor: Actor,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const client = await db();
  const user = await client.user.findUnique({ where: { id: actor.userId } });
  if (!user || !(await verifyPassword(current, user.passwordHash)))
    throw new Invalid("This is not your present password.", "current");
  const passwordHash = await hashPassword(next, user.email);
  await client.$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, sessionVersion: { increment: 1 } } });
    await audit(tx, actor, { action: "password.changed", subject: user.email });
  });
}

/**
 * Keeps how a person wants to read: language and time zone, null for "as the browser". Invalid names the field
 * of a zone that nobody knows.
 */
export async function chooseReading(
  actor: Actor,
  { locale, timeZone }: { locale: Locale | null; timeZone: string | null },
): Promise<void> {
  if (timeZone !== null && !isTimeZone(timeZone)) throw new Invalid("Choose a time zone from the list.", "timeZone");
  await (await db()).$transaction(async (tx) => {
    await tx.user.update({ where: { id: actor.userId }, data: { locale, timeZone } });
    await audit(tx, actor, { action: "person.changed", subject: actor.email, details: { locale, timeZone } });
  });
}

/** Somebody who has just proved who he is, with the version that his session will carry. */
export interface SignedIn {
  actor: Actor;
  sessionVersion: number;
}

/**
 * The person who signs in; undefined for a wrong pair. An unknown address takes the same way as a known
 * one, the entry in the audit log included (quality bar 38).
 */
export async function personByPassword(email: string, password: string): Promise<SignedIn | undefined> {
  const client = await db();
  const plain = email.trim().toLowerCase();
  const user = await client.user.findUnique({ where: { email: plain } });
  const right = await verifyPassword(password, user?.passwordHash);
  if (!user || !right || user.disabledAt) {
    const entry = { action: "sign-in.refused", subject: plain.slice(0, 254), details: { by: "password" } } as const;
    await client.$transaction((tx) => audit(tx, NOBODY, entry));
    return undefined;
  }
  const { id: userId, name, role, sessionVersion } = user;
  const actor = { userId, name, email: plain, role: role as Role };
  await client.$transaction((tx) =>
    audit(tx, actor, { action: "signed-in", subject: plain, details: { by: "password" } }),
  );
  return { actor, sessionVersion };
}

/** Ends every session of a person who signs out, when the session that asks is still alive (quality bar 34). */
export async function endSessions(userId: string, sessionVersion: number): Promise<void> {
  await (await db()).user.updateMany({
    where: { id: userId, sessionVersion },
    data: { sessionVersion: { increment: 1 } },
  });
}

/** The person of a session, read anew each time; undefined when the session has ended. */
export async function personOfSession(userId: string, sessionVersion: number): Promise<Actor | undefined> {
  const user = await (await db()).user.findFirst({
    where: { id: userId, sessionVersion, disabledAt: null },
    select: { id: true, name: true, email: true, role: true, locale: true, timeZone: true },
  });
  if (!user) return undefined;
  const { id, name, email, role, locale, timeZone } = user;
  return {
    userId: id,
    name,
    email,
    role: role as Role,
    ...(isLocale(locale) ? { locale } : {}),
    ...(timeZone ? { timeZone } : {}),
  };
}
