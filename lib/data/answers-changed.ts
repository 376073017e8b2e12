import "server-only";

import type { Actor } from "@/lib/auth/actor";

import { bumpAnswers } from "./access";
import type { NOBODY } from "./audit";
import { voidCertificate } from "./certificate-voiding";
import type { Tx } from "./db";

/**
 * What every change of an answer or of a stored secret entails: new revisions, and the end of a certificate
 * that was signed on the old ones. `because` is the sentence that names what changed and by whom. Called
 * first, it lets a sign-off at the same time end, or wait.
 */
export async function answersChanged(
  tx: Tx,
  actor: Actor | typeof NOBODY,
  projectId: string,
  because: string,
): Promise<void> {
  await bumpAnswers(tx, projectId);
  await voidCertificate(tx, actor, projectId, because);
}
