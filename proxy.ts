import { type NextRequest, NextResponse } from "next/server";

import { FOREIGN_ORIGIN, isForeignChange } from "@/lib/auth/origin";
import { isHttps } from "@/lib/auth/session-cookie";
import { renewSession } from "@/lib/auth/session-renewal";

function contentPolicy(nonce: string): string {
  const dev = process.env.NODE_ENV !== "production";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Headers that every page carries; scripts run only with the nonce of their own page. A session that is
 * used goes on. Nobody's access hangs on this file: routes, actions and data functions prove it themselves.
 */
export async function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-path", request.nextUrl.pathname);
  const response = isForeignChange(request)
    ? NextResponse.json({ error: { code: "forbidden", message: FOREIGN_ORIGIN } }, { status: 403 })
    : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  if (isHttps()) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  await renewSession(request, response);
  return response;
}

export const config = { matcher: [{ source: "/((?!_next/static|_next/image|favicon.ico|icon.svg).*)" }] };
