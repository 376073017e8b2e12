import "server-only";

import { type Actor, ROLES, type Role } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { type LinkEnd, type MadeLink, type OpenInvitation, readEmail, readName } from "@/lib/auth/people";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";

import { proveProject } from "./access";
import { audit } from "./audit";
import { db, type Tx } from "./db";
import { consume, endOf, findLink, makeLink, openLink, revokeLinks } from "./links";

const MOST_AT_ONCE = 20;

/** Inviting and ending access are for managers and administrators, in a project that they see. */
export async function proveMayInvite(tx: Tx, actor: Actor, projectId: string): Promise<void> {
  await proveProject(tx, actor, projectId);
  if (actor.role !== "admin" && actor.role !== "manager")
    throw new Forbidden("A project manager decides who of the customer sees this project.");
}

/** A new link for one address; an earlier one of the same address ends in the same transaction. */
async function invite(
  tx: Tx,
  actor: Actor,
  { email, role, projectId }: { email: string; role: Role; projectId?: string },
): Promise<MadeLink> {
  const replaced = await revokeLinks(tx, { kind: "invitation", email, projectId: projectId ?? null });
  const scope = projectId ? { projectId } : {};
  const path = await makeLink(tx, { kind: "invitation", email, role, createdBy: actor.userId, ...scope });
  const details = { role, ...(replaced > 0 ? { replaced } : {}) };
  await audit(tx, actor, { action: "person.invited", subject: email, details, ...scope });
  return { email, path };
}

/** Lets people of the customer into exactly one project, each by a single-use link that expires. All or none. */
export async function inviteCustomers(
  actor: Actor,
  projectId: string,
  addresses: readonly string[],
): Promise<MadeLink[]> {
  return (await db()).$transaction(async (tx) => {
    await proveMayInvite(tx, actor, projectId);
    const given = [...new Set(addresses.map((one) => one.trim().toLowerCase()).filter(Boolean))];
    if (given.length === 0) throw new Invalid("Enter at least one e-mail address.", "email");
    if (given.length > MOST_AT_ONCE) throw new Invalid(`Invite at most ${MOST_AT_ONCE} people at once.`, "email");
    const made: MadeLink[] = [];
    for (const one of given) made.push(await inviteOne(tx, actor, projectId, one));
    return made;
  });
}

async function inviteOne(tx: Tx, actor: Actor, projectId: string, address: string): Promise<MadeLink> {
  let email: string;
  try {
    email = readEmail(address);
  } catch {
    throw new Invalid(
      `${address.slice(0, 80)} is not an e-mail address such as jane@acme.example. Nobody was invited.`,
      "email",
    );
  }
  const user = await tx.user.findUnique({
    where: { email },
    select: { role: true, memberships: { where: { projectId }, select: { userId: true } } },
  });
  if (user && user.role !== "customer")
    throw new Invalid(`${email} belongs to SESTEK and sees the project already. Nobody was invited.`, "email");
  if (user && user.memberships.length > 0)
    throw new Invalid(`${email} sees this project already. Nobody was invited.`, "email");
  return invite(tx, actor, { email, role: "customer", projectId });
}

function proveAdmin(actor: Actor): void {
  if (actor.role !== "admin") throw new Forbidden("Only an administrator manages people.");
}

/** A link for one of SESTEK's people, who chooses the password through it. */
export async function inviteColleague(actor: Actor, input: { email: string; role: Role }): Promise<MadeLink> {
  proveAdmin(actor);
  if (!ROLES.includes(input.role) || input.role === "customer")
    throw new Invalid("Choose administrator, manager or engineer. Customers are invited from their project.", "role");
  const email = readEmail(input.email);
  return (await db()).$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
      throw new Invalid("This address has an account already.", "email");
    return invite(tx, actor, { email, role: input.role });
  });
}

/** The unused invitation of a project, or of SESTEK's own people without one; proves that the actor may change it. */
async function unusedInvitation(tx: Tx, actor: Actor, projectId: string | undefined, invitationId: string) {
  if (projectId === undefined) proveAdmin(actor);
  else await proveMayInvite(tx, actor, projectId);
  const link = await tx.oneTimeLink.findFirst({
    where: { id: invitationId, kind: "invitation", projectId: projectId ?? null, consumedAt: null, revokedAt: null },
  });
  if (!link?.email || !link.role) throw new NotFound("Invitation");
  return { email: link.email, role: link.role as Role };
}

/** A new link in the place of one that was not used; the old one ends. Without a project: of SESTEK's people. */
export async function resendInvitation(
  actor: Actor,
  projectId: string | undefined,
  invitationId: string,
): Promise<MadeLink> {
  return (await db()).$transaction(async (tx) => {
    const { email, role } = await unusedInvitation(tx, actor, projectId, invitationId);
    return invite(tx, actor, { email, role, ...(projectId ? { projectId } : {}) });
  });
}

/** Takes an unused invitation back. Without a project: of SESTEK's people. */
export async function revokeInvitation(
  actor: Actor,
  projectId: string | undefined,
  invitationId: string,
): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    const { email } = await unusedInvitation(tx, actor, projectId, invitationId);
    await revokeLinks(tx, { kind: "invitation", id: invitationId });
    await audit(tx, actor, { action: "invitation.revoked", subject: email, ...(projectId ? { projectId } : {}) });
  });
}

/** Invitations that nobody has used or taken back, expired ones too. The caller has proved access. */
export async function unusedInvitations(tx: Tx, projectId: string | null): Promise<OpenInvitation[]> {
  const links = await tx.oneTimeLink.findMany({
    where: { kind: "invitation", projectId, consumedAt: null, revokedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 200,
  });
  const ids = links.flatMap(({ createdBy }) => createdBy ?? []);
  const inviters = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(inviters.map(({ id, name }) => [id, name]));
  return links.map((link) => {
    const invitedBy = names.get(link.createdBy ?? "");
    return {
      id: link.id,
      email: link.email ?? "",
      role: (link.role ?? "customer") as Role,
      invitedAt: link.createdAt.toISOString(),
      expiresAt: link.expiresAt.toISOString(),
      expired: endOf(link) === "expired",
      ...(invitedBy ? { invitedBy } : {}),
    };
  });
}

/** Invitations of SESTEK's own people that wait. Administrators only. */
export async function invitedColleagues(actor: Actor): Promise<OpenInvitation[]> {
  proveAdmin(actor);
  return unusedInvitations(await db(), null);
}

export interface Invitation {
  email: string;
  role: Role;
  /** Named for a customer's invitation. */
  project?: { customer: string; environment: string };
  /** The address has an account: its owner signs in instead of choosing a password. */
  known: boolean;
  /** Why it does nothing any more. */
  end?: LinkEnd;
}

/** What an invitation says. Reading it changes nothing. NotFound when it was never made. */
export async function readInvitation(token: string): Promise<Invitation> {
  const client = await db();
  const { email, role, project, end } = await findLink(client, token, "invitation");
  if (!email || !role) throw new NotFound("Link");
  const known = (await client.user.count({ where: { email } })) > 0;
  return { email, role: role as Role, known, ...(project ? { project } : {}), ...(end ? { end } : {}) };
}

/** Lets a person into the invitation's project, and says so in the audit log; inside the caller's transaction. */
export async function join(
  tx: Tx,
  person: Pick<Actor, "userId" | "name" | "email" | "role">,
  link: { id: string; projectId: string | null },
): Promise<void> {
  const { userId } = person;
  const { projectId } = link;
  await consume(tx, link.id, userId);
  if (!projectId) return;
  const key = { userId, projectId };
  await tx.membership.upsert({ where: { userId_projectId: key }, create: key, update: {} });
  await audit(tx, person, { action: "person.joined", projectId, subject: person.email });
}

/** Accepts an invitation: a new person chooses name and password, a known one must be signed in. */
export async function redeemInvitation(
  token: string,
  input: { name: string; password: string },
  actor: Actor | undefined,
): Promise<{ email: string; projectId?: string }> {
  const client = await db();
  const link = await openLink(client, token, "invitation");
  if (!link.email || !link.role) throw new NotFound("Link");
  const { email, projectId } = link;
  const role = link.role as Role;
  const answer = { email, ...(projectId ? { projectId } : {}) };
  if (actor && actor.email !== email)
    throw new Invalid(
      `You are signed in as ${actor.email}, and this invitation is for ${email}. Sign out, then open the link again.`,
    );
  const known = await client.user.findUnique({ where: { email }, select: { id: true } });
  if (known && !projectId) throw new Invalid(`${email} has an account already. Sign in with it.`);
  if (known && !actor) throw new Invalid(`${email} has an account. Sign in with it, then open the link again.`);
  if (actor) {
    await client.$transaction((tx) => join(tx, actor, link));
    return answer;
  }
  const name = readName(input.name);
  const passwordHash = await hashPassword(input.password, email);
  return client.$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
      throw new Invalid(`${email} has an account. Sign in with it, then open the link again.`);
    const { id: userId } = await tx.user.create({ data: { name, email, role, passwordHash } });
    const person = { userId, name, email, role };
    await audit(tx, person, { action: "person.created", subject: email, details: { role, by: "invitation" } });
    await join(tx, person, link);
    return answer;
  });
}
