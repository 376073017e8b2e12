import type { Actor, Role } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/data/db";
import { listPortfolio } from "@/lib/data/portfolio";
import { createProject } from "@/lib/data/projects";
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

/** The people around one project: SESTEK's manager and engineer, its customer, and a customer of another one. */
export interface ProjectPeople {
  projectId: string;
  manager: Actor;
  engineer: Actor;
  customer: Actor;
  stranger: Actor;
}

/** A project of that customer and the people around it, made for one file of tests. */
export async function projectPeople(name: string): Promise<ProjectPeople> {
  const manager = await person("manager");
  const engineer = await person("engineer");
  const { id: projectId } = await createProject(manager, { customer: name, environment: "Production" });
  const { id: other } = await createProject(manager, { customer: `Not ${name}`, environment: "Production" });
  return {
    projectId,
    manager,
    engineer,
    customer: await person("customer", projectId),
    stranger: await person("customer", other),
  };
}

/** The ids of the projects in a person's own list. */
export async function projectsSeenBy(actor: Actor): Promise<string[]> {
  const { rows } = await listPortfolio(actor, readPortfolioQuery(), { today: "2026-11-25" });
  return rows.map(({ id }) => id);
}
