import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { checks } from "@/lib/checks/registry";
import { missingNeeds, plan, testsOf } from "@/lib/engine/plan";
import type { RunScope, RunView } from "@/lib/engine/types";
import { Invalid, NotFound } from "@/lib/errors";
import type { FieldId } from "@/lib/intake/answers";
import { field, type Section } from "@/lib/intake/sections";
import { CATALOGUE_VERSION, catalogue } from "@/lib/requirements/catalogue";
import type { Facts } from "@/lib/requirements/types";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";

import { boardChanged, bumpBoard, proveOpenProject, proveProject, visibleTo } from "./access";
import { getFacts } from "./answers";
import { audit, auditAll } from "./audit";
import { db, type Tx } from "./db";
import { factsOf } from "./facts";

export const ACTIVE = ["queued", "running"];

interface RunRow {
  id: string;
  seq: number;
  status: string;
  requestedByName: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  cancelRequestedAt: Date | null;
}

/** A run as pages know it; `states` are those of its rows. */
export function runView(run: RunRow, states: readonly string[]): RunView {
  return {
    id: run.id,
    seq: run.seq,
    status: run.status as RunView["status"],
    planned: states.filter((state) => ["queued", "running", "done"].includes(state)).length,
    done: states.filter((state) => state === "done").length,
    requestedBy: run.requestedByName,
    createdAt: run.createdAt.toISOString(),
    cancelRequested: run.cancelRequestedAt !== null,
    ...(run.startedAt ? { startedAt: run.startedAt.toISOString() } : {}),
    ...(run.finishedAt ? { finishedAt: run.finishedAt.toISOString() } : {}),
  };
}

/**
 * Plans and queues a run; the worker does the looking. A project has one run at a time: while one is
 * queued or running, another is refused with a sentence.
 */
export async function startRun(
  actor: Actor,
  projectId: string,
  scope: RunScope,
  consent: readonly string[] = [],
): Promise<{ runId: string; seq: number }> {
  return (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    const { facts } = await factsOf(tx, projectId);
    const rows = plan({ catalogue, checks, facts, scope });
    if (!rows.some(({ action }) => action === "run"))
      throw new Invalid(
        "Nothing can be checked yet: every chosen requirement waits for an answer or is seen from elsewhere.",
      );
    return queueRun(tx, actor, {
      projectId,
      vantage: "app",
      scope,
      consent,
      rows: rows.map((row) => ({
        requirementId: row.requirementId,
        state: row.action === "run" ? "queued" : row.action,
        because: row.action === "run" ? "" : row.because,
        missing: row.action === "waiting" ? row.missing : [],
      })),
    });
  });
}

/**
 * Writes a planned run for the worker, inside the caller's transaction, which has proved access. A project
 * has one run at a time, whatever its vantage.
 */
export async function queueRun(
  tx: Tx,
  actor: Actor,
  run: {
    projectId: string;
    vantage: "app" | "cluster";
    scope: object;
    consent: readonly string[];
    rows: readonly { requirementId: string; state: string; because: string; missing: readonly string[] }[];
  },
): Promise<{ runId: string; seq: number }> {
  const { projectId, vantage, scope, consent, rows } = run;
  // The project's row first: of two people at once the second waits here, and then sees the run of the first.
  const { runSeq } = await tx.project.update({
    where: { id: projectId },
    data: { ...boardChanged(), runSeq: { increment: 1 } },
    select: { runSeq: true },
  });
  const active = await tx.run.findFirst({ where: { projectId, status: { in: ACTIVE } }, select: { seq: true } });
  if (active) throw new Invalid(`Run ${active.seq} is still going. Wait for it, or stop it first.`);
  const { id } = await tx.run.create({
    data: {
      projectId,
      seq: runSeq,
      status: "queued",
      vantage,
      scope: JSON.stringify(scope),
      consent: JSON.stringify(consent),
      requestedBy: actor.userId,
      requestedByName: actor.name,
      catalogueVersion: CATALOGUE_VERSION,
      rows: { create: rows.map(({ missing, ...row }) => ({ ...row, missing: JSON.stringify(missing) })) },
    },
    select: { id: true },
  });
  await audit(tx, actor, {
    action: "run.started",
    projectId,
    subject: String(runSeq),
    details: { scope, ...(consent.length > 0 ? { consent } : {}) },
  });
  return { runId: id, seq: runSeq };
}

/**
 * Runs at once the checks that look at one answer first, so that the field itself can show the result;
 * says which answers are missing when none of them can run yet.
 */
export async function startTest(
  actor: Actor,
  projectId: string,
  tested: FieldId,
): Promise<{ seq: number; requirements: { id: string; statement: string }[] }> {
  const { facts } = await getFacts(actor, projectId);
  const looking = testsOf(tested, { catalogue, checks, facts });
  const ready = looking.filter((one) => missingNeeds(one, facts).length === 0);
  if (ready.length === 0) {
    const missing = [...new Set(looking.flatMap((one) => missingNeeds(one, facts)))];
    throw new Invalid(
      missing.length > 0
        ? `To test this, answer first: ${missing.map(labelOf).join(", ")}.`
        : "Nothing looks at this answer now.",
      tested,
    );
  }
  const { seq } = await startRun(actor, projectId, { kind: "only", ids: ready.map(({ id }) => id) });
  return { seq, requirements: ready.map(({ id, statement }) => ({ id, statement })) };
}

/** Questions of a section whose answer some check looks at. */
export function testableFields({ fields }: Section, facts: Facts): FieldId[] {
  return fields.map(({ id }) => id).filter((id) => testsOf(id, { catalogue, checks, facts }).length > 0);
}

const labelOf = (id: FieldId) => field(id).label;

/** Asks the worker to stop; a run that nobody has begun is cancelled at once. */
export async function cancelRun(actor: Actor, projectId: string): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    await bumpBoard(tx, projectId);
    const now = new Date();
    const going = await tx.run.findMany({
      where: { projectId, status: { in: ACTIVE }, cancelRequestedAt: null },
      select: { seq: true },
    });
    await auditAll(
      tx,
      actor,
      going.map(({ seq }) => ({ action: "run.stopped", projectId, subject: String(seq) })),
    );
    await tx.run.updateMany({
      where: { projectId, status: "queued" },
      data: { status: "cancelled", cancelRequestedAt: now, finishedAt: now },
    });
    await tx.run.updateMany({ where: { projectId, status: "running" }, data: { cancelRequestedAt: now } });
  });
}

const PAGE = 50;

/** The project's newest runs, newest first. */
export async function listRuns(actor: Actor, projectId: string): Promise<RunView[]> {
  const client = await db();
  await proveProject(client, actor, projectId);
  const runs = await client.run.findMany({
    where: { projectId },
    orderBy: { seq: "desc" },
    take: PAGE,
    include: { rows: { select: { state: true } } },
  });
  return runs.map((run) =>
    runView(
      run,
      run.rows.map(({ state }) => state),
    ),
  );
}

export interface RunResult {
  run: RunView;
  rows: { requirementId: string; state: string; verdict?: Verdict; reasonCode?: ReasonCode; because: string }[];
}

/** One run with the folded verdict of each of its rows. */
export async function getRun(actor: Actor, projectId: string, seq: number): Promise<RunResult> {
  const run = await (await db()).run.findFirst({
    where: { projectId, seq, project: visibleTo(actor) },
    include: { rows: true },
  });
  if (!run) throw new NotFound("Run");
  return {
    run: runView(
      run,
      run.rows.map(({ state }) => state),
    ),
    rows: run.rows.map(({ requirementId, state, verdict, reasonCode, because }) => ({
      requirementId,
      state,
      because,
      ...(verdict ? { verdict: verdict as Verdict } : {}),
      ...(reasonCode ? { reasonCode: reasonCode as ReasonCode } : {}),
    })),
  };
}

export interface RunComparison {
  fixed: Change[];
  broken: Change[];
  changed: Change[];
}
interface Change {
  requirementId: string;
  before: Verdict;
  after: Verdict;
}

/** What two runs saw differently: only requirements that both looked at are compared. */
export async function compareRuns(
  actor: Actor,
  projectId: string,
  before: number,
  after: number,
): Promise<RunComparison> {
  const [first, second] = await Promise.all([getRun(actor, projectId, before), getRun(actor, projectId, after)]);
  const then = new Map(first.rows.map((row) => [row.requirementId, row.verdict]));
  const changes = second.rows.flatMap(({ requirementId, verdict }): Change[] => {
    const old = then.get(requirementId);
    return old && verdict && old !== verdict ? [{ requirementId, before: old, after: verdict }] : [];
  });
  const good = (verdict: Verdict) => verdict === "pass" || verdict === "warn";
  return {
    fixed: changes.filter((one) => !good(one.before) && good(one.after)),
    broken: changes.filter((one) => good(one.before) && !good(one.after)),
    changed: changes.filter((one) => good(one.before) === good(one.after)),
  };
}
