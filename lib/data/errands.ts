import "server-only";

import { randomBytes, timingSafeEqual } from "node:crypto";

import type { Actor } from "@/lib/auth/actor";
import type { ErrandKind, ErrandOutcome, ErrandView } from "@/lib/errands";
import { Invalid } from "@/lib/errors";
import { sha256 } from "@/lib/terminal/seal";

import { proveOpenProject, proveProject } from "./access";
import { audit, NOBODY } from "./audit";
import { db, type Tx } from "./db";

const DAY_MS = 86_400_000;
/** Days in which the result of an errand may come back. */
export const VALID_DAYS = 7;
const LISTED = 50;

/** An errand as its own kind's code needs it; nobody's access is proved by having one. */
export type ErrandRow = NonNullable<Awaited<ReturnType<Tx["errand"]["findUnique"]>>>;

interface NewErrand {
  projectId: string;
  kind: ErrandKind;
  plan: unknown;
  sealedKey?: string;
  keyId?: string;
}

/** Hands an errand out with its one-time code (or the key given for it), which is kept as a hash only. */
export async function createErrand(
  tx: Tx,
  actor: Actor,
  input: NewErrand,
  code = randomBytes(24).toString("base64url"),
): Promise<{ id: string; code: string; expiresAt: Date }> {
  const { id, expiresAt } = await writeErrand(tx, actor, input, code);
  const { projectId, kind } = input;
  await audit(tx, actor, { action: "errand.handed-out", projectId, subject: kind, details: { errandId: id } });
  return { id, code, expiresAt };
}

/** Writes an errand down without handing anything out: for a result that needs no code. */
export async function writeErrand(
  tx: Tx,
  actor: Actor,
  { projectId, kind, plan, sealedKey, keyId }: NewErrand,
  code: string,
): Promise<{ id: string; expiresAt: Date }> {
  await proveOpenProject(tx, actor, projectId);
  const expiresAt = new Date(Date.now() + VALID_DAYS * DAY_MS);
  const { id } = await tx.errand.create({
    data: {
      projectId,
      kind,
      plan: JSON.stringify(plan),
      codeHash: sha256(code),
      sealedKey: sealedKey ?? null,
      keyId: keyId ?? null,
      createdBy: actor.userId,
      createdName: actor.name,
      expiresAt,
    },
  });
  return { id, expiresAt };
}

function view(row: ErrandRow): ErrandView {
  const outcome = row.outcome ? (JSON.parse(row.outcome) as ErrandOutcome) : undefined;
  const state = row.takenAt
    ? "taken"
    : row.revokedAt
      ? "revoked"
      : row.expiresAt <= new Date()
        ? "expired"
        : outcome?.because
          ? "refused"
          : "waiting";
  return {
    id: row.id,
    kind: row.kind as ErrandKind,
    state,
    by: row.createdName,
    at: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(row.takenAt ? { takenAt: row.takenAt.toISOString() } : {}),
    ...(row.host ? { host: row.host } : {}),
    ...(outcome ? { outcome } : {}),
  };
}

/** The errands of those kinds, the newest first. */
export async function listErrands(
  actor: Actor,
  projectId: string,
  kinds: readonly ErrandKind[],
): Promise<ErrandView[]> {
  const client = await db();
  await proveProject(client, actor, projectId);
  const rows = await client.errand.findMany({
    where: { projectId, kind: { in: [...kinds] } },
    orderBy: { createdAt: "desc" },
    take: LISTED,
  });
  return rows.map(view);
}

/** Takes an errand back: its result is then refused. One that was taken stays as it is. */
export async function revokeErrand(actor: Actor, projectId: string, id: string): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    const { count } = await tx.errand.updateMany({
      where: { id, projectId, takenAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw new Invalid("Its result was taken already, or it was taken back before.");
    await audit(tx, actor, { action: "errand.revoked", projectId, subject: id });
  });
}

/** True when the code is the one that was handed out; compared in constant time. */
export function isItsCode(errand: Pick<ErrandRow, "codeHash"> | null, code: string): boolean {
  const expected = Buffer.from(errand?.codeHash ?? sha256(randomBytes(8).toString("hex")), "hex");
  const given = Buffer.from(sha256(code), "hex");
  return timingSafeEqual(expected, given) && errand !== null;
}

/** Two hashes in hexadecimal, compared in constant time. */
export function sameHash(one: string, other: string): boolean {
  const left = Buffer.from(sha256(one), "hex");
  const right = Buffer.from(sha256(other), "hex");
  return timingSafeEqual(left, right);
}

/** Why an errand takes no result any more; undefined while it does. */
export function closedBecause({ takenAt, host, revokedAt, expiresAt }: ErrandRow, now: Date): string | undefined {
  if (takenAt)
    return `Its result was taken already (from ${host}, ${takenAt.toISOString().slice(0, 10)}). Hand out a new one to look again.`;
  if (revokedAt) return "It was taken back. Hand out a new one and run that.";
  if (expiresAt <= now)
    return `Its time ended on ${expiresAt.toISOString().slice(0, 10)}. Hand out a new one and run that.`;
  return undefined;
}

/** Notes a refused result in the audit log, and on the errand while that is still open. */
export async function noteRefusal(
  who: Actor | undefined,
  errand: Pick<ErrandRow, "id" | "projectId"> | { id?: undefined; projectId: string },
  because: string,
): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    const { id, projectId } = errand;
    if (id)
      await tx.errand.updateMany({
        where: { id, takenAt: null, revokedAt: null },
        data: { outcome: JSON.stringify({ because, at: new Date().toISOString() } satisfies ErrandOutcome) },
      });
    await audit(tx, who ?? NOBODY, {
      action: "errand.refused",
      projectId,
      ...(id ? { subject: id } : {}),
      details: { because },
    });
  });
}

/** Takes a result; when it is refused with a sentence, the refusal is noted. */
export async function refusalsNoted<Taken>(
  who: Actor | undefined,
  errand: Parameters<typeof noteRefusal>[1],
  take: () => Promise<Taken>,
): Promise<Taken> {
  try {
    return await take();
  } catch (error) {
    if (error instanceof Invalid) await noteRefusal(who, errand, error.message);
    throw error;
  }
}

/** Closes an errand with its result, inside the caller's transaction; of two at once, one is refused. */
export async function settleErrand(
  tx: Tx,
  who: Actor | undefined,
  errand: Pick<ErrandRow, "id" | "projectId">,
  result: { host: string; digest: string; outcome: ErrandOutcome },
): Promise<void> {
  const { host, digest, outcome } = result;
  const { count } = await tx.errand.updateMany({
    where: { id: errand.id, takenAt: null, revokedAt: null },
    data: { takenAt: new Date(), host, resultSha256: digest, outcome: JSON.stringify(outcome) },
  });
  if (count === 0) throw new Invalid("Its result was taken just now. Hand out a new one to look again.");
  await audit(tx, who ?? NOBODY, {
    action: "errand.taken",
    projectId: errand.projectId,
    subject: errand.id,
    details: { host, taken: outcome.taken ?? 0, refused: outcome.refused?.length ?? 0 },
  });
}
