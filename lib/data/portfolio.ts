import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { dayAfter } from "@/lib/messages/days";
import { searchWords } from "@/lib/messages/search";
import { type Cursor, type PortfolioQuery, readCursor, type Sort, writeCursor } from "@/lib/portfolio/query";
import type { PortfolioPage, PortfolioRow, Standing } from "@/lib/portfolio/standing";
import { ACTORS, type WhoActs } from "@/lib/requirements/vocabulary";

import { visibleTo } from "./access";
import { db } from "./db";
import { FOLD_AGAIN_MS, TREND_DAYS } from "./fold-projects";
import type { Prisma, PrismaClient } from "./generated/sqlite/client";

const PAGE = 25;
/** What was counted longer ago than this may have aged: nothing is called ready by it. */
const COUNTED_MS = 2 * FOLD_AGAIN_MS;

const COLUMN = {
  customer: "searchText",
  readiness: "progress",
  blocking: "blocking",
  acting: "toAct",
  install: "installStart",
  changed: "changedAt",
  trend: "trend",
} as const satisfies Record<Sort, keyof Prisma.ProjectWhereInput>;

type Where = Prisma.ProjectWhereInput;

/** The projects that statistics count: open ones that are no practice. */
export const OPEN_AND_REAL = { closedAt: null, practice: false } as const;

const counted = (client: PrismaClient, now: Date): Where => ({
  foldedRevision: { equals: client.project.fields.boardRevision },
  foldedAt: { gt: new Date(now.getTime() - COUNTED_MS) },
});

function shown({ show }: PortfolioQuery, client: PrismaClient, now: Date): Where {
  if (show === "all") return {};
  if (show === "closed") return { closedAt: { not: null } };
  if (show === "practice") return { practice: true };
  if (show === "open") return { closedAt: null };
  if (show === "real") return OPEN_AND_REAL;
  if (show === "ready") return { closedAt: null, ready: true, ...counted(client, now) };
  return { closedAt: null, ready: false, foldedAt: { not: null } };
}

/** An installation that begins within the days or is under way. */
function installWithin(days: number, today: string): Where {
  return {
    installStart: { lte: dayAfter(today, days) },
    OR: [{ installEnd: { gte: today } }, { installEnd: null, installStart: { gte: today } }],
  };
}

/** Rows after the cursor in the order; without a value they stand last, whichever the direction. */
function beyond([value, id]: Cursor, sort: Sort, dir: "asc" | "desc", nullsFirst: boolean): Where {
  const column = COLUMN[sort];
  const then = dir === "asc" ? { gt: id } : { lt: id };
  const tied = (same: unknown): Where => ({ [column]: same, id: then });
  if (value === null) return nullsFirst ? { OR: [tied(null), { [column]: { not: null } }] } : tied(null);
  const at = sort === "changed" ? new Date(value) : value;
  const further: Where[] = [{ [column]: dir === "asc" ? { gt: at } : { lt: at } }, tied(at)];
  return { OR: sort === "install" && !nullsFirst ? [...further, { installStart: null }] : further };
}

/** True when the value of a cursor fits the column it is meant for. */
function fits([value]: Cursor, sort: Sort): boolean {
  if (sort === "customer") return typeof value === "string";
  if (sort === "install") return value === null || typeof value === "string";
  if (sort === "changed") return typeof value === "string" && !Number.isNaN(Date.parse(value));
  return typeof value === "number" && Number.isInteger(value);
}

function order(sort: Sort, dir: "asc" | "desc", nullsFirst: boolean): Prisma.ProjectOrderByWithRelationInput[] {
  const nulls = nullsFirst ? ("first" as const) : ("last" as const);
  return [sort === "install" ? { installStart: { sort: dir, nulls } } : { [COLUMN[sort]]: dir }, { id: dir }];
}

const SELECT = {
  id: true,
  customer: true,
  environment: true,
  practice: true,
  closedAt: true,
  boardRevision: true,
  foldedRevision: true,
  foldedAt: true,
  ready: true,
  blocking: true,
  failing: true,
  settled: true,
  applicable: true,
  mustAct: true,
  toAct: true,
  progress: true,
  trend: true,
  searchText: true,
  installStart: true,
  installEnd: true,
  changedAt: true,
} as const;
type Found = Prisma.ProjectGetPayload<{ select: typeof SELECT }>;

function standingOf({ ready, foldedAt, foldedRevision, boardRevision, closedAt }: Found, now: Date): Standing {
  if (!foldedAt) return "uncounted";
  if (!ready) return "not-ready";
  const fresh = closedAt !== null || now.getTime() - foldedAt.getTime() < COUNTED_MS;
  return fresh && foldedRevision === boardRevision ? "ready" : "recounting";
}

function view(row: Found, trend: PortfolioRow["trend"], now: Date): PortfolioRow {
  const { id, customer, environment, practice, blocking, failing, settled, applicable } = row;
  const acting = JSON.parse(row.mustAct) as Partial<Record<WhoActs, number>>;
  return {
    id,
    customer,
    environment,
    practice,
    standing: standingOf(row, now),
    blocking,
    failing,
    settled,
    applicable,
    mustAct: ACTORS.flatMap((who) => (acting[who] ? [{ who, count: acting[who] }] : [])),
    changedAt: row.changedAt.toISOString(),
    trend,
    ...(row.closedAt ? { closedAt: row.closedAt.toISOString() } : {}),
    ...(row.installStart ? { installStart: row.installStart } : {}),
    ...(row.installEnd ? { installEnd: row.installEnd } : {}),
  };
}

function cursorOf(row: Found, sort: Sort): string {
  const value = row[COLUMN[sort]];
  return writeCursor([value instanceof Date ? value.toISOString() : value, row.id]);
}

async function trendsOf(client: PrismaClient, ids: readonly string[]): Promise<Map<string, PortfolioRow["trend"]>> {
  const found = await client.project.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, days: { orderBy: { day: "desc" }, take: TREND_DAYS, select: { day: true, blocking: true } } },
  });
  return new Map(found.map(({ id, days }) => [id, days.reverse()]));
}

/**
 * One page of the projects that the actor may see, from the columns that the worker keeps: no board is folded
 * here. `today` is the viewer's day. Keyset paging: what is added or taken away shifts no page.
 */
export async function listPortfolio(
  actor: Actor,
  query: PortfolioQuery,
  { today, now = new Date() }: { today: string; now?: Date },
): Promise<PortfolioPage> {
  const client = await db();
  const { sort, dir, within, who, requirement } = query;
  const where: Where = {
    AND: [
      visibleTo(actor),
      shown(query, client, now),
      ...searchWords(query.q).map((word) => ({ searchText: { contains: word } })),
      ...(within ? [installWithin(within, today)] : []),
      ...(who ? [{ mustAct: { contains: `"${who}":` } }] : []),
      ...(requirement ? [{ rowStates: { some: { requirementId: requirement, blocks: true } } }] : []),
    ],
  };
  const given = readCursor(query.before ?? query.after);
  const cursor = given && fits(given, sort) ? given : undefined;
  const back = cursor !== undefined && query.before !== undefined;
  const towards = back ? (dir === "asc" ? "desc" : "asc") : dir;
  const [found, total] = await Promise.all([
    client.project.findMany({
      where: cursor ? { AND: [where, beyond(cursor, sort, towards, back)] } : where,
      orderBy: order(sort, towards, back),
      take: PAGE + 1,
      select: SELECT,
    }),
    client.project.count({ where }),
  ]);
  if (back && found.length === 0) return listPortfolio(actor, { ...query, before: undefined }, { today, now });
  const page = found.slice(0, PAGE);
  if (back) page.reverse();
  const more = found.length > PAGE;
  const trends = await trendsOf(
    client,
    page.map(({ id }) => id),
  );
  const [first, last] = [page[0], page.at(-1)];
  return {
    rows: page.map((row) => view(row, trends.get(row.id) ?? [], now)),
    total,
    any: total > 0 || (await client.project.count({ where: visibleTo(actor) })) > 0,
    ...(last && (back || more) ? { after: cursorOf(last, sort) } : {}),
    ...(first && (back ? more : cursor) ? { before: cursorOf(first, sort) } : {}),
  };
}
