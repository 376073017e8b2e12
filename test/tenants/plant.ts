import { randomBytes, randomUUID } from "node:crypto";

import type { Actor, Role } from "@/lib/auth/actor";
import { contentHash } from "@/lib/certificate/canonical";
import { db } from "@/lib/data/db";
import { sampleContent } from "@/test/certificate";

import { CANARY, type Ids, MISSING } from "./ids";

/** A person without a password, let into a project if one is named. */
export async function plantPerson(role: Role, projectId?: string, mark: string = CANARY): Promise<Actor> {
  const email = `${role}-${randomUUID()}@${mark.toLowerCase()}.example`;
  const client = await db();
  const { id: userId, name } = await client.user.create({ data: { name: `${role} ${mark}`, email, role } });
  if (projectId) await client.membership.create({ data: { userId, projectId } });
  return { userId, name, email, role };
}

/** One customer's project with something of every kind in it, and its customer. */
export async function plantTenant(): Promise<{ ids: Ids; customer: Actor }> {
  const client = await db();
  const mark = `${CANARY}${randomUUID().slice(0, 8)}`;
  const by = { authorId: "planter", authorName: `Planter ${mark}` };
  const { id: projectId } = await client.project.create({
    data: {
      customer: `${mark} Bank`,
      environment: `Vault ${mark}`,
      createdBy: "planter",
      runSeq: 1,
      practice: true,
      practiceMistakes: "[]",
      answers: {
        create: [
          { ...by, field: "db.host", value: JSON.stringify(`${mark.toLowerCase()}.example`) },
          { ...by, field: "ns.list", value: JSON.stringify([{ name: mark.toLowerCase(), role: "common" }]) },
        ],
      },
      runs: {
        create: {
          seq: 1,
          status: "done",
          scope: "{}",
          requestedBy: "planter",
          requestedByName: by.authorName,
          catalogueVersion: "1",
        },
      },
    },
  });
  const customer = await plantPerson("customer", projectId, mark);
  const bytes = new TextEncoder().encode(`${mark} evidence\n`);
  const attestation = await client.attestation.create({
    data: {
      projectId,
      requirementId: "ts-host",
      statement: `It holds, says ${mark}.`,
      holds: true,
      personId: customer.userId,
      personName: customer.name,
      personRole: "customer",
      expiresAt: new Date(Date.now() + 9e8),
      fileName: `${mark}.txt`,
      fileType: "text/plain",
      fileSize: bytes.length,
      fileSha256: "0".repeat(64),
      fileBytes: bytes,
    },
  });
  const comment = await client.comment.create({
    data: {
      projectId,
      requirementId: "ts-host",
      authorId: customer.userId,
      authorName: customer.name,
      authorRole: "customer",
      text: `A remark of ${mark}`,
      files: {
        create: { name: `${mark}.txt`, type: "text/plain", size: bytes.length, sha256: "0".repeat(64), bytes },
      },
    },
    include: { files: true },
  });
  const invitation = await client.oneTimeLink.create({
    data: {
      kind: "invitation",
      tokenHash: randomUUID(),
      projectId,
      email: `guest-${randomUUID()}@${mark.toLowerCase()}.example`,
      role: "customer",
      expiresAt: new Date(Date.now() + 9e8),
    },
  });
  const signed = sampleContent(3);
  await client.certificate.create({
    data: {
      projectId,
      seq: 1,
      issuedBy: customer.userId,
      issuedByName: mark,
      content: JSON.stringify({ ...signed, seq: 1, project: { ...signed.project, customer: mark } }),
      hash: contentHash(signed),
      voidedAt: new Date(),
      voidedBecause: `${mark} changed an answer.`,
    },
  });
  const errand = await client.errand.create({
    data: {
      projectId,
      kind: "terminal",
      codeHash: randomBytes(32).toString("hex"),
      plan: "{}",
      createdBy: "planter",
      createdName: by.authorName,
      expiresAt: new Date(Date.now() + 9e8),
    },
  });
  const ids: Ids = {
    ...MISSING,
    projectId,
    attestationId: attestation.id,
    commentId: comment.id,
    fileId: comment.files[0]?.id ?? "",
    invitationId: invitation.id,
    userId: customer.userId,
    seq: "1",
    errandId: errand.id,
    mark,
  };
  return { ids, customer };
}

/** What the worker keeps of a board by itself, whenever it comes to it. */
const FOLDED = {
  ...{ foldedRevision: true, foldedAt: true, ready: true, blocking: true, failing: true, settled: true },
  ...{ applicable: true, mustAct: true, toAct: true, progress: true, trend: true, searchText: true },
} as const;

/** All that the database holds of a project, to see that nothing changed. */
export async function stateOf(projectId: string): Promise<string> {
  const client = await db();
  const of = { where: { projectId } };
  const rows = await Promise.all([
    client.project.findUnique({ where: { id: projectId }, omit: FOLDED }),
    client.membership.findMany(of),
    client.oneTimeLink.findMany(of),
    client.answer.findMany(of),
    client.secret.findMany(of),
    client.run.findMany(of),
    client.attestation.findMany({ ...of, omit: { fileBytes: true } }),
    client.waiver.findMany(of),
    client.requirementWork.findMany(of),
    client.comment.findMany(of),
    client.certificate.findMany(of),
    client.matrixWord.findMany(of),
    client.projectProduct.findMany(of),
    client.errand.findMany(of),
    client.user.findMany({ where: { memberships: { some: of.where } } }),
  ]);
  return JSON.stringify(rows);
}
