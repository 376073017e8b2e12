import "server-only";

import type { Actor } from "@/lib/auth/actor";
import type { ErrandOutcome } from "@/lib/errands";
import { Invalid, NotFound } from "@/lib/errors";
import { isDatabaseLook } from "@/lib/terminal/database-look";
import { askedFor, judgeResult } from "@/lib/terminal/judge-result";
import { momentOf } from "@/lib/terminal/moment";
import type { TerminalPlan } from "@/lib/terminal/plan";
import { decodeResult, LARGEST_RESULT, readResult, type TerminalResult } from "@/lib/terminal/result";
import { sealOf, sha256 } from "@/lib/terminal/seal";
import { openPlan, readOpenRunId } from "@/lib/terminal/without-code";

import { bumpBoard, proveProject, refuseClosed } from "./access";
import { takeDatabaseLook } from "./database-looks";
import { db, type Tx } from "./db";
import {
  closedBecause,
  type ErrandRow,
  isItsCode,
  refusalsNoted,
  sameHash,
  settleErrand,
  writeErrand,
} from "./errands";
import { factsOf } from "./facts";
import { replaceObservations } from "./stored-observations";

const FOREIGN =
  "This result does not belong to this project. Upload it in the project from which its script was handed out.";
const CHANGED =
  "The result was changed after the script wrote it, or comes from another script. Upload the file as it was written.";

/** What was taken of a result. */
export interface TakenResult extends ErrandOutcome {
  host: string;
}

/** Takes a result that the machine itself sent. Only the code of that very errand opens this door. */
export async function takePostedResult(errandId: string, code: string, bytes: Uint8Array): Promise<TakenResult> {
  const errand = await (await db()).errand.findUnique({ where: { id: errandId } });
  const scripted = errand !== null && (errand.kind === "terminal" || errand.kind === "license");
  if (!isItsCode(errand, code) || !errand || !scripted) throw new NotFound("Script");
  return refusalsNoted(undefined, errand, async () => {
    const read = await readOrRefuse(decodeResult(bytes));
    if (read.head.runId !== errand.id) throw new Invalid(FOREIGN);
    return takeFor(errand, read, undefined);
  });
}

/** Takes a result that a signed-in person uploads or pastes, by the run that it names. */
export async function takeUploadedResult(actor: Actor, projectId: string, content: Uint8Array): Promise<TakenResult> {
  const client = await db();
  await proveProject(client, actor, projectId);
  if (content.length > LARGEST_RESULT) throw new Invalid("The result is larger than any script of ours writes.");
  const text = decodeResult(content);
  if (isDatabaseLook(text)) return refusalsNoted(actor, { projectId }, () => takeDatabaseLook(actor, projectId, text));
  const read = readResult(text);
  const named = read.ok ? await client.errand.findFirst({ where: { id: read.result.head.runId, projectId } }) : null;
  return refusalsNoted(actor, named ?? { projectId }, async () => {
    if (!read.ok) throw new Invalid(read.because);
    const { result } = read;
    const open = readOpenRunId(result.head.runId);
    if (open) return takeOpen(actor, projectId, result);
    if (!named) throw new Invalid(FOREIGN);
    return takeFor(named, result, actor);
  });
}

async function readOrRefuse(text: string): Promise<TerminalResult> {
  const read = readResult(text);
  if (!read.ok) throw new Invalid(read.because);
  return read.result;
}

/** The result of an errand: its run, project, kind and seal must be the handed-out ones, and it is taken once. */
async function takeFor(errand: ErrandRow, result: TerminalResult, actor: Actor | undefined): Promise<TakenResult> {
  const { head, digest, seal } = result;
  const closed = closedBecause(errand, new Date());
  if (closed) throw new Invalid(closed);
  if (head.project !== errand.projectId) throw new Invalid(FOREIGN);
  if (head.role !== errand.kind || !sameHash(seal, sealOf(errand.codeHash, digest))) throw new Invalid(CHANGED);
  const plan = JSON.parse(errand.plan) as TerminalPlan;
  return (await db()).$transaction((tx) => record(tx, { errand, plan, result, actor, straight: actor === undefined }));
}

/** The result of a script without code: a signed-in person vouches for where it comes from. */
async function takeOpen(actor: Actor, projectId: string, result: TerminalResult): Promise<TakenResult> {
  const { head, digest, seal } = result;
  const open = readOpenRunId(head.runId);
  if (open?.projectId !== projectId || head.project !== projectId) throw new Invalid(FOREIGN);
  if (open.role !== head.role || !sameHash(seal, sealOf(sha256(""), digest))) throw new Invalid(CHANGED);
  return (await db()).$transaction(async (tx) => {
    const again = await tx.errand.findFirst({ where: { projectId, resultSha256: digest }, select: { takenAt: true } });
    if (again)
      throw new Invalid("This very result was taken already. Run the script again, and upload what it writes then.");
    const { facts, kubeconfig } = await factsOf(tx, projectId);
    const plan = openPlan(projectId, head.role, { answers: facts.answers, kubeconfig });
    const { id } = await writeErrand(tx, actor, { projectId, kind: head.role, plan }, "");
    const errand = { id, projectId };
    return record(tx, { errand, plan, result, actor, straight: false });
  });
}

interface ToRecord {
  errand: Pick<ErrandRow, "id" | "projectId"> & Partial<Pick<ErrandRow, "createdAt">>;
  plan: TerminalPlan;
  result: TerminalResult;
  actor: Actor | undefined;
  /** The machine sent it itself, so that its clock can be compared with ours. */
  straight: boolean;
}

/** Judges and stores: the newest look of that requirement from that vantage becomes the current one. */
async function record(tx: Tx, { errand, plan, result, actor, straight }: ToRecord): Promise<TakenResult> {
  const { projectId } = errand;
  const { head, findings, digest } = result;
  await bumpBoard(tx, projectId);
  refuseClosed(await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { closedAt: true } }));
  const { facts, kubeconfig } = await factsOf(tx, projectId);
  const moment = momentOf(head, {
    received: new Date(),
    straight,
    freshDays: facts.policy.freshness.terminalDays,
    ...(errand.createdAt ? { handedOut: errand.createdAt } : {}),
  });
  if (!moment.ok) throw new Invalid(moment.because);
  const { kept, refused } = askedFor(findings, plan);
  const apiCertificate = await certificateSeenByApp(tx, projectId);
  const observations = judgeResult({
    answers: facts.answers,
    facts,
    now: moment.observedAt,
    plan,
    head,
    findings: kept,
    ...(kubeconfig ? { kubeconfig } : {}),
    ...(apiCertificate ? { apiCertificate } : {}),
    ...(moment.skewMs === undefined ? {} : { skewMs: moment.skewMs }),
  });
  const ids = [...new Set(observations.map(({ requirementId }) => requirementId))];
  await replaceObservations(tx, { projectId, errandId: errand.id, host: head.host }, "terminal", observations);
  const outcome: ErrandOutcome = {
    at: new Date().toISOString(),
    taken: ids.length,
    refused: [...result.refused, ...refused].slice(0, 100),
    notes: moment.note ? [moment.note] : [],
  };
  await settleErrand(tx, actor, errand, { host: head.host, digest, outcome });
  return { ...outcome, host: head.host };
}

/** The API server's certificate as this application saw it last, for telling an interception. */
async function certificateSeenByApp(
  tx: Pick<Tx, "observation">,
  projectId: string,
): Promise<{ issuer: string; sha256: string } | undefined> {
  const row = await tx.observation.findFirst({
    where: { projectId, current: true, vantage: "app", requirementId: "k8s-api-reachable" },
    select: { evidence: true },
  });
  const { certificate } = JSON.parse(row?.evidence ?? "{}") as { certificate?: { issuer?: string; sha256?: string } };
  return certificate?.issuer && certificate.sha256
    ? { issuer: certificate.issuer, sha256: certificate.sha256 }
    : undefined;
}
