import "server-only";

import type { Role } from "@/lib/auth/actor";
import { type Claims, type RoleRule, readClaims, SignInRefused } from "@/lib/auth/claims";

import { audit, NOBODY } from "./audit";
import { db, type Tx } from "./db";
import { join } from "./invitations";
import { stillOpen } from "./links";
import type { SignedIn } from "./users";

interface Settings {
  issuer: string;
  /** Undefined when accounts and invitations alone say what a person is. */
  rule: RoleRule | undefined;
}

/** A person who is not here yet: by the invitations that wait for the address, or by the provider's role. */
async function welcome(tx: Tx, claims: Claims, { rule }: Settings) {
  const { email, name, identity } = claims;
  const invitations = await tx.oneTimeLink.findMany({ where: { kind: "invitation", email, ...stillOpen() } });
  const colleague = invitations.find(({ projectId }) => projectId === null);
  if (!claims.role && invitations.length === 0) throw new SignInRefused(rule ? "no-role" : "unknown", email);
  if (!claims.role && colleague && rule) throw new SignInRefused("no-role", email);
  const role = claims.role ?? ((colleague ?? invitations[0])?.role as Role);
  const user = await tx.user.create({ data: { name, email, role, oidcSubject: identity } });
  const person = { userId: user.id, name, email, role };
  await audit(tx, person, { action: "person.created", subject: email, details: { role, by: "single sign-on" } });
  for (const link of invitations) await join(tx, person, link);
  return user;
}

/** A person with an account: bound to this identity, with the role that the provider says now. */
async function returning(tx: Tx, claims: Claims, { rule }: Settings) {
  const { email, identity, role } = claims;
  const user =
    (await tx.user.findUnique({ where: { oidcSubject: identity } })) ??
    (await tx.user.findUnique({ where: { email } }));
  if (!user) return undefined;
  if (user.disabledAt) throw new SignInRefused("locked-out", user.email);
  if (user.oidcSubject && user.oidcSubject !== identity) throw new SignInRefused("other-identity", user.email);
  const customer = user.role === "customer";
  if (customer && role) throw new SignInRefused("customer-with-role", user.email);
  if (!customer && rule && !role) throw new SignInRefused("no-role", user.email);
  const changed = role && role !== user.role ? { role, sessionVersion: { increment: 1 } } : {};
  const after = await tx.user.update({ where: { id: user.id }, data: { oidcSubject: identity, ...changed } });
  if (changed.role)
    await audit(tx, NOBODY, {
      action: "person.changed",
      subject: user.email,
      details: { role: changed.role, before: user.role, by: "single sign-on" },
    });
  return after;
}

/**
 * The person whom a proved ID token names, with everything that follows from it in one transaction.
 * Throws SignInRefused and changes nothing otherwise.
 */
export async function personBySingleSignOn(
  raw: Readonly<Record<string, unknown>>,
  settings: Settings,
): Promise<SignedIn> {
  const client = await db();
  try {
    const claims = readClaims(raw, settings.issuer, settings.rule);
    return await client.$transaction(async (tx) => {
      const user = (await returning(tx, claims, settings)) ?? (await welcome(tx, claims, settings));
      const { id: userId, name, email, sessionVersion } = user;
      const actor = { userId, name, email, role: user.role as Role };
      await audit(tx, actor, { action: "signed-in", subject: email, details: { by: "single sign-on" } });
      return { actor, sessionVersion };
    });
  } catch (error) {
    if (error instanceof SignInRefused) {
      const { why, subject } = error;
      const details = { by: "single sign-on", why };
      await client.$transaction((tx) =>
        audit(tx, NOBODY, { action: "sign-in.refused", details, ...(subject ? { subject } : {}) }),
      );
    }
    throw error;
  }
}
