import { env } from "@/lib/env";

/** True when people reach this installation by https: its cookies are then bound to it. */
export function isHttps(): boolean {
  const { PUBLIC_URL, NEXTAUTH_URL } = env();
  return (PUBLIC_URL ?? NEXTAUTH_URL ?? "").startsWith("https:");
}

/** Name and flags of the cookie that carries the session (quality bar 35). */
export function sessionCookie() {
  const secure = isHttps();
  return {
    name: secure ? "__Host-readiness.session" : "readiness.session",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}
