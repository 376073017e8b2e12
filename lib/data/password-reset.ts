import "server-only";

import type { Actor, Role } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import type { LinkEnd, MadeLink } from "@/lib/auth/people";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";

import { audit } from "./audit";
import { db } from "./db";
import { consume, findLink, makeLink, openLink, revokeLinks } from "./links";

/** A single-use link by which a person chooses a new password; an earlier one ends. Administrators only. */
export async function makeResetLink(actor: Actor, userId: string): Promise<MadeLink> {
  if (actor.role !== "admin") throw new Forbidden("Only an administrator manages people.");
  return (await db()).$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { email: true, disabledAt: true } });
    if (!user) throw new NotFound("Person");
    if (user.disabledAt) throw new Invalid("This person is locked out. Let the person in again first.");
    const { email } = user;
    await revokeLinks(tx, { kind: "reset", email });
    const path = await makeLink(tx, { kind: "reset", email, createdBy: actor.userId });
    await audit(tx, actor, { action: "person.changed", subject: email, details: { resetLink: "made" } });
    return { email, path };
  });
}

/** Whose password a link changes, and what ended it, if anything did. Reading changes nothing. */
export async function readReset(token: string): Promise<{ email: string; end?: LinkEnd }> {
  const { email, end } = await findLink(await db(), token, "reset");
  return { email: email ?? "", ...(end ? { end } : {}) };
}

/** Sets the new password and uses the link up; every session of the person ends. */
export async function redeemReset(token: string, password: string): Promise<{ email: string }> {
  const client = await db();
  const { id, email } = await openLink(client, token, "reset");
  if (!email) throw new NotFound("Link");
  const passwordHash = await hashPassword(password, email);
  return client.$transaction(async (tx) => {
    const user = await tx.user.findFirst({ where: { email, disabledAt: null } });
    if (!user) throw new Invalid("This account is locked out. Ask your administrator.");
    await consume(tx, id, user.id);
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, sessionVersion: { increment: 1 } } });
    const person = { userId: user.id, name: user.name, role: user.role as Role };
    await audit(tx, person, { action: "password.changed", subject: email, details: { by: "reset link" } });
    return { email };
  });
}
