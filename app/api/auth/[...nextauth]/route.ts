import NextAuth from "next-auth";

import { addressOf, calledFrom } from "@/lib/auth/caller";
import { authOptions } from "@/lib/auth/options";

type Context = { params: Promise<{ nextauth: string[] }> };

/** Signing in and out; the audit log learns from where. */
function handler(request: Request, context: Context): Promise<Response> {
  return calledFrom(
    { address: addressOf(request.headers) },
    () => NextAuth(request as never, context as never, authOptions()) as Promise<Response>,
  );
}

export { handler as GET, handler as POST };
