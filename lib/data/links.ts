import "server-only";

import { createHash, randomBytes } from "node:crypto";

import { type Actor, isVendor, ROLES, type Role } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import type { AccessList } from "@/lib/auth/people";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";

import { proveProject } from "./access";
import { db, type Tx } from "./db";

const DAY_MS = 86_400_000;
const SETUP_DAYS = 1;
const INVITATION_DAYS = 7;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,}$/;

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

function readEmail(email: string): string {
  const plain = email.trim().toLowerCase();
  if (!EMAIL.test(plain)) throw new Invalid("Enter an e-mail address such as jane@acme.example.", "email");
  return plain;
}

function readName(name: string): string {
  const plain = name.trim();
  if (plain.length < 2 || plain.length > 120) throw new Invalid("Enter your name, 2 to 120 characters.", "name");
  return plain;
}

async function makeLink(
  tx: Pick<Tx, "oneTimeLink">,
  data: {
    kind: "setup" | "invitation";
    days: number;
    projectId?: string;
    email?: string;
    role?: Role;
    createdBy?: string;
  },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const { days, ...rest } = data;
  await tx.oneTimeLink.create({
    data: { ...rest, tokenHash: hashOf(token), expiresAt: new Date(Date.now() + days * DAY_MS) },
  });
  return token;
}

/** While nobody can sign in: a new set-up link; earlier ones end. Undefined once a person exists. */
export async function ensureSetupLink(): Promise<string | undefined> {
  return (await db()).$transaction(async (tx) => {
    if ((await tx.user.count()) > 0) return undefined;
    await tx.oneTimeLink.updateMany({
      where: { kind: "setup", consumedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    return `/setup/${await makeLink(tx, { kind: "setup", days: SETUP_DAYS })}`;
  });
}

/** Whether a set-up link may still be used. */
export async function isOpenSetup(token: string): Promise<boolean> {
  const link = await openLink(await db(), token, "setup");
  return link !== undefined;
}

async function openLink(tx: Pick<Tx, "oneTimeLink">, token: string, kind: "setup" | "invitation") {
  const link = await tx.oneTimeLink.findUnique({
    where: { tokenHash: hashOf(token) },
    include: { project: { select: { customer: true, environment: true } } },
  });
  const open = link && link.kind === kind && !link.consumedAt && !link.revokedAt && link.expiresAt > new Date();
  return open ? link : undefined;
}

/** Uses a link up inside the transaction: of two at once, one gets nothing. */
async function consume(tx: Tx, id: string): Promise<void> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: { id, consumedAt: null, revokedAt: null },
    data: { consumedAt: new Date() },
  });
  if (count === 0) throw new NotFound("Link");
}

/** Makes the first administrator. The link works once. */
export async function redeemSetup(
  token: string,
  input: { name: string; email: string; password: string },
): Promise<{ email: string }> {
  const client = await db();
  const link = await openLink(client, token, "setup");
  if (!link) throw new NotFound("Link");
  const email = readEmail(input.email);
  const name = readName(input.name);
  const passwordHash = await hashPassword(input.password, email);
  return client.$transaction(async (tx) => {
    await consume(tx, link.id);
    if ((await tx.user.count()) > 0) throw new NotFound("Link");
    await tx.user.create({ data: { name, email, role: "admin", passwordHash } });
    return { email };
  });
}

export interface Invitation {
  email: string;
  role: Role;
  /** Named for a customer's invitation. */
  project?: { customer: string; environment: string };
  /** The address has an account: its owner signs in instead of choosing a password. */
  known: boolean;
}

/** What an invitation says; NotFound when it was used, revoked or has expired. */
export async function readInvitation(token: string): Promise<Invitation> {
  const client = await db();
  const link = await openLink(client, token, "invitation");
  if (!link?.email || !link.role) throw new NotFound("Invitation");
  const user = await client.user.findUnique({ where: { email: link.email }, select: { passwordHash: true } });
  return {
    email: link.email,
    role: link.role as Role,
    known: user?.passwordHash !== null && user !== null,
    ...(link.project ? { project: link.project } : {}),
  };
}

/** Lets a customer into exactly one project, by a single-use link that expires. */
export async function inviteCustomer(actor: Actor, projectId: string, address: string): Promise<{ path: string }> {
  if (actor.role !== "admin" && actor.role !== "manager")
    throw new Forbidden("A project manager invites the customer.");
  const email = readEmail(address);
  return (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    const user = await tx.user.findUnique({ where: { email }, select: { role: true } });
    if (user && user.role !== "customer")
      throw new Invalid("This person belongs to SESTEK and sees the project already.", "email");
    await tx.oneTimeLink.updateMany({
      where: { kind: "invitation", projectId, email, consumedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    return {
      path: `/invitation/${await makeLink(tx, { kind: "invitation", days: INVITATION_DAYS, projectId, email, role: "customer", createdBy: actor.userId })}`,
    };
  });
}

/** Makes an account for one of SESTEK's people, who chooses the password through the link. */
export async function createUser(actor: Actor, input: { email: string; role: Role }): Promise<{ path: string }> {
  if (actor.role !== "admin") throw new Forbidden("Only an administrator manages people.");
  if (!ROLES.includes(input.role) || input.role === "customer")
    throw new Invalid("Choose administrator, manager or engineer. Customers are invited from their project.", "role");
  const email = readEmail(input.email);
  return (await db()).$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email }, select: { passwordHash: true } });
    if (user) throw new Invalid("This address has an account already.", "email");
    await tx.oneTimeLink.updateMany({
      where: { kind: "invitation", projectId: null, email, consumedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    return {
      path: `/invitation/${await makeLink(tx, { kind: "invitation", days: INVITATION_DAYS, email, role: input.role, createdBy: actor.userId })}`,
    };
  });
}

/** Accepts an invitation: a new person chooses name and password, a known one must be signed in. */
export async function redeemInvitation(
  token: string,
  input: { name: string; password: string },
  actor: Actor | undefined,
): Promise<{ email: string; projectId?: string }> {
  const client = await db();
  const link = await openLink(client, token, "invitation");
  if (!link?.email || !link.role) throw new NotFound("Invitation");
  const { email, role, projectId } = link;
  const known = await client.user.findUnique({ where: { email } });
  if (known && actor?.userId !== known.id)
    throw new Invalid(`${email} has an account. Sign in with it, then open the link again.`);
  const created = known
    ? undefined
    : { name: readName(input.name), email, role, passwordHash: await hashPassword(input.password, email) };
  return client.$transaction(async (tx) => {
    await consume(tx, link.id);
    const user = known ?? (created ? await tx.user.create({ data: created }) : undefined);
    if (user && projectId)
      await tx.membership.upsert({
        where: { userId_projectId: { userId: user.id, projectId } },
        create: { userId: user.id, projectId },
        update: {},
      });
    return { email, ...(projectId ? { projectId } : {}) };
  });
}

/** Who of the customer may see the project, and who was invited. SESTEK's people only. */
export async function listAccess(actor: Actor, projectId: string): Promise<AccessList> {
  if (!isVendor(actor)) throw new NotFound("Page");
  const client = await db();
  await proveProject(client, actor, projectId);
  const [members, links] = await Promise.all([
    client.membership.findMany({
      where: { projectId },
      include: { user: { select: { name: true, email: true } } },
      orderBy: { createdAt: "asc" },
    }),
    client.oneTimeLink.findMany({
      where: { kind: "invitation", projectId, consumedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
      orderBy: { createdAt: "asc" },
    }),
  ]);
  return {
    members: members.map(({ userId, user, createdAt }) => ({ userId, ...user, since: createdAt.toISOString() })),
    invitations: links.map(({ id, email, expiresAt }) => ({
      id,
      email: email ?? "",
      expiresAt: expiresAt.toISOString(),
    })),
  };
}

/** Ends an invitation that nobody has used, or a customer's access. */
export async function revokeAccess(
  actor: Actor,
  projectId: string,
  what: { invitation: string } | { member: string },
): Promise<void> {
  if (actor.role !== "admin" && actor.role !== "manager") throw new Forbidden("A project manager ends access.");
  const client = await db();
  await proveProject(client, actor, projectId);
  if ("invitation" in what)
    await client.oneTimeLink.updateMany({
      where: { id: what.invitation, projectId, consumedAt: null },
      data: { revokedAt: new Date() },
    });
  else await client.membership.deleteMany({ where: { projectId, userId: what.member } });
}
