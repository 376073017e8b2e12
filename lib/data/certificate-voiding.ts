import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { changedRows } from "@/lib/certificate/compare";
import { Content } from "@/lib/certificate/content";
import { voidedByRows } from "@/lib/certificate/void";
import type { Board } from "@/lib/engine/types";

import { audit, NOBODY } from "./audit";
import type { Tx } from "./db";

/**
 * Marks the standing certificate of a project as void, for the reason in a sentence. Call it after the
 * project's row was written in the same transaction: a sign-off at the same time has then ended, or waits.
 */
export async function voidCertificate(
  tx: Tx,
  actor: Actor | typeof NOBODY,
  projectId: string,
  because: string,
): Promise<void> {
  const standing = await tx.certificate.findFirst({
    where: { projectId, voidedAt: null },
    orderBy: { seq: "desc" },
    select: { id: true, seq: true },
  });
  if (!standing) return;
  await tx.certificate.updateMany({
    where: { projectId, voidedAt: null },
    data: { voidedAt: new Date(), voidedBecause: because },
  });
  await audit(tx, actor, {
    action: "certificate.voided",
    projectId,
    subject: String(standing.seq),
    details: { because },
  });
}

/**
 * Voids the standing certificate when the board no longer says what it says: by a new look, by age, by the
 * end of a waiver or of an attestation. The board must be the one of the project's present revision.
 */
export async function voidIfTurned(tx: Tx, board: Board): Promise<boolean> {
  const { projectId, rows } = board;
  const standing = await tx.certificate.findFirst({
    where: { projectId, voidedAt: null },
    orderBy: { seq: "desc" },
    select: { content: true },
  });
  if (!standing) return false;
  const { rows: signed } = Content.parse(JSON.parse(standing.content));
  const because = voidedByRows(changedRows(signed, rows));
  if (!because) return false;
  await voidCertificate(tx, NOBODY, projectId, because);
  return true;
}
