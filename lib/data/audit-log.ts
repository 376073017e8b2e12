import "server-only";

import type { AuditQuery } from "@/lib/audit/query";
import type { AuditAction, AuditView } from "@/lib/audit/vocabulary";
import { type Actor, isVendor } from "@/lib/auth/actor";
import { NotFound } from "@/lib/errors";
import { dayAfter, dayBegins } from "@/lib/messages/days";
import { searchText, searchWords } from "@/lib/messages/search";

import { proveProject } from "./access";
import { NOBODY } from "./audit";
import { db } from "./db";
import type { Prisma, PrismaClient } from "./generated/sqlite/client";

const PAGE = 50;
const EXPORT_PAGE = 500;
const MOST_NAMED = 200;
/** How far a clock may have been set back between two entries without one being overlooked. */
const SLACK_MS = 86_400_000;

/** An entry with the project's name and the links of its chain. */
export interface AuditRow extends AuditView {
  project?: string;
  hash: string;
  previousHash: string;
}
export interface AuditPage {
  entries: AuditRow[];
  older?: number;
  newer?: number;
}
/** The log of everything, for administrators, or that of one project, for SESTEK's people. */
export type AuditScope = { projectId?: string };

type Where = Prisma.AuditEntryWhereInput;
type Stored = Prisma.AuditEntryGetPayload<object>;

/** One stored entry as pages show it. */
export function auditView(row: Omit<Stored, "actorId" | "hash" | "previousHash">): AuditView {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actor: row.actorName,
    role: row.actorRole,
    action: row.action as AuditAction,
    details: JSON.parse(row.details) as Record<string, unknown>,
    ...(row.address ? { address: row.address } : {}),
    ...(row.projectId ? { projectId: row.projectId } : {}),
    ...(row.subject ? { subject: row.subject } : {}),
  };
}

async function prove(client: PrismaClient, actor: Actor, { projectId }: AuditScope): Promise<void> {
  if (projectId === undefined ? actor.role !== "admin" : !isVendor(actor)) throw new NotFound("Page");
  if (projectId !== undefined) await proveProject(client, actor, projectId);
}

/** Entries of the people whose name or e-mail has these words; the application itself is one of them. */
async function byPerson(client: PrismaClient, person: string): Promise<Where> {
  const wanted = searchWords(person);
  const fits = (text: string) => wanted.every((word) => searchText(text).includes(word));
  const users = await client.user.findMany({ select: { id: true, name: true, email: true } });
  const ids = users.filter(({ name, email }) => fits(`${name} ${email}`)).map(({ id }) => id);
  const people: Where = { actorId: { in: ids.slice(0, MOST_NAMED) } };
  return fits(NOBODY.name) ? { OR: [people, { actorId: null }] } : people;
}

async function ofProject(client: PrismaClient, project: string): Promise<Where> {
  const found = await client.project.findMany({
    where: { OR: [{ id: project }, { AND: searchWords(project).map((word) => ({ searchText: { contains: word } })) }] },
    select: { id: true },
    take: MOST_NAMED,
  });
  return { projectId: { in: found.map(({ id }) => id) } };
}

/**
 * Entries between two moments. The numbers grow with the time, so the ends are looked up and the rest of the log is
 * never read; a clock that was set back by less than a day hides nothing.
 */
async function between(client: PrismaClient, from: Date | undefined, to: Date | undefined): Promise<Where> {
  const [last, first] = await Promise.all([
    from &&
      client.auditEntry.findFirst({
        where: { at: { lt: new Date(from.getTime() - SLACK_MS) } },
        orderBy: { at: "desc" },
        select: { seq: true },
      }),
    to &&
      client.auditEntry.findFirst({
        where: { at: { gte: new Date(to.getTime() + SLACK_MS) } },
        orderBy: { at: "asc" },
        select: { seq: true },
      }),
  ]);
  return {
    at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) },
    seq: { ...(last ? { gt: last.seq } : {}), ...(first ? { lt: first.seq } : {}) },
  };
}

async function narrowed(
  client: PrismaClient,
  query: AuditQuery,
  { projectId }: AuditScope,
  timeZone: string | undefined,
): Promise<Where[]> {
  const { person, action, project, subject, from, to } = query;
  const where: Where[] = [];
  if (projectId !== undefined) where.push({ projectId });
  else if (project) where.push(await ofProject(client, project));
  if (person) where.push(await byPerson(client, person));
  if (action) where.push({ action });
  if (subject) where.push({ subject });
  if (from || to) {
    const begins = from ? dayBegins(from, timeZone) : undefined;
    where.push(await between(client, begins, to ? dayBegins(dayAfter(to, 1), timeZone) : undefined));
  }
  return where;
}

/** Names of projects by id, null for one that is gone. */
type ProjectNames = Map<string, string | null>;

/** Entries with their projects' names; names that are asked for are kept in `names`. */
async function named(
  client: PrismaClient,
  rows: readonly Stored[],
  names: ProjectNames = new Map(),
): Promise<AuditRow[]> {
  const ids = new Set(rows.flatMap(({ projectId }) => (projectId && !names.has(projectId) ? [projectId] : [])));
  if (ids.size > 0) {
    const found = await client.project.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, customer: true, environment: true },
    });
    for (const id of ids) names.set(id, null);
    for (const { id, customer, environment } of found) names.set(id, `${customer}, ${environment}`);
  }
  return rows.map((row) => {
    const project = names.get(row.projectId ?? "");
    // Spread into a new object, each entry would get a hidden class of its own, which outlives it.
    return Object.assign(
      auditView(row),
      { hash: row.hash, previousHash: row.previousHash },
      project ? { project } : undefined,
    );
  });
}

/**
 * A page of the log, newest first. Administrators read all of it, SESTEK's people that of one project; for
 * everybody else there is none. Days are those of the viewer's zone.
 */
export async function listAudit(actor: Actor, query: AuditQuery, scope: AuditScope = {}): Promise<AuditPage> {
  const client = await db();
  await prove(client, actor, scope);
  const where = await narrowed(client, query, scope, actor.timeZone);
  const back = query.after !== undefined;
  const edge: Where[] = back
    ? [{ seq: { gt: query.after as number } }]
    : query.before === undefined
      ? []
      : [{ seq: { lt: query.before } }];
  const found = await client.auditEntry.findMany({
    where: { AND: [...where, ...edge] },
    orderBy: { seq: back ? "asc" : "desc" },
    take: PAGE + 1,
  });
  if (back && found.length === 0) return listAudit(actor, { ...query, after: undefined }, scope);
  const page = found.slice(0, PAGE);
  if (back) page.reverse();
  const more = found.length > PAGE;
  const [first, last] = [page[0], page.at(-1)];
  return {
    entries: await named(client, page),
    ...(last && (back || more) ? { older: last.seq } : {}),
    ...(first && (back ? more : query.before !== undefined) ? { newer: first.seq } : {}),
  };
}

/**
 * What is asked of the log, oldest first, a few hundred entries at a time and up to the newest of this moment:
 * however long the log is, only one part of it is in memory. Access is proved before the first part.
 */
export async function exportAudit(
  actor: Actor,
  query: AuditQuery,
  scope: AuditScope = {},
): Promise<AsyncGenerator<AuditRow[]>> {
  const client = await db();
  await prove(client, actor, scope);
  const where = await narrowed(client, query, scope, actor.timeZone);
  const newest = await client.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
  const names: ProjectNames = new Map();
  async function* parts(): AsyncGenerator<AuditRow[]> {
    for (let after = 0; ; ) {
      const page = await client.auditEntry.findMany({
        where: { AND: [...where, { seq: { gt: after, lte: newest?.seq ?? 0 } }] },
        orderBy: { seq: "asc" },
        take: EXPORT_PAGE,
      });
      const last = page.at(-1);
      const more = page.length === EXPORT_PAGE;
      if (page.length > 0) yield await named(client, page, names);
      // Prisma's promise keeps its answer until the next full collection (a getter made anew with each): leave it empty.
      page.length = 0;
      if (!last || !more) return;
      after = last.seq;
    }
  }
  return parts();
}
