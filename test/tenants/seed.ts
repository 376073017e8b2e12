import { encode } from "next-auth/jwt";

import type { Actor } from "@/lib/auth/actor";
import { sessionCookie } from "@/lib/auth/session-cookie";
import type { SessionToken } from "@/lib/auth/session-life";
import { db } from "@/lib/data/db";
import { env } from "@/lib/env";

import type { Ids } from "./ids";
import { plantPerson, plantTenant, stateOf } from "./plant";

/** What the journey of the matrix works with: cookies by caller, and the ids of each one's project. */
export interface Seed {
  cookies: Record<"admin" | "manager" | "engineer" | "customer" | "stranger", string>;
  /** The tenant that outsiders try to reach. */
  target: Ids;
  /** The stranger's own, and one for each of those whom the tables let in, to change as they may. */
  own: Record<"admin" | "manager" | "engineer" | "customer" | "stranger", Ids>;
}

async function cookieOf({ userId }: Actor): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const token = { userId, sessionVersion: 1, signedInAt: now, seenAt: now } satisfies SessionToken;
  return `${sessionCookie().name}=${await encode({ token, secret: env().NEXTAUTH_SECRET })}`;
}

async function seed(): Promise<Seed> {
  const cookies = {} as Seed["cookies"];
  const own = {} as Seed["own"];
  for (const role of ["admin", "manager", "engineer"] as const) {
    cookies[role] = await cookieOf(await plantPerson(role));
    own[role] = (await plantTenant()).ids;
  }
  for (const role of ["customer", "stranger"] as const) {
    const { ids, customer } = await plantTenant();
    cookies[role] = await cookieOf(customer);
    own[role] = ids;
  }
  return { cookies, target: (await plantTenant()).ids, own };
}

/** What one tenant holds, and what everybody may: neither may change by an outsider's hand. */
async function state(projectId: string): Promise<unknown> {
  const people = await (await db()).user.findMany({
    select: { id: true, role: true, disabledAt: true, memberships: true },
    orderBy: { id: "asc" },
  });
  const invitations = await (await db()).oneTimeLink.count();
  return { people, invitations, tenant: await stateOf(projectId) };
}

const [, , projectId] = process.argv;
(projectId ? state(projectId) : seed()).then((answer) => {
  process.stdout.write(JSON.stringify(answer));
  process.exit(0);
});
