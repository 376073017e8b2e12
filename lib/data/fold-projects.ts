import "server-only";

import type { Board, BoardRow } from "@/lib/engine/types";

import { auditAll, NOBODY } from "./audit";
import { boardOf } from "./board";
import { voidIfTurned } from "./certificate-voiding";
import { db, type Tx } from "./db";
import { followers, notify } from "./notifications";
import { keepColumns } from "./project-columns";

/** Verdicts change by age as well: every open project is folded again after this time. */
export const FOLD_AGAIN_MS = 3_600_000;
/** Days of the trend that the portfolio draws. */
export const TREND_DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_AT_ONCE = 20;

/** A row whose verdict is another one than when its board was last folded. */
export interface Turned {
  row: BoardRow;
  /** A verdict, or "none" for a row that nobody had looked at. */
  before: string;
}

const verdictOf = ({ verdict }: BoardRow) => verdict ?? "none";

/** Open failing rows by who must act. */
function mustAct(rows: readonly BoardRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { settled, verdict, whoActs } of rows)
    if (!settled && verdict === "fail") counts[whoActs] = (counts[whoActs] ?? 0) + 1;
  return counts;
}

/** Writes the rows that differ from the stored ones, and each turn into the log; returns those whose verdict turned. */
async function writeRows(tx: Tx, projectId: string, rows: readonly BoardRow[], now: Date): Promise<Turned[]> {
  const stored = new Map((await tx.rowState.findMany({ where: { projectId } })).map((row) => [row.requirementId, row]));
  const turned: Turned[] = [];
  const first: Turned[] = [];
  const added = [];
  for (const row of rows) {
    const { id: requirementId, blocks, settled } = row;
    const verdict = verdictOf(row);
    const old = stored.get(requirementId);
    const red = verdict === "fail" || verdict === "could-not-tell";
    const redAt = old?.redAt ?? (red && !settled ? now : null);
    const greenAt = settled && old?.redAt ? (old.greenAt ?? now) : null;
    const daysToGreen = redAt && greenAt ? Math.floor((greenAt.getTime() - redAt.getTime()) / DAY_MS) : null;
    const times = { redAt, greenAt, daysToGreen };
    if (!old) {
      added.push({ projectId, requirementId, verdict, blocks, settled, since: now, ...times });
      if (!["none", "not-applicable"].includes(verdict)) first.push({ row, before: "none" });
      continue;
    }
    if (old.verdict === verdict && old.blocks === blocks && old.settled === settled) continue;
    if (old.verdict !== verdict) turned.push({ row, before: old.verdict });
    await tx.rowState.update({
      where: { projectId_requirementId: { projectId, requirementId } },
      data: { verdict, blocks, settled, ...times, ...(old.verdict === verdict ? {} : { since: now }) },
    });
  }
  if (added.length > 0) await tx.rowState.createMany({ data: added });
  await auditAll(
    tx,
    NOBODY,
    [...first, ...turned].map(({ row, before }) => ({
      action: "verdict.turned",
      projectId,
      subject: row.id,
      details: { before, after: verdictOf(row), ...(row.runSeq === undefined ? {} : { run: row.runSeq }) },
    })),
  );
  return turned;
}

const RED = ["fail", "could-not-tell"];
const GREEN = ["pass", "warn"];

/** Tells the people who follow the project what turned red, and what was settled; not-yet-run rows are no news. */
async function tellTurned(tx: Tx, projectId: string, turned: readonly Turned[]): Promise<void> {
  const idsOf = (rows: readonly Turned[]) => rows.map(({ row }) => row.id);
  const red = turned.filter(({ row }) => row.verdict === "fail" && !row.settled);
  const green = turned.filter(({ row, before }) => RED.includes(before) && GREEN.includes(verdictOf(row)));
  if (red.length + green.length === 0) return;
  const to = await followers(tx, projectId);
  if (red.length > 0) await notify(tx, { kind: "row.red", projectId, data: { requirements: idsOf(red) }, to });
  if (green.length > 0) await notify(tx, { kind: "row.green", projectId, data: { requirements: idsOf(green) }, to });
}

/** How far a project is, for sorting: only a ready one has 100. */
function progressOf({ ready, settled, applicable }: Board["summary"]): number {
  return ready ? 100 : Math.min(99, Math.floor((100 * settled) / Math.max(1, applicable)));
}

/** Keeps the day's figures, and answers with the blockers now less those of the oldest day of the trend. */
async function keepDay(tx: Tx, board: Board, now: Date): Promise<number> {
  const { projectId } = board;
  const { blocking, settled, applicable } = board.summary;
  const day = now.toISOString().slice(0, 10);
  await tx.projectDay.upsert({
    where: { projectId_day: { projectId, day } },
    create: { projectId, day, blocking, settled, applicable },
    update: { blocking, settled, applicable },
  });
  const days = await tx.projectDay.findMany({
    where: { projectId },
    orderBy: { day: "desc" },
    take: TREND_DAYS,
    select: { blocking: true },
  });
  return blocking - (days.at(-1)?.blocking ?? blocking);
}

/** Keeps what the portfolio shows of one project, and answers with what turned since the last time. */
async function keep(tx: Tx, board: Board, now: Date): Promise<Turned[]> {
  const { projectId, revision, rows, summary } = board;
  const turned = await writeRows(tx, projectId, rows, now);
  await tellTurned(tx, projectId, turned);
  const { ready, blocking, failing, settled, applicable } = summary;
  const acting = mustAct(rows);
  await keepColumns(tx, projectId);
  const { boardRevision } = await tx.project.update({
    where: { id: projectId },
    select: { boardRevision: true },
    data: {
      foldedRevision: revision,
      foldedAt: now,
      ready,
      blocking,
      failing,
      settled,
      applicable,
      mustAct: JSON.stringify(acting),
      toAct: Object.values(acting).reduce((sum, count) => sum + count, 0),
      progress: progressOf(summary),
      trend: await keepDay(tx, board, now),
    },
  });
  // A board that has changed since it was read says nothing of a certificate signed in between.
  if (boardRevision === revision) await voidIfTurned(tx, board);
  return turned;
}

/**
 * Folds the boards that changed since they were last folded, or were folded too long ago, and keeps what
 * the portfolio shows of them. Returns how many. The worker calls it again and again.
 */
export async function foldChangedProjects(now = new Date()): Promise<number> {
  const client = await db();
  const due = await client.project.findMany({
    where: {
      closedAt: null,
      OR: [
        { NOT: { foldedRevision: { equals: client.project.fields.boardRevision } } },
        { foldedAt: { lt: new Date(now.getTime() - FOLD_AGAIN_MS) } },
      ],
    },
    select: { id: true },
    take: MOST_AT_ONCE,
  });
  for (const { id } of due) {
    const board = await boardOf(id, now);
    await client.$transaction((tx) => keep(tx, board, now));
  }
  return due.length;
}
