import "server-only";

import { hashPassword } from "@/lib/auth/password";
import { type LinkEnd, readEmail, readName } from "@/lib/auth/people";
import { LinkEnded } from "@/lib/errors";

import { audit } from "./audit";
import { db } from "./db";
import { consume, findLink, makeLink, openLink, revokeLinks } from "./links";

/** While nobody can sign in: a new set-up link; earlier ones end. Undefined once a person exists. */
export async function ensureSetupLink(): Promise<string | undefined> {
  return (await db()).$transaction(async (tx) => {
    if ((await tx.user.count()) > 0) return undefined;
    await revokeLinks(tx, { kind: "setup" });
    return makeLink(tx, { kind: "setup" });
  });
}

/** What ended a set-up link; undefined while it works, NotFound when it was never made. */
export async function endOfSetup(token: string): Promise<LinkEnd | undefined> {
  return (await findLink(await db(), token, "setup")).end;
}

/** Makes the first administrator. The link works once. */
export async function redeemSetup(
  token: string,
  input: { name: string; email: string; password: string },
): Promise<{ email: string }> {
  const client = await db();
  const link = await openLink(client, token, "setup");
  const email = readEmail(input.email);
  const name = readName(input.name);
  const passwordHash = await hashPassword(input.password, email);
  return client.$transaction(async (tx) => {
    await consume(tx, link.id);
    if ((await tx.user.count()) > 0) throw new LinkEnded("Somebody is the administrator already. Sign in instead.");
    const { id } = await tx.user.create({ data: { name, email, role: "admin", passwordHash } });
    await audit(
      tx,
      { userId: id, name, role: "admin" },
      { action: "person.created", subject: email, details: { role: "admin", by: "set-up link" } },
    );
    return { email };
  });
}
