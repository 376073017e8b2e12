import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { env } from "@/lib/env";
import { Forbidden, Invalid } from "@/lib/errors";
import type { FieldId } from "@/lib/intake/answers";

import { bumpBoard, proveOpenProject, proveProject } from "./access";
import { audit, NOBODY } from "./audit";
import { voidCertificate } from "./certificate-voiding";
import { db, type Tx } from "./db";
import { ACTIVE } from "./runs";
import { markStale } from "./staleness";

const DAY_MS = 86_400_000;

/** How a project ended, as pages show it. Times are ISO strings. */
export interface Closing {
  closed?: { at: string; by: string };
  /** Secrets that are stored now. */
  secrets: number;
  /** When the secrets go, while they have not gone. */
  purgeAt?: string;
  /** When they were removed. */
  purgedAt?: string;
}

function proveMayClose({ role }: Actor): void {
  if (role !== "admin" && role !== "manager") throw new Forbidden("A project manager closes a project, or reopens it.");
}

/** Removes every secret of a project for good; what was seen with them counts no longer. Returns how many. */
async function purge(tx: Tx, actor: Actor | typeof NOBODY, projectId: string, now: Date): Promise<number> {
  const secrets = await tx.secret.findMany({ where: { projectId }, select: { field: true } });
  await tx.secret.deleteMany({ where: { projectId } });
  await tx.errand.updateMany({
    where: { projectId, sealedKey: { not: null } },
    data: { sealedKey: null, keyId: null },
  });
  for (const { field } of secrets) await markStale(tx, projectId, field as FieldId, now);
  await tx.project.update({
    where: { id: projectId },
    data: { secretsPurgedAt: now, purgeSecretsAt: null, boardRevision: { increment: 1 } },
  });
  await audit(tx, actor, {
    action: "secrets.purged",
    projectId,
    details: { count: secrets.length, fields: secrets.map(({ field }) => field) },
  });
  return secrets.length;
}

/**
 * Closes a project: no run, answer or secret is taken any more. Its secrets go at once, or by the worker
 * after the configured days. Refused for engineers and customers, while a run is going, and when closed.
 */
export async function closeProject(
  actor: Actor,
  projectId: string,
  secrets: "at-once" | "later",
  now = new Date(),
): Promise<void> {
  const days = env().SECRET_RETENTION_DAYS;
  await (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    proveMayClose(actor);
    await bumpBoard(tx, projectId);
    const run = await tx.run.findFirst({ where: { projectId, status: { in: ACTIVE } }, select: { seq: true } });
    if (run) throw new Invalid(`Run ${run.seq} is still going. Wait for it, or stop it, then close the project.`);
    await tx.project.update({
      where: { id: projectId },
      data: {
        closedAt: now,
        closedBy: actor.name,
        purgeSecretsAt: new Date(now.getTime() + days * DAY_MS),
        secretsPurgedAt: null,
      },
    });
    await tx.errand.updateMany({ where: { projectId, takenAt: null, revokedAt: null }, data: { revokedAt: now } });
    await audit(tx, actor, { action: "project.closed", projectId, details: { secrets, days } });
    if (secrets === "at-once" || days === 0) await purge(tx, actor, projectId, now);
  });
}

/** Opens a closed project again. Secrets that were removed must be given again; a certificate ends with them. */
export async function reopenProject(actor: Actor, projectId: string): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    proveMayClose(actor);
    await bumpBoard(tx, projectId);
    const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    if (!project.closedAt) throw new Invalid("This project is open.");
    await tx.project.update({
      where: { id: projectId },
      data: { closedAt: null, closedBy: null, purgeSecretsAt: null, secretsPurgedAt: null },
    });
    await audit(tx, actor, { action: "project.reopened", projectId });
    if (project.secretsPurgedAt)
      await voidCertificate(
        tx,
        actor,
        projectId,
        `${actor.name} reopened the project after its secrets had been removed.`,
      );
  });
}

/** Removes the secrets of closed projects whose day has come; the worker calls it again and again. */
export async function purgeDueSecrets(now = new Date()): Promise<number> {
  const client = await db();
  const due = await client.project.findMany({
    where: { purgeSecretsAt: { lte: now }, secretsPurgedAt: null, closedAt: { not: null } },
    select: { id: true },
  });
  for (const { id } of due)
    await client.$transaction(async (tx) => {
      const still = await tx.project.count({ where: { id, purgeSecretsAt: { lte: now }, closedAt: { not: null } } });
      if (still > 0) await purge(tx, NOBODY, id, now);
    });
  return due.length;
}

/** How a project ended, and what became of its secrets. */
export async function getClosing(actor: Actor, projectId: string): Promise<Closing> {
  const client = await db();
  await proveProject(client, actor, projectId);
  const { closedAt, closedBy, purgeSecretsAt, secretsPurgedAt, _count } = await client.project.findUniqueOrThrow({
    where: { id: projectId },
    select: {
      closedAt: true,
      closedBy: true,
      purgeSecretsAt: true,
      secretsPurgedAt: true,
      _count: { select: { secrets: true } },
    },
  });
  return {
    secrets: _count.secrets,
    ...(closedAt ? { closed: { at: closedAt.toISOString(), by: closedBy ?? "" } } : {}),
    ...(purgeSecretsAt ? { purgeAt: purgeSecretsAt.toISOString() } : {}),
    ...(secretsPurgedAt ? { purgedAt: secretsPurgedAt.toISOString() } : {}),
  };
}
