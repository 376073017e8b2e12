import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { maintenanceOf } from "@/lib/checks/database/sessions";
import { capped } from "@/lib/engine/evidence";
import type { Observation } from "@/lib/engine/types";
import type { ErrandOutcome } from "@/lib/errands";
import { Invalid } from "@/lib/errors";
import type { Answers } from "@/lib/intake/answers";
import { inert } from "@/lib/probes/inert";
import { engineName, type LookLine, readDatabaseLook } from "@/lib/terminal/database-look";
import { judgeDatabaseLook } from "@/lib/terminal/judge-database-look";
import { momentOf } from "@/lib/terminal/moment";
import type { RefusedItem } from "@/lib/terminal/result";
import { sha256 } from "@/lib/terminal/seal";

import { bumpBoard, proveProject, refuseClosed } from "./access";
import { db, type Tx } from "./db";
import { settleErrand, writeErrand } from "./errands";
import { factsOf } from "./facts";
import { replaceObservations } from "./stored-observations";
import type { TakenResult } from "./terminal-results";

/**
 * Takes what database-look.sql printed where a person ran it as the account itself: the way for an account that this
 * application cannot use, as one of a Windows domain. A signed-in person vouches for where it comes from.
 */
export async function takeDatabaseLook(actor: Actor, projectId: string, whole: string): Promise<TakenResult> {
  const client = await db();
  await proveProject(client, actor, projectId);
  const read = readDatabaseLook(whole);
  if (!read.ok) throw new Invalid(read.because);
  return client.$transaction((tx) => record(tx, actor, projectId, read));
}

async function record(
  tx: Tx,
  actor: Actor,
  projectId: string,
  read: { lines: readonly LookLine[]; refused: readonly RefusedItem[] },
): Promise<TakenResult> {
  await bumpBoard(tx, projectId);
  refuseClosed(await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { closedAt: true } }));
  const digest = sha256(
    read.lines
      .map((line) => JSON.stringify(line))
      .sort()
      .join("\n"),
  );
  if (await tx.errand.findFirst({ where: { projectId, resultSha256: digest }, select: { id: true } }))
    throw new Invalid(
      "These very lines were taken already. Run database-look.sql again, and paste what it prints then.",
    );
  const { facts } = await factsOf(tx, projectId);
  const { answers, policy } = facts;
  const { lines, refused } = ofTheseAnswers(read.lines, projectId, answers);
  const host = inert(
    lines.map((line) => ("server" in line ? line.server : "")).find(Boolean) ?? "database server",
    128,
  );
  const times = lines.map(({ looked_at }) => looked_at).sort();
  const moment = momentOf(
    { startedAt: times[0] ?? "", finishedAt: times.at(-1) ?? "", host },
    { received: new Date(), straight: false, freshDays: policy.freshness.terminalDays },
  );
  if (!moment.ok) throw new Invalid(moment.because);
  const judged = judgeDatabaseLook(lines, { answers, facts, consented: true, now: moment.observedAt });
  const observations = judged.flatMap(({ id, judgements }) =>
    judgements.map(
      (judgement): Observation => ({
        ...judgement,
        requirementId: id,
        target: inert(judgement.target),
        vantage: "terminal",
        evidence: capped({ host, ...judgement.evidence }, policy.limits.evidenceChars) as Record<string, unknown>,
        observedAt: moment.observedAt.toISOString(),
        durationMs: 0,
      }),
    ),
  );
  const { id } = await writeErrand(tx, actor, { projectId, kind: "database", plan: {} }, "");
  await replaceObservations(tx, { projectId, errandId: id, host }, "terminal", observations);
  const outcome: ErrandOutcome = {
    at: new Date().toISOString(),
    taken: new Set(observations.map(({ requirementId }) => requirementId)).size,
    refused: [...read.refused, ...refused].slice(0, 100),
    notes: moment.note ? [moment.note] : [],
  };
  await settleErrand(tx, actor, { id, projectId }, { host, digest, outcome });
  return { ...outcome, host };
}

/** The lines of this project, this engine, this account and these databases; Invalid with the sentence when none is. */
function ofTheseAnswers(
  given: readonly LookLine[],
  projectId: string,
  answers: Answers,
): { lines: LookLine[]; refused: RefusedItem[] } {
  const { "db.engine": engine, "db.username": user = "", "db.names": names = [] } = answers;
  const same = (one: string, other: string) => engineName(engine, one) === engineName(engine, other);
  if (given.some(({ project }) => project !== projectId))
    throw new Invalid(
      "These lines do not belong to this project. Paste them in the project from which database-look.sql was downloaded.",
    );
  if (given.some((line) => line.engine !== engine))
    throw new Invalid("These lines come from another engine than the answers name. Correct the answer, or look again.");
  const stranger = given.find(({ usr }) => !same(usr ?? "", user));
  if (stranger)
    throw new Invalid(
      `The look was made as ${inert(stranger.usr ?? "nobody", 128)}. Log in as ${user}, the account of the answers, and run the file again.`,
    );
  const asked = [...names, ...(answers["db.createdBy"] === "sestek" ? [maintenanceOf(answers)] : [])];
  const lines = given.filter((line) => asked.some((name) => same(name, line.db)));
  const refused = given.flatMap((line, index): RefusedItem[] =>
    lines.includes(line)
      ? []
      : [{ item: index + 1, about: inert(line.db, 80), because: "The answers name no such database." }],
  );
  if (lines.length === 0) throw new Invalid("None of these lines is of a database that the answers name.");
  return { lines, refused };
}
