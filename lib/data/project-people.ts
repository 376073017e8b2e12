import "server-only";

import type { Actor } from "@/lib/auth/actor";
import type { ProjectPerson } from "@/lib/work/types";

import { proveProject } from "./access";
import { db, type Tx } from "./db";

const MOST = 500;

/** Everybody who sees the project and may sign in: its customer's people and SESTEK's. The caller has proved access. */
export async function peopleWhoSee(tx: Pick<Tx, "user">, projectId: string): Promise<ProjectPerson[]> {
  const rows = await tx.user.findMany({
    where: { disabledAt: null, OR: [{ role: { not: "customer" } }, { memberships: { some: { projectId } } }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST,
    select: { id: true, name: true, role: true },
  });
  return rows.map(({ id, name, role }) => ({ id, name, vendor: role !== "customer" }));
}

/** Who may be given work on a project and be mentioned there; people of other customers are not among them. */
export async function listProjectPeople(actor: Actor, projectId: string): Promise<ProjectPerson[]> {
  const client = await db();
  await proveProject(client, actor, projectId);
  return peopleWhoSee(client, projectId);
}
