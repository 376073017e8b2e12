import { env } from "@/lib/env";

/** What a session's token carries: who, the version that ends it, and since when. Times are seconds. */
export interface SessionToken {
  userId: string;
  sessionVersion: number;
  signedInAt: number;
  seenAt: number;
}

const RENEW_AFTER_S = 60;

/** The claims of a session's token; undefined when one is missing, as in a token that we did not make. */
export function readToken(token: Readonly<Record<string, unknown>> | null | undefined): SessionToken | undefined {
  const { userId, sessionVersion, signedInAt, seenAt } = token ?? {};
  if (typeof userId !== "string" || userId === "") return undefined;
  if (typeof sessionVersion !== "number" || typeof signedInAt !== "number" || typeof seenAt !== "number")
    return undefined;
  return { userId, sessionVersion, signedInAt, seenAt };
}

/** When a session ends without a further request, in seconds: by idleness or by its age, whichever is first. */
export function endOfSession({ signedInAt, seenAt }: SessionToken): number {
  const { SESSION_HOURS, SESSION_IDLE_MINUTES } = env();
  return Math.min(signedInAt + SESSION_HOURS * 3600, seenAt + SESSION_IDLE_MINUTES * 60);
}

/** The token that a request gets in the place of its own; undefined when that is over, or was just renewed. */
export function renewed(token: SessionToken, now = Math.floor(Date.now() / 1000)): SessionToken | undefined {
  if (now >= endOfSession(token) || now - token.seenAt < RENEW_AFTER_S) return undefined;
  return { ...token, seenAt: now };
}
