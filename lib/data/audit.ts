import "server-only";

import { createHash } from "node:crypto";

import type { AuditAction } from "@/lib/audit/vocabulary";
import type { Actor } from "@/lib/auth/actor";
import { callerAddress } from "@/lib/auth/caller";
import { env } from "@/lib/env";

import type { Tx } from "./db";

/** Who an entry names when nobody of flesh did it: the worker, or a stranger. */
export const NOBODY: Pick<Actor, "name" | "role"> & { userId?: undefined } = {
  name: "Knovvu Readiness",
  role: "admin",
};
const FIRST_HASH = "0".repeat(64);
/** Of PostgreSQL, where several transactions write at once: one after the other hangs its entry on the chain. */
const CHAIN_LOCK = 727_073_70;

export interface AuditInput {
  action: AuditAction;
  projectId?: string;
  /** A field, a requirement, a person, a run: what it was done to. */
  subject?: string;
  /** Further particulars; never a secret, never a whole text that a person wrote. */
  details?: Record<string, unknown>;
}

interface Chained {
  at: Date;
  actorId: string | null;
  actorName: string;
  actorRole: string;
  address: string | null;
  projectId: string | null;
  action: string;
  subject: string | null;
  details: string;
  previousHash: string;
}

/** The hash of an entry: over all that it says and the hash before it (quality bar 70). */
export function entryHash(entry: Chained): string {
  const { at, actorId, actorName, actorRole, address, projectId, action, subject, details, previousHash } = entry;
  const said = [at.toISOString(), actorId, actorName, actorRole, address, projectId, action, subject, details];
  return createHash("sha256")
    .update(JSON.stringify([previousHash, ...said]))
    .digest("hex");
}

type Doer = Pick<Actor, "name" | "role"> & { userId?: string | undefined };

/** Adds an entry to the audit log, in the transaction of what it tells: both happen, or neither. */
export function audit(tx: Tx, actor: Doer, input: AuditInput): Promise<void> {
  return auditAll(tx, actor, [input]);
}

/** Adds several entries at once, in order; without any nothing happens. */
export async function auditAll(tx: Tx, actor: Doer, inputs: readonly AuditInput[]): Promise<void> {
  if (inputs.length === 0) return;
  if (!env().DATABASE_URL.startsWith("file:")) await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`;
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { hash: true } });
  const at = new Date();
  let previousHash = last?.hash ?? FIRST_HASH;
  const data = inputs.map(({ action, projectId, subject, details }) => {
    const entry: Chained = {
      at,
      actorId: actor.userId ?? null,
      actorName: actor.name,
      actorRole: actor.userId ? actor.role : "system",
      address: callerAddress() ?? null,
      projectId: projectId ?? null,
      action,
      subject: subject ?? null,
      details: JSON.stringify(details ?? {}),
      previousHash,
    };
    previousHash = entryHash(entry);
    return { ...entry, hash: previousHash };
  });
  await tx.auditEntry.createMany({ data });
}

/** Reads the whole chain and returns the number of the first entry that does not fit, if any. */
export async function brokenLink(tx: Pick<Tx, "auditEntry">): Promise<number | undefined> {
  const PAGE = 1_000;
  let previousHash = FIRST_HASH;
  for (let after = 0; ; ) {
    const page = await tx.auditEntry.findMany({ where: { seq: { gt: after } }, orderBy: { seq: "asc" }, take: PAGE });
    for (const { seq, hash, ...entry } of page) {
      if (entry.previousHash !== previousHash || entryHash(entry) !== hash) return seq;
      previousHash = hash;
    }
    const end = page.at(-1);
    if (!end || page.length < PAGE) return undefined;
    after = end.seq;
  }
}
