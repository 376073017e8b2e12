import { env } from "@/lib/env";

/** Addresses under which people may use this installation. */
function ownOrigins(): string[] {
  const { PUBLIC_URL, PORT } = env();
  return PUBLIC_URL ? [new URL(PUBLIC_URL).origin] : [`http://localhost:${PORT}`, `http://127.0.0.1:${PORT}`];
}

/** What a request from elsewhere reads. */
export const FOREIGN_ORIGIN = "This request did not come from our own pages. Open the page again.";

/** True when a changing request comes from our own pages; browsers always send Origin with those. */
export function isOwnOrigin(origin: string | null): boolean {
  return origin !== null && ownOrigins().includes(origin);
}

/** Where people find this installation, for links in mails and texts that leave it; without a slash at the end. */
export function publicOrigin(): string {
  return ownOrigins()[0] ?? "";
}

/**
 * True for a changing request that could ride on somebody's session, or calls a server action, and does
 * not come from our own pages. Machines without a cookie act for nobody here; their routes prove them.
 */
export function isForeignChange({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  if (["GET", "HEAD", "OPTIONS"].includes(method)) return false;
  const asSomebody = headers.has("cookie") || headers.has("next-action");
  return asSomebody && !isOwnOrigin(headers.get("origin"));
}
