import type { Role } from "@/lib/auth/actor";

/** The roles of SESTEK's people, as lists offer them. */
export const VENDOR_ROLES = ["admin", "manager", "engineer"] as const satisfies readonly Role[];
export type VendorRole = (typeof VENDOR_ROLES)[number];
