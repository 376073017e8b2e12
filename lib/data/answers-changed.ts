import "server-only";

import type { Actor } from "@/lib/auth/actor";
import type { FieldId } from "@/lib/intake/answers";
import { field, sectionOf } from "@/lib/intake/sections";

import { bumpAnswers } from "./access";
import type { NOBODY } from "./audit";
import { voidCertificate } from "./certificate-voiding";
import type { Tx } from "./db";

/** Sentences that name what changed, and in which section it is asked. */
export const BECAUSE = {
  answer: (name: string, id: FieldId) => `${name} changed the answer to "${field(id).label}" (${sectionOf(id).title}).`,
  answers: (name: string, id: FieldId, count: number) =>
    `${name} changed ${count} answers by a file, among them the one to "${field(id).label}" (${sectionOf(id).title}).`,
  secretSet: (name: string, id: FieldId) => `${name} set the secret "${field(id).label}" (${sectionOf(id).title}).`,
  secretRemoved: (name: string, id: FieldId) =>
    `${name} removed the secret "${field(id).label}" (${sectionOf(id).title}).`,
};

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
