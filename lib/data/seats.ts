import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import type { AccessList } from "@/lib/auth/people";
import { NotFound } from "@/lib/errors";

import { proveProject } from "./access";
import { audit } from "./audit";
import { db, type Tx } from "./db";
import { proveMayInvite, unusedInvitations } from "./invitations";

const MOST = 200;

async function membersOf(tx: Tx, projectId: string): Promise<AccessList["members"]> {
  const [members, links] = await Promise.all([
    tx.membership.findMany({
      where: { projectId },
      include: { user: { select: { name: true, email: true, disabledAt: true } } },
      orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
      take: MOST,
    }),
    tx.oneTimeLink.findMany({
      where: { kind: "invitation", projectId, consumedBy: { not: null } },
      select: { consumedBy: true, createdBy: true },
      orderBy: { consumedAt: "asc" },
    }),
  ]);
  const ids = links.flatMap(({ createdBy }) => createdBy ?? []);
  const inviters = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(inviters.map(({ id, name }) => [id, name]));
  const inviterOf = new Map(links.map(({ consumedBy, createdBy }) => [consumedBy, names.get(createdBy ?? "")]));
  return members.map(({ userId, user, createdAt }) => {
    const invitedBy = inviterOf.get(userId);
    return {
      userId,
      name: user.name,
      email: user.email,
      since: createdAt.toISOString(),
      disabled: user.disabledAt !== null,
      ...(invitedBy ? { invitedBy } : {}),
    };
  });
}

/** Whose access or invitation was ended and did not begin again, newest first. */
async function endedSeats(tx: Tx, projectId: string, present: ReadonlySet<string>): Promise<AccessList["ended"]> {
  const entries = await tx.auditEntry.findMany({
    where: { projectId, action: { in: ["access.ended", "invitation.revoked"] } },
    orderBy: { seq: "desc" },
    take: MOST,
  });
  const seen = new Set(present);
  return entries.flatMap(({ subject, action, at, actorName }) => {
    if (!subject || seen.has(subject)) return [];
    seen.add(subject);
    const how = action === "access.ended" ? ("access-ended" as const) : ("invitation-revoked" as const);
    return [{ email: subject, how, at: at.toISOString(), by: actorName }];
  });
}

/** Who of the customer may see the project, who was invited, and whose seat ended. SESTEK's people only. */
export async function listAccess(actor: Actor, projectId: string): Promise<AccessList> {
  if (!isVendor(actor)) throw new NotFound("Project");
  return (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    const members = await membersOf(tx, projectId);
    const invitations = await unusedInvitations(tx, projectId);
    const present = new Set([...members, ...invitations].map(({ email }) => email));
    return { members, invitations, ended: await endedSeats(tx, projectId, present) };
  });
}

/** Ends a customer's access to one project; the next request and an open stream find nothing there. */
export async function endAccess(actor: Actor, projectId: string, userId: string): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    await proveMayInvite(tx, actor, projectId);
    const user = await tx.user.findFirst({
      where: { id: userId, memberships: { some: { projectId } } },
      select: { email: true },
    });
    if (!user) throw new NotFound("Person");
    await tx.membership.deleteMany({ where: { projectId, userId } });
    await audit(tx, actor, { action: "access.ended", projectId, subject: user.email });
  });
}
