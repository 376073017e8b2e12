import "server-only";

import type { NextAuthOptions, User } from "next-auth";
import CredentialsImport from "next-auth/providers/credentials";
import { z } from "zod";

import { personBySingleSignOn } from "@/lib/data/single-sign-on";
import { endSessions, personByPassword, type SignedIn } from "@/lib/data/users";
import { env } from "@/lib/env";
import { TooMany } from "@/lib/errors";

import { addressOf, calledFrom } from "./caller";
import { SignInRefused } from "./claims";
import { isHttps, sessionCookie } from "./session-cookie";
import { readToken, type SessionToken } from "./session-life";
import { OIDC, oidcProviders, singleSignOn } from "./single-sign-on";
import { countTry, forgetTries } from "./throttle";

/** next-auth 4 is CommonJS: some loaders hand its default export over as `{default}`. */
const Credentials =
  (CredentialsImport as unknown as { default?: typeof CredentialsImport }).default ?? CredentialsImport;
const SignIn = z.object({ email: z.string().min(3).max(254), password: z.string().min(1).max(400) });

type SessionUser = User & { sessionVersion?: number };

function sessionUser({ actor, sessionVersion }: SignedIn): SessionUser {
  return { id: actor.userId, name: actor.name, email: actor.email, sessionVersion };
}

async function byPassword(input: unknown, address: string): Promise<SessionUser | null> {
  const parsed = SignIn.safeParse(input);
  if (!parsed.success) return null;
  const email = parsed.data.email.trim().toLowerCase();
  try {
    await countTry(email, address);
  } catch (error) {
    if (error instanceof TooMany) throw new Error(error.message);
    throw error;
  }
  const person = await calledFrom({ address }, () => personByPassword(email, parsed.data.password));
  if (!person) return null;
  await forgetTries(email, address);
  return sessionUser(person);
}

/** Lets a proved ID token's person in, or answers with the page that says why not. */
async function bySingleSignOn(user: User, claims: Record<string, unknown>): Promise<true | string> {
  const settings = singleSignOn();
  if (!settings) return "/sign-in?error=Configuration";
  try {
    Object.assign(user, sessionUser(await personBySingleSignOn(claims, settings)));
    return true;
  } catch (error) {
    if (error instanceof SignInRefused) return `/sign-in?refused=${error.why}`;
    throw new Error("OAuthCallback", { cause: error });
  }
}

/** Sign-in by password or single sign-on; the session is a token that is proved against the database each time. */
export function authOptions(): NextAuthOptions {
  const { NEXTAUTH_SECRET, SESSION_HOURS } = env();
  return {
    secret: NEXTAUTH_SECRET,
    useSecureCookies: isHttps(),
    cookies: { sessionToken: sessionCookie() },
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        name: "Password",
        credentials: { email: {}, password: {} },
        authorize: (input, { headers }) =>
          byPassword(input, addressOf({ get: (name) => (headers as Record<string, string>)[name] ?? null })),
      }),
      ...oidcProviders(),
    ],
    callbacks: {
      signIn: ({ user, account, profile }) =>
        account?.provider === OIDC ? bySingleSignOn(user, (profile ?? {}) as Record<string, unknown>) : true,
      jwt({ token, user }) {
        if (!user) return token;
        const now = Math.floor(Date.now() / 1000);
        const { id, sessionVersion = 0 } = user as SessionUser;
        return { userId: id, sessionVersion, signedInAt: now, seenAt: now } satisfies SessionToken;
      },
      session: ({ session, token }) => Object.assign(session, readToken(token)),
    },
    events: {
      async signOut({ token }) {
        const session = readToken(token);
        if (session) await endSessions(session.userId, session.sessionVersion);
      },
    },
  };
}
