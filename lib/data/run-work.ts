import "server-only";

import type { Agreement } from "@/lib/cluster/parts";
import type { Observation, RunScope } from "@/lib/engine/types";
import { worst } from "@/lib/engine/worst";

import { bumpBoard } from "./access";
import { standingBrought } from "./brought-looks";
import { db } from "./db";
import { observationRow } from "./stored-observations";

const LEASE_MS = 15_000;

/** A run in the hands of one worker. A write with an older fence is refused. */
export interface Claim {
  runId: string;
  projectId: string;
  seq: number;
  fence: number;
  consent: string[];
  vantage: "app" | "cluster";
  /** Of the app's runs. */
  scope: RunScope;
  /** What a person agreed to, of the runs inside the cluster. */
  agreement?: Agreement;
}

/** The scope column says what to look at, in the words of the run's vantage. */
const scopeOf = (vantage: string, scope: string): Pick<Claim, "scope" | "agreement" | "vantage"> =>
  vantage === "cluster"
    ? { vantage, scope: { kind: "only", ids: [] }, agreement: JSON.parse(scope) as Agreement }
    : { vantage: "app", scope: JSON.parse(scope) as RunScope };

/** Thrown when another worker, or nobody, holds the run now: stop, and write nothing more. */
export class ClaimLost extends Error {}

const lease = (now: Date) => new Date(now.getTime() + LEASE_MS);

/** Takes the oldest queued run; undefined when there is none. Two workers never get the same one. */
export async function claimRun(workerId: string): Promise<Claim | undefined> {
  const client = await db();
  const next = await client.run.findFirst({ where: { status: "queued" }, orderBy: { createdAt: "asc" } });
  if (!next) return undefined;
  const now = new Date();
  const { count } = await client.run.updateMany({
    where: { id: next.id, status: "queued", fence: next.fence },
    data: { status: "running", startedAt: now, leaseHolder: workerId, leaseUntil: lease(now), fence: { increment: 1 } },
  });
  if (count === 0) return undefined;
  return {
    runId: next.id,
    projectId: next.projectId,
    seq: next.seq,
    fence: next.fence + 1,
    ...scopeOf(next.vantage, next.scope),
    consent: JSON.parse(next.consent) as string[],
  };
}

/** Says that the worker still works on it; tells whether somebody asked to stop. */
export async function renewLease({ runId, fence }: Claim): Promise<{ cancel: boolean }> {
  const client = await db();
  const { count } = await client.run.updateMany({
    where: { id: runId, fence, status: "running" },
    data: { leaseUntil: lease(new Date()) },
  });
  if (count === 0) throw new ClaimLost();
  const run = await client.run.findUnique({ where: { id: runId }, select: { cancelRequestedAt: true } });
  return { cancel: run?.cancelRequestedAt !== null && run?.cancelRequestedAt !== undefined };
}

/** What happened since the last write: requirements begun, and requirements judged. */
export interface Progress {
  started: string[];
  judged: Map<string, Observation[]>;
  /** Of the judged ones: those of which more is to come in this run. */
  unfinished?: ReadonlySet<string>;
}

/** Writes progress in one transaction, under the fence, and raises the board's revision. */
export async function recordProgress(claim: Claim, progress: Progress): Promise<void> {
  const { runId, projectId, seq, fence, vantage } = claim;
  const { started, judged, unfinished } = progress;
  const now = new Date();
  await (await db()).$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id: runId, fence, status: "running" },
      data: { leaseUntil: lease(now) },
    });
    if (count === 0) throw new ClaimLost();
    if (started.length > 0)
      await tx.runRow.updateMany({
        where: { runId, requirementId: { in: started }, state: "queued" },
        data: { state: "running", startedAt: now },
      });
    const ids = [...judged.keys()];
    if (ids.length > 0) {
      // What the same run said before of a requirement was on its way; this is what it says now.
      await tx.observation.deleteMany({ where: { runId, requirementId: { in: ids } } });
      const standing = vantage === "app" ? await standingBrought(tx, projectId, judged) : new Set<string>();
      await tx.observation.updateMany({
        where: { projectId, current: true, vantage, requirementId: { in: ids.filter((id) => !standing.has(id)) } },
        data: { current: false },
      });
      await tx.observation.createMany({
        data: [...judged.values()].flat().map((one) => ({
          ...observationRow(one, { projectId, runId, runSeq: seq }),
          current: !standing.has(one.requirementId),
        })),
      });
      for (const [requirementId, observations] of judged) {
        if (unfinished?.has(requirementId)) continue;
        const decisive = worst(observations);
        await tx.runRow.update({
          where: { runId_requirementId: { runId, requirementId } },
          data: {
            state: "done",
            finishedAt: now,
            verdict: decisive?.verdict ?? null,
            reasonCode: decisive?.reasonCode ?? null,
          },
        });
      }
    }
    await bumpBoard(tx, projectId);
  });
}

/** Ends a run. Rows that were not judged go back to what they were before it. */
export async function finishRun(
  { runId, projectId, fence }: Claim,
  status: "done" | "cancelled" | "interrupted",
): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id: runId, fence, status: "running" },
      data: { status, finishedAt: new Date(), leaseUntil: null },
    });
    if (count > 0) await bumpBoard(tx, projectId);
  });
}

/** Runs whose worker has gone silent are marked interrupted; what they saw stays. Returns how many. */
export async function interruptAbandoned(): Promise<number> {
  const client = await db();
  const gone = await client.run.findMany({
    where: { status: "running", leaseUntil: { lt: new Date() } },
    select: { id: true, projectId: true, fence: true },
  });
  for (const { id, projectId, fence } of gone) {
    await client.$transaction(async (tx) => {
      const { count } = await tx.run.updateMany({
        where: { id, fence, status: "running" },
        data: { status: "interrupted", finishedAt: new Date(), leaseUntil: null, fence: { increment: 1 } },
      });
      if (count > 0) await bumpBoard(tx, projectId);
    });
  }
  return gone.length;
}

/** A worker says that it lives. */
export async function beat(workerId: string, startedAt: Date): Promise<void> {
  const at = new Date();
  const client = await db();
  await client.workerHeartbeat.upsert({
    where: { id: workerId },
    create: { id: workerId, at, startedAt },
    update: { at },
  });
  await client.workerHeartbeat.deleteMany({ where: { at: { lt: new Date(at.getTime() - 3_600_000) } } });
}

/** Age in milliseconds of the youngest sign of life of any worker; undefined when there never was one. */
export async function workerSilence(): Promise<number | undefined> {
  const last = await (await db()).workerHeartbeat.findFirst({ orderBy: { at: "desc" }, select: { at: true } });
  return last ? Date.now() - last.at.getTime() : undefined;
}

/** What a run needs to know of its project, beside answers and secrets. */
export async function projectOfRun(
  projectId: string,
): Promise<{ practice: boolean; practiceMistakes: string[]; allowedNetworks: string[] }> {
  const row = await (await db()).project.findUniqueOrThrow({
    where: { id: projectId },
    select: { practice: true, practiceMistakes: true, allowedNetworks: true },
  });
  return {
    practice: row.practice,
    practiceMistakes: JSON.parse(row.practiceMistakes) as string[],
    allowedNetworks: JSON.parse(row.allowedNetworks) as string[],
  };
}
