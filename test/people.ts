import type { Actor, Role } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/data/db";
import { listPortfolio } from "@/lib/data/portfolio";
import { readPortfolioQuery } from "@/lib/portfolio/query";

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

/** The ids of the projects in a person's own list. */
export async function projectsSeenBy(actor: Actor): Promise<string[]> {
  const { rows } = await listPortfolio(actor, readPortfolioQuery(), { today: "2026-11-25" });
  return rows.map(({ id }) => id);
}
