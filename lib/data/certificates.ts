import "server-only";

import { z } from "zod";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { canonicalJson, contentHash } from "@/lib/certificate/canonical";
import { type CertificateContent, Content } from "@/lib/certificate/content";
import { freeze } from "@/lib/certificate/freeze";
import type { Board } from "@/lib/engine/types";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";

import { bumpBoard, proveOpenProject, proveProject, visibleTo } from "./access";
import { audit } from "./audit";
import { boardOf } from "./board";
import { voidIfTurned, whyTurned } from "./certificate-voiding";
import { db, type Tx } from "./db";
import { factsOf } from "./facts";
import { matrixHash } from "./matrix-words";
import { followers, notify } from "./notifications";
import { ACTIVE } from "./runs";

/** Anything else that an address holds in place of a number is the number of nothing. */
const SEQ = z.int32().positive();

/** A certificate as lists and banners show it. Times are ISO strings. */
export interface CertificateView {
  seq: number;
  by: string;
  at: string;
  hash: string;
  voided?: { at: string; because: string };
}

export interface Certificate extends CertificateView {
  content: CertificateContent;
}

interface CertificateRow {
  seq: number;
  issuedByName: string;
  issuedAt: Date;
  hash: string;
  voidedAt: Date | null;
  voidedBecause: string | null;
}

interface MatrixWordRow {
  side: string;
  personName: string;
  at: Date;
  matrixHash: string;
}

function view({ seq, issuedByName, issuedAt, hash, voidedAt, voidedBecause }: CertificateRow): CertificateView {
  return {
    seq,
    by: issuedByName,
    at: issuedAt.toISOString(),
    hash,
    ...(voidedAt ? { voided: { at: voidedAt.toISOString(), because: voidedBecause ?? "" } } : {}),
  };
}

type MatrixWords = CertificateContent["matrixWords"];

/** The last word of each side on the matrix of that hash. */
function lastWords(words: readonly MatrixWordRow[], hash: string): MatrixWords {
  const last = new Map(words.map((word) => [word.side, word]));
  return [...last.values()].map(({ side, personName, at, matrixHash: agreed }) => ({
    side: side === "customer" ? "customer" : "sestek",
    person: personName,
    at: at.toISOString(),
    holds: agreed === hash,
    matrixHash: agreed,
  }));
}

/** The content that a certificate would have now. The caller has proved access. */
async function standing(
  tx: Tx,
  projectId: string,
  board: Board,
  signing: { seq: number; by: string; role: string; now: Date },
): Promise<CertificateContent> {
  const [{ facts }, project, secrets, words] = await Promise.all([
    factsOf(tx, projectId),
    tx.project.findUniqueOrThrow({
      where: { id: projectId },
      select: { id: true, customer: true, environment: true, practice: true },
    }),
    tx.secret.findMany({ where: { projectId }, select: { field: true, hint: true, setBy: true, setAt: true } }),
    tx.matrixWord.findMany({ where: { projectId }, orderBy: { at: "asc" } }),
  ]);
  return freeze(
    {
      project,
      board,
      answers: facts.answers as Record<string, unknown>,
      secrets: secrets.map(({ field, hint, setBy, setAt }) => ({
        field,
        setBy,
        setAt: setAt.toISOString(),
        hint: JSON.parse(hint) as Record<string, unknown>,
      })),
      matrixWords: lastWords(words, matrixHash(facts.answers["resp.matrix"] ?? [])),
      policy: facts.policy,
    },
    signing,
  );
}

/** The people who may sign where the actor may not, for a sentence. */
async function othersWhoMay(tx: Tx, actor: Actor): Promise<string> {
  const people = await tx.user.findMany({
    where: { id: { not: actor.userId }, role: { in: ["engineer", "manager", "admin"] }, disabledAt: null },
    orderBy: { name: "asc" },
    take: 4,
    select: { name: true },
  });
  const names = people.map(({ name }) => name);
  if (names.length === 0) return "There is nobody else yet; an administrator can add an engineer.";
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `Ask one of them, or another engineer: ${shown}.` : `Ask one of them: ${shown}.`;
}

/** Why the actor may not sign now: the first of the reasons, as a sentence; undefined when nothing stands against it. */
async function refusal(tx: Tx, actor: Actor, board: Board, now: Date): Promise<Error | undefined> {
  const { projectId, summary } = board;
  if (!isVendor(actor)) return new Forbidden("An engineer or project manager of SESTEK signs the project off.");
  const run = await tx.run.findFirst({ where: { projectId, status: { in: ACTIVE } }, select: { seq: true } });
  if (run) return new Invalid(`Run ${run.seq} is still going. Sign off when it has ended.`);
  if (!summary.ready) {
    const open = summary.blocking + summary.unacknowledged;
    return new Invalid(
      open === 1
        ? "This project is not ready: 1 requirement stands against it. Settle what the checklist shows first."
        : `This project is not ready: ${open} requirements stand against it. Settle what the checklist shows first.`,
    );
  }
  const authors = await tx.waiver.findMany({
    where: { projectId, revokedAt: null, expiresAt: { gt: now } },
    select: { personId: true },
    distinct: ["personId"],
  });
  if (authors.length > 0 && authors.every(({ personId }) => personId === actor.userId))
    return new Forbidden(
      `Every accepted failure was accepted by you, so somebody else signs. ${await othersWhoMay(tx, actor)}`,
    );
  const valid = await tx.certificate.findFirst({ where: { projectId, voidedAt: null } });
  if (valid)
    return new Conflict(
      `Certificate ${valid.seq} was signed by ${valid.issuedByName} and still holds. It ends when something changes.`,
      view(valid),
    );
  return undefined;
}

/**
 * Signs a project off and freezes its certificate: all conditions, the content and the number in one
 * transaction. Two at the same time make one certificate; the other gets Conflict.
 */
export async function signOff(actor: Actor, projectId: string, now = new Date()): Promise<CertificateView> {
  return (await db()).$transaction(
    async (tx) => {
      await proveOpenProject(tx, actor, projectId);
      await bumpBoard(tx, projectId); // first of all: it lets one after the other in
      const board = await boardOf(projectId, now, tx);
      await voidIfTurned(tx, board);
      const against = await refusal(tx, actor, board, now);
      if (against) throw against;
      const last = await tx.certificate.findFirst({ where: { projectId }, orderBy: { seq: "desc" } });
      const seq = (last?.seq ?? 0) + 1;
      const content = Content.parse(
        await standing(tx, projectId, board, { seq, by: actor.name, role: actor.role, now }),
      );
      const hash = contentHash(content);
      const row = await tx.certificate.create({
        data: {
          projectId,
          seq,
          issuedBy: actor.userId,
          issuedByName: actor.name,
          issuedAt: now,
          content: canonicalJson(content),
          hash,
        },
      });
      await notify(tx, {
        kind: "certificate.issued",
        projectId,
        data: { by: actor.name, seq },
        to: await followers(tx, projectId),
        by: actor.userId,
      });
      await audit(tx, actor, {
        action: "certificate.issued",
        projectId,
        subject: String(seq),
        details: { hash },
      });
      return view(row);
    },
    { timeout: 20_000 },
  );
}

/** Looks whether the standing certificate still says what is so, and voids it when it does not. */
async function settle(projectId: string, now: Date): Promise<void> {
  const client = await db();
  const open = await client.certificate.findFirst({
    where: { projectId, voidedAt: null, project: { closedAt: null } },
    select: { id: true },
  });
  if (!open || !(await whyTurned(client, await boardOf(projectId, now)))) return;
  await client.$transaction(async (tx) => {
    await bumpBoard(tx, projectId);
    await voidIfTurned(tx, await boardOf(projectId, now, tx));
  });
}

/** The project's certificates, newest first. */
export async function listCertificates(actor: Actor, projectId: string, now = new Date()): Promise<CertificateView[]> {
  const client = await db();
  await proveProject(client, actor, projectId);
  await settle(projectId, now);
  const rows = await client.certificate.findMany({
    where: { projectId },
    orderBy: { seq: "desc" },
    omit: { content: true },
  });
  return rows.map(view);
}

/** One certificate with what it froze; NotFound for a missing and for a foreign one. */
export async function getCertificate(
  actor: Actor,
  projectId: string,
  seq: number,
  now = new Date(),
): Promise<Certificate> {
  const client = await db();
  await proveProject(client, actor, projectId);
  await settle(projectId, now);
  const row = SEQ.safeParse(seq).success
    ? await client.certificate.findFirst({ where: { projectId, seq, project: visibleTo(actor) } })
    : null;
  if (!row) throw new NotFound("Certificate");
  return { ...view(row), content: Content.parse(JSON.parse(row.content)) };
}

/** What a certificate would freeze now, to compare an older one with. */
export async function contentNow(actor: Actor, projectId: string, now = new Date()): Promise<CertificateContent> {
  const client = await db();
  await proveProject(client, actor, projectId);
  const signing = { seq: 1, by: actor.name, role: actor.role, now };
  return standing(client, projectId, await boardOf(projectId, now), signing);
}

/** Why the actor may not sign this board now, for the page; `signOff` decides for itself. */
export async function whyNotSign(actor: Actor, board: Board, now = new Date()): Promise<string | undefined> {
  const client = await db();
  await proveProject(client, actor, board.projectId);
  return (await refusal(client, actor, board, now))?.message;
}
