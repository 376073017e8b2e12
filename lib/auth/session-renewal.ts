import type { NextRequest, NextResponse } from "next/server";
import { decode, encode } from "next-auth/jwt";

import { env } from "@/lib/env";

import { sessionCookie } from "./session-cookie";
import { endOfSession, readToken, renewed } from "./session-life";

/**
 * Notes in the session's token that somebody is there, at most once a minute. It makes no session and
 * lengthens none beyond its age: the token is proved wherever it is read. Signing in and out is left alone.
 */
export async function renewSession(request: NextRequest, response: NextResponse): Promise<void> {
  const { name, options } = sessionCookie();
  const sent = request.cookies.get(name)?.value;
  if (!sent || request.nextUrl.pathname.startsWith("/api/auth/")) return;
  const { NEXTAUTH_SECRET: secret } = env();
  const token = readToken(await decode({ token: sent, secret }).catch(() => null));
  const next = token && renewed(token);
  if (!next) return;
  const end = endOfSession(next);
  const value = await encode({ token: { ...next }, secret, maxAge: end - next.seenAt });
  response.cookies.set(name, value, { ...options, expires: new Date(end * 1000) });
}
