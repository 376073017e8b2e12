import "server-only";

import { createHash } from "node:crypto";

import { type Actor, isVendor } from "@/lib/auth/actor";
import type { AttestationRecord } from "@/lib/engine/types";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { isRequirementId, requirement } from "@/lib/requirements/catalogue";

import { bumpBoard, proveProject, visibleTo } from "./access";
import { db } from "./db";

const DAY_MS = 86_400_000;
const LARGEST_FILE = 10 * 1024 * 1024;
const FILE_TYPES: Record<string, { extensions: RegExp; magic?: readonly number[] }> = {
  "application/pdf": { extensions: /\.pdf$/i, magic: [0x25, 0x50, 0x44, 0x46] },
  "image/png": { extensions: /\.png$/i, magic: [0x89, 0x50, 0x4e, 0x47] },
  "text/plain": { extensions: /\.(txt|log)$/i },
  "text/csv": { extensions: /\.csv$/i },
};

export interface EvidenceFile {
  name: string;
  bytes: Uint8Array;
}

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

/** Type by content and extension together: PDF, PNG, TXT or CSV of at most 10 MiB (catalogue 1.9). */
function fileType({ name, bytes }: EvidenceFile): string {
  if (bytes.length > LARGEST_FILE) throw new Invalid("The file is larger than 10 MiB.", "file");
  if (bytes.length === 0) throw new Invalid("The file is empty.", "file");
  const found = Object.entries(FILE_TYPES).find(([, { extensions }]) => extensions.test(name));
  const magic = found?.[1].magic;
  const fits = magic ? magic.every((byte, at) => bytes[at] === byte) : !bytes.subarray(0, 4096).includes(0);
  if (!found || !fits) throw new Invalid("Attach a PDF, PNG, TXT or CSV file whose content is of that kind.", "file");
  return found[0];
}

function mayAttest(actor: Actor, by: "customer" | "manager" | "either"): boolean {
  if (by === "either") return true;
  return by === "manager" ? actor.role === "manager" || actor.role === "admin" : true;
}

/** Records a person's word, with the text that was shown (catalogue 1.9). */
export async function attest(
  actor: Actor,
  input: { projectId: string; requirementId: string; holds: boolean; note?: string; file?: EvidenceFile },
): Promise<AttestationRecord> {
  const asked = isRequirementId(input.requirementId) ? requirement(input.requirementId).attestation : undefined;
  if (!asked) throw new Invalid("This requirement cannot be attested.");
  if (!mayAttest(actor, asked.by)) throw new Forbidden("SESTEK's project manager attests this.");
  const note = input.note?.trim();
  if (note && note.length > 2000) throw new Invalid("Use at most 2000 characters for the note.", "note");
  const { file } = input;
  const now = new Date();
  const attached = file
    ? {
        fileName: file.name.replaceAll(/[^\w.() -]/g, "_").slice(-120),
        fileType: fileType(file),
        fileSize: file.bytes.length,
        fileSha256: createHash("sha256").update(file.bytes).digest("hex"),
        fileBytes: new Uint8Array(file.bytes),
      }
    : {};
  return (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, input.projectId);
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
        expiresAt: new Date(now.getTime() + asked.expiresInDays * DAY_MS),
        ...attached,
      },
      omit: { fileBytes: true },
    });
    await bumpBoard(tx, input.projectId);
    return attestationView(row);
  });
}

/** Takes a person's word back; the record stays. */
export async function withdrawAttestation(actor: Actor, projectId: string, requirementId: string): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    const mine = isVendor(actor) ? {} : { personId: actor.userId };
    const { count } = await tx.attestation.updateMany({
      where: { projectId, requirementId, withdrawnAt: null, ...mine },
      data: { withdrawnAt: new Date() },
    });
    if (count === 0) throw new Forbidden("There is no attestation of yours to withdraw.");
    await bumpBoard(tx, projectId);
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
