import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { isRequirementId } from "@/lib/requirements/catalogue";
import type { CommentView, ProjectPerson } from "@/lib/work/types";

import { bumpBoard, proveOpenProject, proveProject, visibleTo } from "./access";
import { audit } from "./audit";
import { db, type Tx } from "./db";
import { type EvidenceFile, type GivenFile, readEvidence } from "./evidence-file";
import { notify } from "./notifications";
import { peopleWhoSee } from "./project-people";

const LONGEST_TEXT = 4_000;
const MOST_FILES = 3;
const PAGE = 30;
/** Signs that are not shown and can turn a text around. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export interface CommentInput {
  projectId: string;
  /** Without one the remark is on the project. */
  requirementId?: string;
  /** Made by the sender: the same remark sent twice is written once. */
  key?: string;
  text: string;
  /** SESTEK's own. */
  internal: boolean;
  /** Ids of people whose name stands in the text behind an @. */
  mentions: readonly string[];
  files: readonly GivenFile[];
}

/** A customer sees what is meant for him; SESTEK's people see all. */
const seenBy = (actor: Actor) => (isVendor(actor) ? {} : { internal: false });

const WITH_FILES = {
  files: { select: { id: true, name: true, size: true }, orderBy: { id: "asc" } },
} as const;

interface CommentRow {
  id: string;
  authorId: string;
  authorName: string;
  authorRole: string;
  internal: boolean;
  text: string;
  mentions: string;
  at: Date;
  removedAt: Date | null;
  files: { id: string; name: string; size: number }[];
}

const idsIn = ({ mentions }: CommentRow) => JSON.parse(mentions) as string[];

/** Names of everybody whom these remarks mention. */
async function namesIn(tx: Pick<Tx, "user">, rows: readonly CommentRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(idsIn))];
  if (ids.length === 0) return new Map();
  const people = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

function view(row: CommentRow, actor: Actor, names: ReadonlyMap<string, string>): CommentView {
  const removed = row.removedAt !== null;
  return {
    id: row.id,
    author: row.authorName,
    vendor: row.authorRole !== "customer",
    mine: row.authorId === actor.userId,
    internal: row.internal,
    at: row.at.toISOString(),
    text: removed ? "" : row.text,
    mentions: removed ? [] : idsIn(row).flatMap((id) => names.get(id) ?? []),
    files: removed ? [] : row.files,
    removed,
  };
}

/** The text without what is not shown; lines stay lines. */
function readText(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n");
  const plain = lines
    .map((line) => line.replaceAll("\t", " ").replaceAll(UNSEEN, ""))
    .join("\n")
    .trim();
  if (plain === "") throw new Invalid("Write something first.", "text");
  if (plain.length > LONGEST_TEXT) throw new Invalid(`Use at most ${LONGEST_TEXT} characters.`, "text");
  return plain;
}

/** Ids of those of the named people who may read the remark and whose name stands in it. */
function readMentions(people: readonly ProjectPerson[], { mentions, internal }: CommentInput, text: string) {
  return people
    .filter(({ id, name, vendor }) => mentions.includes(id) && text.includes(`@${name}`) && (vendor || !internal))
    .map(({ id }) => id);
}

/**
 * Writes a remark on a requirement or on the project. Throws Invalid for an empty or too long text and for a
 * file that is not accepted, Forbidden when a customer calls his remark internal.
 */
export async function addComment(actor: Actor, input: CommentInput): Promise<CommentView> {
  const { projectId, requirementId, internal, key } = input;
  if (internal && !isVendor(actor)) throw new Forbidden("Only SESTEK's people write internal comments.");
  if (requirementId !== undefined && !isRequirementId(requirementId))
    throw new Invalid("This requirement does not exist.");
  if (key !== undefined && !/^[\da-f]{32}$/.test(key))
    throw new Invalid("The comment could not be read. Send it again.");
  const text = readText(input.text);
  if (input.files.length > MOST_FILES) throw new Invalid(`Attach at most ${MOST_FILES} files to a comment.`, "file");
  const files = input.files.map(readEvidence);
  return (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    await bumpBoard(tx, projectId);
    const known = key ? await tx.comment.findUnique({ where: { id: key }, include: WITH_FILES }) : null;
    if (known && (known.authorId !== actor.userId || known.projectId !== projectId))
      throw new Invalid("The comment could not be read. Send it again.");
    const row = known ?? (await write(tx, actor, { ...input, text }, files));
    return view(row, actor, await namesIn(tx, [row]));
  });
}

async function write(tx: Tx, actor: Actor, input: CommentInput, files: readonly EvidenceFile[]): Promise<CommentRow> {
  const { projectId, requirementId, internal, text, key } = input;
  const mentions = readMentions(await peopleWhoSee(tx, projectId), input, text);
  const row = await tx.comment.create({
    data: {
      ...(key ? { id: key } : {}),
      projectId,
      requirementId: requirementId ?? null,
      authorId: actor.userId,
      authorName: actor.name,
      authorRole: actor.role,
      internal,
      text,
      mentions: JSON.stringify(mentions),
      files: { create: [...files] },
    },
    include: WITH_FILES,
  });
  await notify(tx, {
    kind: "mentioned",
    projectId,
    data: { by: actor.name, requirements: requirementId ? [requirementId] : [] },
    to: mentions,
    by: actor.userId,
  });
  await audit(tx, actor, {
    action: "comment.added",
    projectId,
    ...(requirementId ? { subject: requirementId } : {}),
    details: {
      comment: row.id,
      ...(internal ? { internal } : {}),
      ...(mentions.length > 0 ? { mentions } : {}),
      ...(files.length > 0 ? { files: files.map(({ name, sha256 }) => ({ name, sha256 })) } : {}),
    },
  });
  return row;
}

/** Remarks on a requirement, or on the project without one: newest first, a page at a time before `before`. */
export async function listComments(
  actor: Actor,
  projectId: string,
  where: { requirementId?: string; before?: string },
): Promise<{ comments: CommentView[]; next?: string }> {
  const client = await db();
  await proveProject(client, actor, projectId);
  const rows = await client.comment.findMany({
    where: { projectId, requirementId: where.requirementId ?? null, ...seenBy(actor) },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    include: WITH_FILES,
    ...(where.before ? { cursor: { id: where.before }, skip: 1 } : {}),
  });
  const names = await namesIn(client, rows);
  const comments = rows.slice(0, PAGE).map((row) => view(row, actor, names));
  const last = comments.at(-1);
  return { comments, ...(rows.length > PAGE && last ? { next: last.id } : {}) };
}

/** Takes one's own remark back: what it said and its files are shown no more, that it was there stays. */
export async function removeComment(actor: Actor, projectId: string, commentId: string): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    await bumpBoard(tx, projectId);
    const row = await tx.comment.findFirst({ where: { id: commentId, projectId, ...seenBy(actor) } });
    if (!row) throw new NotFound("Comment");
    if (row.authorId !== actor.userId) throw new Forbidden("Only the person who wrote a comment removes it.");
    const { count } = await tx.comment.updateMany({
      where: { id: commentId, removedAt: null },
      data: { removedAt: new Date() },
    });
    if (count > 0)
      await audit(tx, actor, {
        action: "comment.removed",
        projectId,
        ...(row.requirementId ? { subject: row.requirementId } : {}),
        details: { comment: row.id, ...(row.internal ? { internal: true } : {}) },
      });
  });
}

/** A file of a remark that the actor may read, to be served as a download only. */
export async function commentFile(
  actor: Actor,
  projectId: string,
  fileId: string,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const row = await (await db()).commentFile.findFirst({
    where: { id: fileId, comment: { projectId, removedAt: null, project: visibleTo(actor), ...seenBy(actor) } },
  });
  if (!row) throw new NotFound("File");
  return { name: row.name, bytes: new Uint8Array(row.bytes) };
}
