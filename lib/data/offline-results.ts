import "server-only";

import { createHash } from "node:crypto";

import type { Actor } from "@/lib/auth/actor";
import { canonicalJson } from "@/lib/certificate/canonical";
import { checks } from "@/lib/checks/registry";
import type { Observation } from "@/lib/engine/types";
import type { ErrandOutcome } from "@/lib/errands";
import { Invalid } from "@/lib/errors";
import type { Answers } from "@/lib/intake/answers";
import { field, isAnswerField } from "@/lib/intake/sections";
import {
  LARGEST_OFFLINE_RESULT,
  type OfflineResult,
  observationsOf,
  readOfflineResult,
} from "@/lib/offline/result-file";
import { isSignedWith } from "@/lib/offline/signature";
import { inert } from "@/lib/probes/inert";
import { CATALOGUE_VERSION, catalogue } from "@/lib/requirements/catalogue";
import type { Policy } from "@/lib/requirements/policy";
import type { Facts, Requirement } from "@/lib/requirements/types";
import { momentOf } from "@/lib/terminal/moment";
import { decodeResult } from "@/lib/terminal/result";

import { bumpBoard, proveProject, refuseClosed } from "./access";
import { CLOSED_WAY } from "./brought-looks";
import { db, type Tx } from "./db";
import { closedBecause, type ErrandRow, refusalsNoted, sameHash, settleErrand, VALID_DAYS } from "./errands";
import { factsOf } from "./facts";
import { type KeptPlan, openSigningKey } from "./offline-plans";
import { observationRow } from "./stored-observations";
import type { TakenResult } from "./terminal-results";

const FOREIGN =
  "This result does not belong to this project. Upload it in the project from which its plan was downloaded.";
const CHANGED =
  "The result was changed after the command wrote it, or was signed for another plan. Upload the file as it was written.";
const HOUR_MS = 3_600_000;

/** Takes the signed result of a plan that a signed-in person uploads or pastes. */
export async function takeOfflineResult(actor: Actor, projectId: string, content: Uint8Array): Promise<TakenResult> {
  const client = await db();
  await proveProject(client, actor, projectId);
  if (content.length > LARGEST_OFFLINE_RESULT)
    throw new Invalid("The result is larger than any that the command writes.");
  const read = readOfflineResult(decodeResult(content));
  const errand = read.ok
    ? await client.errand.findFirst({ where: { id: read.result.errand, projectId, kind: "offline" } })
    : null;
  return refusalsNoted(actor, errand ?? { projectId }, async () => {
    if (!read.ok) throw new Invalid(read.because);
    if (!errand || read.result.project !== projectId) throw new Invalid(FOREIGN);
    const plan = proved(errand, read.result);
    return (await db()).$transaction((tx) => record(tx, actor, { errand, plan, result: read.result, content }));
  });
}

/** The plan of a result whose signature holds; Invalid with the sentence why it is not taken. */
function proved(errand: ErrandRow, result: OfflineResult): KeptPlan {
  const closed = closedBecause(errand, new Date());
  if (closed) throw new Invalid(closed);
  const key = openSigningKey(errand);
  const plan = JSON.parse(errand.plan) as KeptPlan;
  if (!key || !isSignedWith(result, key) || !sameHash(result.plan, plan.digest)) throw new Invalid(CHANGED);
  if (result.catalogue !== CATALOGUE_VERSION)
    throw new Invalid(
      "The requirements have changed since this plan was handed out. Download plan and command again, and run them.",
    );
  return plan;
}

/** What verdicts depend on, without the numbers that only bound a run or its age. */
const rules = ({ limits: _limits, freshness: _freshness, ...others }: Policy) => canonicalJson(others);

type RefusedItem = NonNullable<ErrandOutcome["refused"]>[number];
interface Part {
  id: string;
  observations: Observation[];
}

const said = (answers: Answers, id: string) => canonicalJson(answers[id as keyof Answers] ?? null);

/** Why what was seen of a requirement does not count by the present answers; undefined when it does. */
function outdated(requirement: Requirement, plan: KeptPlan, facts: Facts): string | undefined {
  if (!requirement.applies(facts).applies) return "It does not apply any more by the present answers.";
  const changed = requirement.fields.find(
    (id) => isAnswerField(id) && said(plan.answers, id) !== said(facts.answers, id),
  );
  return changed && `The answer to "${field(changed).label}" has changed since the plan was handed out.`;
}

/** What counts of a result, and what does not with the reason: one item a requirement. */
function sortOut(result: OfflineResult, plan: KeptPlan, facts: Facts): { kept: Part[]; refused: RefusedItem[] } {
  const kept = new Map<string, Part>();
  const refused: RefusedItem[] = [];
  for (const [index, one] of result.requirements.entries()) {
    const { id } = one;
    const requirement = catalogue.find((known) => known.id === id);
    // What is judged from answers alone, this application judges itself.
    const looks = requirement === undefined || checks.get(id)?.needs.length;
    if (one.observations.length === 0 || !looks) continue;
    const because = !requirement
      ? "The catalogue has no such requirement."
      : kept.has(id)
        ? "The same requirement was already told once."
        : outdated(requirement, plan, facts);
    if (because) refused.push({ item: index + 1, about: inert(id, 80), because });
    else kept.set(id, { id, observations: observationsOf(one) });
  }
  return { kept: [...kept.values()], refused };
}

/** Stores what a closed network's look saw; the newest look of a requirement from the app's side counts. */
async function record(
  tx: Tx,
  actor: Actor,
  { errand, plan, result, content }: { errand: ErrandRow; plan: KeptPlan; result: OfflineResult; content: Uint8Array },
): Promise<TakenResult> {
  const { projectId } = errand;
  await bumpBoard(tx, projectId);
  refuseClosed(await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { closedAt: true } }));
  const { facts } = await factsOf(tx, projectId);
  if (rules(plan.policy) !== rules(facts.policy))
    throw new Invalid(
      "What SESTEK demands has changed since this plan was handed out. Download a new plan and run it.",
    );
  const received = new Date();
  const host = inert(result.host, 255);
  const { startedAt, finishedAt } = result;
  const handedOut = errand.createdAt;
  const moment = momentOf(
    { startedAt, finishedAt, host },
    { received, handedOut, straight: false, freshDays: VALID_DAYS },
  );
  if (!moment.ok) throw new Invalid(moment.because);
  const { kept, refused } = sortOut(result, plan, facts);
  // A clock that is off moves every time of the file by the same amount.
  const moved = moment.observedAt.getTime() - Math.min(Date.parse(startedAt), received.getTime());
  const when = (iso: string) => new Date(Math.min(Date.parse(iso) + moved, received.getTime()));
  const later = await seenLater(tx, projectId, kept, (one) => when(one.observedAt));
  const current = kept.filter(({ id }) => !later.has(id)).map(({ id }) => id);
  await tx.observation.updateMany({
    where: { projectId, current: true, vantage: "app", requirementId: { in: current } },
    data: { current: false },
  });
  await tx.observation.createMany({
    data: kept.flatMap(({ id, observations }) =>
      observations.map((one) => ({
        ...observationRow(
          { ...one, observedAt: when(one.observedAt).toISOString() },
          { projectId, errandId: errand.id, host },
        ),
        current: !later.has(id),
      })),
    ),
  });
  const notes = moment.note ? [moment.note] : [];
  const age = received.getTime() - when(finishedAt).getTime();
  const { appHours } = facts.policy.freshness;
  if (age > appHours * HOUR_MS)
    notes.push(
      `It looked ${Math.round(age / HOUR_MS)} hours ago, and such a look counts for ${appHours} hours: its rows ask for a new one.`,
    );
  const outcome: ErrandOutcome = {
    at: received.toISOString(),
    taken: current.length,
    refused: [
      ...refused,
      ...[...later].map((id) => ({
        item: result.requirements.findIndex((one) => one.id === id) + 1,
        about: id,
        because: "It was looked at again later; the newer look counts, and this one is kept beside it.",
      })),
    ].slice(0, 100),
    notes,
  };
  const digest = createHash("sha256").update(content).digest("hex");
  await settleErrand(tx, actor, errand, { host, digest, outcome });
  return { ...outcome, host };
}

/** Requirements of which something newer was told already from the app's side: not reaching them told nothing. */
async function seenLater(
  tx: Pick<Tx, "observation">,
  projectId: string,
  parts: readonly Part[],
  when: (one: Observation) => Date,
): Promise<Set<string>> {
  const ids = parts.map(({ id }) => id);
  const rows = await tx.observation.findMany({
    where: {
      projectId,
      current: true,
      vantage: "app",
      verdict: { not: "could-not-tell" },
      NOT: { verdict: "fail", host: null, reasonCode: { in: CLOSED_WAY } },
      requirementId: { in: ids },
    },
    select: { requirementId: true, observedAt: true },
  });
  const newest = (id: string) =>
    Math.max(...(parts.find((one) => one.id === id)?.observations ?? []).map((one) => when(one).getTime()));
  return new Set(
    rows.filter((row) => row.observedAt.getTime() > newest(row.requirementId)).map((row) => row.requirementId),
  );
}
