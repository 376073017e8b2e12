import NextAuth from "next-auth";

import { json } from "@/lib/actions/route";
import { addressOf, calledFrom } from "@/lib/auth/caller";
import { authOptions } from "@/lib/auth/options";

const UNREADABLE = "The request could not be read. Open the page again.";
type Context = { params: Promise<{ nextauth: string[] }> };

/** Signing in and out; the audit log learns from where. A body that is no JSON is the caller's mistake. */
async function handler(request: Request, context: Context): Promise<Response> {
  try {
    return await calledFrom(
      { address: addressOf(request.headers) },
      () => NextAuth(request as never, context as never, authOptions()) as Promise<Response>,
    );
  } catch (error) {
    if (error instanceof SyntaxError) return json({ error: { code: "invalid", message: UNREADABLE } }, 400);
    throw error;
  }
}

export { handler as GET, handler as POST };
