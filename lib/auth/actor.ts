import type { Locale } from "@/lib/messages/locales";

export const ROLES = ["admin", "manager", "engineer", "customer"] as const;
export type Role = (typeof ROLES)[number];

/** The signed-in person a data function works for; access is proved in the same query. */
export interface Actor {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** As the person chose; without a choice the browser's wishes count. */
  locale?: Locale;
  /** IANA name such as Europe/Istanbul. */
  timeZone?: string;
}

/** True for SESTEK's own people, who see every project. */
export function isVendor({ role }: Pick<Actor, "role">): boolean {
  return role !== "customer";
}

/** Who may give his word: the customer on his own estate, SESTEK's project manager on what SESTEK delivers (catalogue 1.9). */
export function mayAttest(role: Role, by: "customer" | "manager" | "either"): boolean {
  return by !== "manager" || role === "manager" || role === "admin";
}
