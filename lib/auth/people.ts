import { Invalid } from "@/lib/errors";

import type { Role } from "./actor";

/** Somebody who may sign in, as the page of people shows him. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  /** How the person comes in: with a password, by single sign-on, or with either. */
  signsInBy: ("password" | "single-sign-on")[];
}

/** An invitation that nobody has used yet; the link itself is shown once and kept nowhere. Times are ISO strings. */
export interface OpenInvitation {
  id: string;
  email: string;
  role: Role;
  invitedAt: string;
  expiresAt: string;
  /** Past its time: it does nothing any more and can be made anew. */
  expired: boolean;
  invitedBy?: string;
}

/** Who of the customer may see a project, who is invited, and who was in or was invited once. */
export interface AccessList {
  members: { userId: string; name: string; email: string; since: string; disabled: boolean; invitedBy?: string }[];
  invitations: OpenInvitation[];
  ended: { email: string; how: "invitation-revoked" | "access-ended"; at: string; by?: string }[];
}

/** A link made just now. It is shown to the person who made it, this once. */
export interface MadeLink {
  email: string;
  path: string;
}

/** Why a link does nothing any more. */
export type LinkEnd = "used" | "expired" | "revoked";

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,}$/;

/** An e-mail address in plain lower-case, never locale-aware; Invalid names the one that is none. */
export function readEmail(email: string): string {
  const plain = email.trim().toLowerCase();
  if (!EMAIL.test(plain)) throw new Invalid("Enter an e-mail address such as jane@acme.example.", "email");
  return plain;
}

/** A person's name, 2 to 120 characters. */
export function readName(name: string): string {
  const plain = name.trim();
  if (plain.length < 2 || plain.length > 120) throw new Invalid("Enter your name, 2 to 120 characters.", "name");
  return plain;
}
