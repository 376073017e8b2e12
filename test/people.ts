import type { Actor, Role } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/data/db";

let count = 0;
export const PASSWORD = "a password for tests";

/** A person of that role, made for one test; with a project, let into it. */
export async function person(role: Role, projectId?: string): Promise<Actor> {
  const email = `${role}-${++count}@test.example`;
  const client = await db();
  const user = await client.user.create({
    data: { name: `${role} ${count}`, email, role, passwordHash: await hashPassword(PASSWORD, email) },
  });
  if (projectId) await client.membership.create({ data: { userId: user.id, projectId } });
  return { userId: user.id, name: user.name, email, role };
}
