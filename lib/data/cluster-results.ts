import "server-only";

import { createHash, randomBytes } from "node:crypto";

import { probeManifest, readyParts } from "@/lib/artefacts/probe-manifest";
import type { Actor } from "@/lib/auth/actor";
import { judgeLog } from "@/lib/cluster/judge-log";
import { NO_DATE, readLines } from "@/lib/cluster/lines";
import type { PartId } from "@/lib/cluster/parts";
import { capped } from "@/lib/engine/evidence";
import type { ErrandOutcome } from "@/lib/errands";
import { Invalid } from "@/lib/errors";

import { bumpBoard, proveProject } from "./access";
import { db } from "./db";
import { closedBecause, createErrand, type ErrandRow, isItsCode, refusalsNoted, settleErrand } from "./errands";
import { factsOf } from "./facts";
import { getProject } from "./projects";
import { observationRow } from "./stored-observations";
import type { TakenResult } from "./terminal-results";

/** The most that the log of a look may be; far more than its pods write. */
export const LARGEST_LOG = 4 * 1024 * 1024;
const CLOCK_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

interface ClusterPlan {
  parts: PartId[];
  hex: string;
}

/** A manifest that was just handed out; it is shown once, as its code is kept as a hash only. */
export interface HandedManifest {
  errandId: string;
  fileName: string;
  text: string;
  expiresAt: string;
}

/** Makes the probes as one file for the customer, with a one-time code that its pods will tell (A12). */
export async function handOutManifest(actor: Actor, projectId: string): Promise<HandedManifest> {
  const { customer, environment } = await getProject(actor, projectId);
  return (await db()).$transaction(async (tx) => {
    const { facts } = await factsOf(tx, projectId);
    const input = { facts, project: { name: `${customer}, ${environment}` } };
    const plan: ClusterPlan = { parts: readyParts(input), hex: randomBytes(2).toString("hex") };
    if (probeManifest(input).length === 0)
      throw new Invalid(
        "The probes need answers first: whether they are allowed, their image, and the namespaces.",
        "k8s.probeAllowed",
      );
    const { id, code, expiresAt } = await createErrand(tx, actor, { projectId, kind: "cluster", plan });
    const [file] = probeManifest(input, { runId: id, code, ...plan });
    if (!file) throw new Invalid("The file could not be made from the present answers.");
    return { errandId: id, fileName: file.path, text: file.text, expiresAt: expiresAt.toISOString() };
  });
}

const FOREIGN =
  "This log does not belong to a file of this project. Bring it back in the project from which its file was handed out.";

/** The run and code that the pods of a log name; a log of several runs is nobody's. */
function said(content: Uint8Array) {
  const read = readLines(new TextDecoder("utf-8").decode(content));
  const [first] = read.starts;
  if (!first && read.refused.some(({ because }) => because === NO_DATE))
    throw new Invalid(
      "A probe names a moment that is no date. Set the clock of its worker right, and run the probes of the file again.",
    );
  if (!first)
    throw new Invalid(
      "No line of a probe is in this text. Fetch the log with the command in the file, and bring all of it.",
    );
  const one = read.starts.every(({ start, code }) => start === first.start && code === first.code);
  if (!one) throw new Invalid("The log holds lines of several runs. Bring the log of one run only.");
  return { ...read, runId: first.start, code: first.code };
}

/** When the pods looked: their own clock, as far as it can be believed. */
function momentOf(
  starts: readonly { at: number }[],
  errand: ErrandRow,
  freshDays: number,
  now: Date,
): { at: Date; note?: string } {
  const told = new Date(Math.max(...starts.map(({ at }) => at)) * 1000);
  if (now.getTime() - told.getTime() > freshDays * DAY_MS)
    throw new Invalid(
      `The probes looked on ${told.toISOString().slice(0, 10)}, which is too long ago to count. Apply a new file.`,
    );
  const minutes = Math.round(Math.abs(told.getTime() - now.getTime()) / 60_000);
  if (told.getTime() > now.getTime() + CLOCK_MS)
    return {
      at: now,
      note: `The clock of the nodes is ${minutes} minutes ahead; the time of bringing it back counts.`,
    };
  if (told < new Date(errand.createdAt.getTime() - CLOCK_MS))
    return { at: errand.createdAt, note: "The clock of the nodes is behind; the time of handing out counts." };
  return { at: told };
}

/** Takes the log of handed-out probes, by the run and the code that its pods name; judged as a look of our own. */
export async function takeClusterLog(actor: Actor, projectId: string, content: Uint8Array): Promise<TakenResult> {
  const client = await db();
  await proveProject(client, actor, projectId);
  if (content.length > LARGEST_LOG) throw new Invalid("The log is larger than any that probes write.");
  const lines = said(content);
  const errand = await client.errand.findFirst({ where: { id: lines.runId, projectId, kind: "cluster" } });
  return refusalsNoted(actor, errand ?? { projectId }, async () => {
    if (!errand || !isItsCode(errand, lines.code)) throw new Invalid(FOREIGN);
    const closed = closedBecause(errand, new Date());
    if (closed) throw new Invalid(closed);
    return record(actor, errand, lines, content);
  });
}

async function record(
  actor: Actor,
  errand: ErrandRow,
  lines: ReturnType<typeof said>,
  content: Uint8Array,
): Promise<TakenResult> {
  const { projectId } = errand;
  const plan = JSON.parse(errand.plan) as ClusterPlan;
  return (await db()).$transaction(async (tx) => {
    const { facts } = await factsOf(tx, projectId);
    const moment = momentOf(lines.starts, errand, facts.policy.freshness.clusterDays, new Date());
    const judged = judgeLog(lines, facts, plan);
    const ids = [...judged.keys()];
    await tx.observation.updateMany({
      where: { projectId, current: true, vantage: "cluster", requirementId: { in: ids } },
      data: { current: false },
    });
    const host = [...new Set(lines.starts.map(({ node }) => node))].sort().slice(0, 5).join(", ").slice(0, 200);
    await tx.observation.createMany({
      data: [...judged].flatMap(([requirementId, judgements]) =>
        judgements.map(({ evidence, ...judgement }) =>
          observationRow(
            {
              ...judgement,
              requirementId,
              vantage: "cluster",
              evidence: capped(evidence ?? {}, facts.policy.limits.evidenceChars) as Record<string, unknown>,
              observedAt: moment.at.toISOString(),
              durationMs: 0,
            },
            { projectId, errandId: errand.id, host },
          ),
        ),
      ),
    });
    const outcome: ErrandOutcome = {
      at: new Date().toISOString(),
      taken: ids.length,
      refused: lines.refused.map(({ line, because }) => ({ item: line, about: "log", because })),
      notes: moment.note ? [moment.note] : [],
    };
    const digest = createHash("sha256").update(content).digest("hex");
    await settleErrand(tx, actor, errand, { host, digest, outcome });
    await bumpBoard(tx, projectId);
    return { ...outcome, host };
  });
}
