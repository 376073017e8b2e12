import "server-only";

import type { Actor, Role } from "@/lib/auth/actor";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import type { Person } from "@/lib/auth/people";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { isLocale, isTimeZone, type Locale } from "@/lib/messages/locales";

import { audit } from "./audit";
import { db } from "./db";

function proveAdmin(actor: Actor): void {
  if (actor.role !== "admin") throw new Forbidden("Only an administrator manages people.");
}

/** Everybody, by name. Administrators only. */
export async function listUsers(actor: Actor): Promise<Person[]> {
  proveAdmin(actor);
  const rows = await (await db()).user.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], take: 500 });
  return rows.map(({ id, name, email, role, disabledAt, passwordHash }) => ({
    id,
    name,
    email,
    role: role as Role,
    disabled: disabledAt !== null,
    active: passwordHash !== null,
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
  const { count } = await (await db()).user.updateMany({
    where: { id: userId, ...(change.role ? { role: { not: "customer" } } : {}) },
    data: {
      ...(change.role ? { role: change.role } : {}),
      ...(change.disabled === undefined ? {} : { disabledAt: change.disabled ? new Date() : null }),
      sessionVersion: { increment: 1 },
    },
  });
  if (count === 0) throw new NotFound("Person");
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
  await client.user.update({ where: { id: user.id }, data: { passwordHash, sessionVersion: { increment: 1 } } });
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
    await audit(tx, actor, { action: "person.changed", subject: actor.userId, details: { locale, timeZone } });
  });
}

/** The person who signs in, with the version that his session will carry; undefined for a wrong pair. */
export async function personByPassword(
  email: string,
  password: string,
): Promise<{ actor: Actor; sessionVersion: number } | undefined> {
  const user = await (await db()).user.findUnique({ where: { email: email.trim().toLowerCase() } });
  const right = await verifyPassword(password, user?.passwordHash);
  if (!user || !right || user.disabledAt) return undefined;
  return {
    actor: { userId: user.id, name: user.name, email: user.email, role: user.role as Role },
    sessionVersion: user.sessionVersion,
  };
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
