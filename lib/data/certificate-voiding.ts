import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { changedRows } from "@/lib/certificate/compare";
import { Content } from "@/lib/certificate/content";
import { voidedByRows } from "@/lib/certificate/void";
import type { Board } from "@/lib/engine/types";

import { audit, NOBODY } from "./audit";
import type { Tx } from "./db";
import { followers, notify } from "./notifications";

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
    select: { id: true, seq: true, issuedBy: true },
  });
  if (!standing) return;
  await tx.certificate.updateMany({
    where: { projectId, voidedAt: null },
    data: { voidedAt: new Date(), voidedBecause: because },
  });
  await notify(tx, {
    kind: "certificate.void",
    projectId,
    data: { seq: standing.seq, because },
    to: [standing.issuedBy, ...(await followers(tx, projectId))],
  });
  await audit(tx, actor, {
    action: "certificate.voided",
    projectId,
    subject: String(standing.seq),
    details: { because },
  });
}

/**
 * Why the standing certificate of a project no longer holds, as a sentence: by a new look, by age, by the end
 * of a waiver or of an attestation. undefined while it holds, or when there is none.
 */
export async function whyTurned(tx: Pick<Tx, "certificate">, { projectId, rows }: Board): Promise<string | undefined> {
  const standing = await tx.certificate.findFirst({
    where: { projectId, voidedAt: null },
    orderBy: { seq: "desc" },
    select: { content: true },
  });
  if (!standing) return undefined;
  const { rows: signed } = Content.parse(JSON.parse(standing.content));
  return voidedByRows(changedRows(signed, rows));
}

/** Voids the standing certificate when the board, of the project's present revision, no longer says the same. */
export async function voidIfTurned(tx: Tx, board: Board): Promise<void> {
  const because = await whyTurned(tx, board);
  if (because) await voidCertificate(tx, NOBODY, board.projectId, because);
}
