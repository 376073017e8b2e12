import "server-only";

import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";

import { personOfSession } from "@/lib/data/users";

import type { Actor } from "./actor";
import { authOptions } from "./options";
import { endOfSession, readToken } from "./session-life";

/** The claims of a session that is not over, unproved; `endsAt` in seconds. Undefined when there is none. */
export const currentSession = cache(
  async (): Promise<{ userId: string; sessionVersion: number; endsAt: number } | undefined> => {
    const session = readToken((await getServerSession(authOptions())) as Record<string, unknown> | null);
    if (!session) return undefined;
    const endsAt = endOfSession(session);
    return Date.now() / 1000 < endsAt ? { ...session, endsAt } : undefined;
  },
);

/** The signed-in person, proved against the database once a request; undefined when nobody is. */
export const currentActor = cache(async (): Promise<Actor | undefined> => {
  const session = await currentSession();
  return session ? personOfSession(session.userId, session.sessionVersion) : undefined;
});

/** For pages: the signed-in person, or off to the sign-in page and back again. */
export async function requireActor(then = "/projects"): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) redirect(`/sign-in?then=${encodeURIComponent(then)}`);
  return actor;
}
