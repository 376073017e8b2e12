import "server-only";

import type { OAuthConfig } from "next-auth/providers/oauth";

import { env } from "@/lib/env";

import type { RoleRule } from "./claims";

export const OIDC = "oidc";

/** The provider of single sign-on as configured; undefined without one. */
export function singleSignOn(): { issuer: string; name: string; rule: RoleRule | undefined } | undefined {
  const { OIDC_ISSUER, OIDC_NAME, OIDC_ROLE_CLAIM, OIDC_ROLES } = env();
  if (!OIDC_ISSUER) return undefined;
  const rule = OIDC_ROLE_CLAIM ? { claim: OIDC_ROLE_CLAIM, roles: OIDC_ROLES } : undefined;
  return { issuer: OIDC_ISSUER, name: OIDC_NAME, rule };
}

/** The generic OpenID Connect provider for next-auth: PKCE, state and nonce are checked, and the token's signature. */
export function oidcProviders(): OAuthConfig<Record<string, unknown>>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET = "", OIDC_NAME } = env();
  if (!OIDC_ISSUER) return [];
  return [
    {
      id: OIDC,
      name: OIDC_NAME,
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      issuer: OIDC_ISSUER,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid email profile" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      // Who that is here is decided when the claims have been read; an empty subject must come that far.
      profile: () => ({ id: "not yet known" }),
    },
  ];
}
