import type { Role } from "./actor";

/** Why single sign-on did not let somebody in; each has its sentence on the sign-in page. */
export const SSO_REFUSALS = [
  "no-subject",
  "no-email",
  "unverified-email",
  "no-role",
  "unknown",
  "locked-out",
  "other-identity",
  "customer-with-role",
] as const;
export type SsoRefusal = (typeof SSO_REFUSALS)[number];

/** Thrown when single sign-on refuses; `subject` is the address for the audit log, when there is one. */
export class SignInRefused extends Error {
  constructor(
    readonly why: SsoRefusal,
    readonly subject?: string,
  ) {
    super(why);
  }
}

/** What a provider has said about a person, with nothing empty in it. */
export interface Claims {
  /** Issuer and subject, as "issuer subject". */
  identity: string;
  email: string;
  name: string;
  /** What the role claim maps to; undefined when no claim is configured or none of its values has a role. */
  role?: Exclude<Role, "customer">;
}

/** How the role claim is read: its name, and the role that each of its values stands for. */
export interface RoleRule {
  claim: string;
  roles: readonly { value: string; role: Exclude<Role, "customer"> }[];
}

const STRONGEST = ["admin", "manager", "engineer"] as const;

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

/** A claim by its own name, else by its dotted path such as `realm_access.roles`. */
function claimAt(raw: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(raw, name)) return raw[name];
  return name.split(".").reduce<unknown>((value, key) => {
    const inside = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    return inside ? (value as Record<string, unknown>)[key] : undefined;
  }, raw);
}

/** The strongest role that the claim's values stand for; undefined for none, an empty and a missing claim. */
function roleOf(raw: Readonly<Record<string, unknown>>, rule: RoleRule): Claims["role"] {
  const claim = claimAt(raw, rule.claim);
  const values = (Array.isArray(claim) ? claim : [claim]).map(text).filter(Boolean);
  const mapped = rule.roles.filter(({ value }) => values.includes(value)).map(({ role }) => role);
  return STRONGEST.find((role) => mapped.includes(role));
}

/**
 * Reads the claims of a proved ID token. An empty or missing one is refused and never read as somebody
 * else (quality bar 42); addresses are plain lower-case, never locale-aware.
 */
export function readClaims(raw: Readonly<Record<string, unknown>>, issuer: string, rule: RoleRule | undefined): Claims {
  const email = text(raw.email).toLowerCase();
  const subject = text(raw.sub);
  if (!subject) throw new SignInRefused("no-subject", email || undefined);
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new SignInRefused("no-email");
  if (raw.email_verified !== true) throw new SignInRefused("unverified-email", email);
  const role = rule && roleOf(raw, rule);
  return {
    identity: `${issuer} ${subject}`,
    email,
    name: text(raw.name).slice(0, 120) || email,
    ...(role ? { role } : {}),
  };
}
