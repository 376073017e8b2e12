import "server-only";

import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";

import { personOfSession } from "@/lib/data/users";

import type { Actor } from "./actor";
import { authOptions, type SessionToken } from "./options";

/** The session's own claims, unproved; undefined when there is no session. */
export const currentSession = cache(async (): Promise<Required<SessionToken> | undefined> => {
  const session = (await getServerSession(authOptions())) as SessionToken | null;
  if (!session?.userId || session.sessionVersion === undefined) return undefined;
  return { userId: session.userId, sessionVersion: session.sessionVersion };
});

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
