import type { Role } from "./actor";

/** Somebody who may sign in, as the page of people shows him. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  /** False until the person has chosen a password through a link. */
  active: boolean;
}

/** Who of the customer may see a project, and who was invited. Times are ISO strings. */
export interface AccessList {
  members: { userId: string; name: string; email: string; since: string }[];
  invitations: { id: string; email: string; expiresAt: string }[];
}
