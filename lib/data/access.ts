import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { Invalid, NotFound } from "@/lib/errors";

import type { Tx } from "./db";

/** Condition on projects that the actor may see: SESTEK's people all, a customer his own. */
export function visibleTo(actor: Actor): { members?: { some: { userId: string } } } {
  return isVendor(actor) ? {} : { members: { some: { userId: actor.userId } } };
}

/** Proves access inside the caller's transaction; a foreign project is the same NotFound as a missing one. */
export async function proveProject(tx: Pick<Tx, "project">, actor: Actor, projectId: string): Promise<void> {
  const found = await tx.project.findFirst({ where: { id: projectId, ...visibleTo(actor) }, select: { id: true } });
  if (!found) throw new NotFound("Project");
}

/** Proves access to a project that is still going; a closed one refuses every change with a sentence. */
export async function proveOpenProject(tx: Pick<Tx, "project">, actor: Actor, projectId: string): Promise<void> {
  // Nothing changes, but the row is held: without it PostgreSQL lets two at once read the same base.
  await tx.project.updateMany({
    where: { id: projectId, ...visibleTo(actor) },
    data: { boardRevision: { increment: 0 } },
  });
  const found = await tx.project.findFirst({
    where: { id: projectId, ...visibleTo(actor) },
    select: { closedAt: true },
  });
  if (!found) throw new NotFound("Project");
  refuseClosed(found);
}

/** Refuses every change to a closed project with a sentence. */
export function refuseClosed({ closedAt }: { closedAt: Date | null }): void {
  if (closedAt) throw new Invalid("This project is closed. A project manager can reopen it on the sign-off page.");
}

/**
 * Every change that the board shows raises its revision and is the project's last change: watchers read the
 * board again. It holds the project's row until the end of the transaction: called first, it lets two at once
 * stand one after the other.
 */
export async function bumpBoard(tx: Pick<Tx, "project">, projectId: string): Promise<void> {
  await tx.project.update({ where: { id: projectId }, data: boardChanged() });
}

/** A changed answer or secret raises the revision of the answers and of the board. */
export async function bumpAnswers(tx: Pick<Tx, "project">, projectId: string): Promise<void> {
  const data = { ...boardChanged(), answersRevision: { increment: 1 } };
  await tx.project.update({ where: { id: projectId }, data });
}

/** What an update of a project carries when its board changes with it. */
export function boardChanged(): { boardRevision: { increment: number }; changedAt: Date } {
  return { boardRevision: { increment: 1 }, changedAt: new Date() };
}
