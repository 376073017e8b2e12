import "server-only";

import type { NextAuthOptions } from "next-auth";
import CredentialsImport from "next-auth/providers/credentials";
import { z } from "zod";

import { personByPassword } from "@/lib/data/users";
import { env } from "@/lib/env";
import { TooMany } from "@/lib/errors";

import { countTry, forgetTries } from "./throttle";

/** next-auth 4 is CommonJS: some loaders hand its default export over as `{default}`. */
const Credentials =
  (CredentialsImport as unknown as { default?: typeof CredentialsImport }).default ?? CredentialsImport;
const SignIn = z.object({ email: z.string().min(3).max(254), password: z.string().min(1).max(400) });

/** What a session's token carries: who, and the version that a change of password or role ends. */
export interface SessionToken {
  userId?: string;
  sessionVersion?: number;
}

/** Sign-in by password; the session is a token of eight hours that is proved against the database each time. */
export function authOptions(): NextAuthOptions {
  const { NEXTAUTH_SECRET, SESSION_HOURS } = env();
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        name: "Password",
        credentials: { email: {}, password: {} },
        async authorize(input, request) {
          const parsed = SignIn.safeParse(input);
          if (!parsed.success) return null;
          const email = parsed.data.email.trim().toLowerCase();
          const forwarded = (request.headers as Record<string, string | undefined> | undefined)?.["x-forwarded-for"];
          try {
            await countTry(email, forwarded?.split(",")[0]?.trim() ?? "unknown");
          } catch (error) {
            if (error instanceof TooMany) throw new Error(error.message);
            throw error;
          }
          const person = await personByPassword(email, parsed.data.password);
          if (!person) return null;
          await forgetTries(email);
          return { id: person.actor.userId, name: person.actor.name, email, sessionVersion: person.sessionVersion };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (user)
          Object.assign(token, {
            userId: user.id,
            sessionVersion: (user as { sessionVersion?: number }).sessionVersion,
          } satisfies SessionToken);
        return token;
      },
      session({ session, token }) {
        const { userId, sessionVersion } = token as SessionToken;
        return Object.assign(session, { userId, sessionVersion });
      },
    },
  };
}
