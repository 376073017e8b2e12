import "server-only";

import { type Actor, isVendor, mayAttest } from "@/lib/auth/actor";
import type { AttestationRecord } from "@/lib/engine/types";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { isRequirementId, requirement } from "@/lib/requirements/catalogue";

import { bumpBoard, proveOpenProject, visibleTo } from "./access";
import { audit } from "./audit";
import { db } from "./db";
import { type GivenFile, readEvidence } from "./evidence-file";
import { proveMatrixComplete } from "./matrix";

const DAY_MS = 86_400_000;
interface AttestationRow {
  id: string;
  requirementId: string;
  statement: string;
  holds: boolean;
  note: string | null;
  personName: string;
  personRole: string;
  at: Date;
  expiresAt: Date;
  fileName: string | null;
  fileSize: number | null;
  fileSha256: string | null;
}

/** A row of the table as the board shows it; the file's bytes stay behind. */
export function attestationView(row: AttestationRow): AttestationRecord {
  return {
    id: row.id,
    requirementId: row.requirementId,
    statement: row.statement,
    holds: row.holds,
    person: row.personName,
    role: row.personRole,
    at: row.at.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(row.note ? { note: row.note } : {}),
    ...(row.fileName
      ? { evidenceFile: { name: row.fileName, size: row.fileSize ?? 0, sha256: row.fileSha256 ?? "" } }
      : {}),
  };
}

/** Records a person's word, with the text that was shown (catalogue 1.9). */
export async function attest(
  actor: Actor,
  input: { projectId: string; requirementId: string; holds: boolean; note?: string; days?: number; file?: GivenFile },
): Promise<AttestationRecord> {
  const asked = isRequirementId(input.requirementId) ? requirement(input.requirementId).attestation : undefined;
  if (!asked) throw new Invalid("This requirement cannot be attested.");
  if (!mayAttest(actor.role, asked.by)) throw new Forbidden("SESTEK's project manager attests this.");
  const days = input.days ?? asked.expiresInDays;
  if (!Number.isInteger(days) || days < 1 || days > asked.expiresInDays)
    throw new Invalid(`Choose an expiry of 1 to ${asked.expiresInDays} days.`, "days");
  const note = input.note?.trim();
  if (note && note.length > 2000) throw new Invalid("Use at most 2000 characters for the note.", "note");
  const now = new Date();
  const file = input.file ? readEvidence(input.file) : undefined;
  const attached = file
    ? {
        fileName: file.name,
        fileType: file.type,
        fileSize: file.size,
        fileSha256: file.sha256,
        fileBytes: file.bytes,
      }
    : {};
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  return (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, input.projectId);
    if (input.requirementId === "prj-matrix" && input.holds) await proveMatrixComplete(tx, input.projectId);
    await bumpBoard(tx, input.projectId);
    await tx.attestation.updateMany({
      where: { projectId: input.projectId, requirementId: input.requirementId, withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    const row = await tx.attestation.create({
      data: {
        projectId: input.projectId,
        requirementId: input.requirementId,
        statement: asked.statement,
        holds: input.holds,
        note: note || null,
        personId: actor.userId,
        personName: actor.name,
        personRole: actor.role,
        at: now,
        expiresAt,
        ...attached,
      },
      omit: { fileBytes: true },
    });
    await audit(tx, actor, {
      action: "attestation.given",
      projectId: input.projectId,
      subject: input.requirementId,
      details: {
        holds: input.holds,
        expiresAt: expiresAt.toISOString(),
        ...(file ? { file: file.name, sha256: file.sha256 } : {}),
      },
    });
    return attestationView(row);
  });
}

/** Takes a person's word back; the record stays. */
export async function withdrawAttestation(actor: Actor, projectId: string, requirementId: string): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    await bumpBoard(tx, projectId);
    const mine = isVendor(actor) ? {} : { personId: actor.userId };
    const { count } = await tx.attestation.updateMany({
      where: { projectId, requirementId, withdrawnAt: null, ...mine },
      data: { withdrawnAt: new Date() },
    });
    if (count === 0) throw new Forbidden("There is no attestation of yours to withdraw.");
    await audit(tx, actor, { action: "attestation.withdrawn", projectId, subject: requirementId });
  });
}

/** The evidence file of an attestation, to be served as a download only. */
export async function evidenceFile(
  actor: Actor,
  projectId: string,
  attestationId: string,
): Promise<{ name: string; type: string; bytes: Uint8Array<ArrayBuffer> }> {
  const row = await (await db()).attestation.findFirst({
    where: { id: attestationId, projectId, project: visibleTo(actor) },
  });
  if (!row?.fileBytes || !row.fileName) throw new NotFound("File");
  return { name: row.fileName, type: row.fileType ?? "application/octet-stream", bytes: new Uint8Array(row.fileBytes) };
}
