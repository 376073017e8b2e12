import "@/test/database";

import { describe, expect, test, vi } from "vitest";

/** The options of an installation under that address, read anew. */
async function optionsUnder(publicUrl: string) {
  vi.resetModules();
  process.env.PUBLIC_URL = publicUrl;
  process.env.NEXTAUTH_URL = publicUrl;
  const { authOptions } = await import("./options");
  return authOptions();
}

describe("bar 35: the session's cookie", () => {
  test("under https is bound to the host, closed to scripts, and sent over https only", async () => {
    const { cookies, useSecureCookies } = await optionsUnder("https://readiness.example.com");
    expect(useSecureCookies).toBe(true);
    expect(cookies?.sessionToken).toEqual({
      name: "__Host-readiness.session",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
    });
  });

  test("on one's own machine differs in nothing else", async () => {
    const { cookies, session } = await optionsUnder("http://localhost:3000");
    expect(cookies?.sessionToken).toEqual({
      name: "readiness.session",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: false },
    });
    expect(session?.maxAge).toBe(8 * 3600);
  });
});
