import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { Conflict, Invalid } from "@/lib/errors";
import type { AnswerFieldId, Answers, FieldId, SecretFieldId } from "@/lib/intake/answers";
import { parseAnswer } from "@/lib/intake/parse";
import { SECRET_BELONGS_TO } from "@/lib/intake/schemas/secrets";
import { isAnswerField } from "@/lib/intake/sections";

import { proveOpenProject, proveProject } from "./access";
import { answersChanged, BECAUSE } from "./answers-changed";
import { audit, auditAll } from "./audit";
import { db, type Tx } from "./db";
import { factsOf, type ProjectFacts } from "./facts";
import { isKept, keepColumns } from "./project-columns";
import { markStale } from "./staleness";
import { observationView } from "./stored-observations";

export interface StoredAnswer {
  value: unknown;
  revision: number;
  author: string;
  updatedAt: string;
  /** The product version that filled it, such as "VA 5.2"; missing once a person has changed it. */
  product?: string;
}

/** Facts of a project for pages and plans. */
export async function getFacts(actor: Actor, projectId: string): Promise<ProjectFacts> {
  const client = await db();
  await proveProject(client, actor, projectId);
  return factsOf(client, projectId);
}

/** Every answer with its revision, author and time; cleared ones have the value null. */
export async function getAnswers(
  actor: Actor,
  projectId: string,
): Promise<Partial<Record<AnswerFieldId, StoredAnswer>>> {
  const client = await db();
  await proveProject(client, actor, projectId);
  const rows = await client.answer.findMany({ where: { projectId } });
  return Object.fromEntries(rows.map((row) => [row.field, stored(row)]));
}

function stored(row: {
  value: string;
  revision: number;
  authorName: string;
  updatedAt: Date;
  product: string | null;
}): StoredAnswer {
  return {
    value: JSON.parse(row.value) as unknown,
    revision: row.revision,
    author: row.authorName,
    updatedAt: row.updatedAt.toISOString(),
    ...(row.product ? { product: row.product } : {}),
  };
}

/** Secrets that belong to a changed host, port or user are removed: they never go elsewhere. */
async function clearDependentSecrets(
  tx: Tx,
  actor: Actor,
  projectId: string,
  field: AnswerFieldId,
  now: Date,
): Promise<void> {
  const dependent = (Object.keys(SECRET_BELONGS_TO) as SecretFieldId[]).filter((id) =>
    (SECRET_BELONGS_TO[id] as readonly string[]).includes(field),
  );
  if (dependent.length === 0) return;
  const stored = await tx.secret.findMany({
    where: { projectId, field: { in: dependent } },
    select: { field: true },
  });
  if (stored.length === 0) return;
  await tx.secret.deleteMany({ where: { projectId, field: { in: dependent } } });
  for (const id of dependent) await markStale(tx, projectId, id as FieldId, now);
  await auditAll(
    tx,
    actor,
    stored.map(({ field: subject }) => ({ action: "secret.removed", projectId, subject, details: { because: field } })),
  );
}

/**
 * Writes one answer with all that hangs on it; answers with its new revision. `product` is the product version
 * that fills it; without one a person wrote it. The caller has proved access and raised the revisions.
 */
export async function writeAnswer(
  tx: Tx,
  actor: Actor,
  {
    projectId,
    field,
    value,
    now,
    product,
  }: { projectId: string; field: AnswerFieldId; value: unknown; now: Date; product?: string },
): Promise<number> {
  const data = {
    value: JSON.stringify(value ?? null),
    authorId: actor.userId,
    authorName: actor.name,
    updatedAt: now,
    product: product ?? null,
  };
  const { revision } = await tx.answer.upsert({
    where: { projectId_field: { projectId, field } },
    create: { projectId, field, ...data },
    update: { ...data, revision: { increment: 1 } },
  });
  await markStale(tx, projectId, field, now);
  await clearDependentSecrets(tx, actor, projectId, field, now);
  if (isKept(field)) await keepColumns(tx, projectId);
  return revision;
}

/**
 * Saves one answer on top of the revision it was based on (0: never answered). A stale base throws
 * Conflict with the current answer, unless both say the same. `value` undefined or null clears it.
 * `found`: the value is what a check saw.
 */
export async function saveAnswer(
  actor: Actor,
  input: { projectId: string; field: string; value: unknown; baseRevision: number; found?: boolean },
): Promise<{ revision: number; savedAt: string; value: unknown }> {
  const { projectId, field, baseRevision } = input;
  if (!isAnswerField(field)) throw new Invalid("This question is not part of the intake.", field);
  const cleared = input.value === undefined || input.value === null || input.value === "";
  const parsed = cleared ? { ok: true as const, value: null } : parseAnswer(field, input.value);
  const now = new Date();
  return (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    if (!parsed.ok) throw new Invalid(parsed.message, field);
    const current = await tx.answer.findUnique({ where: { projectId_field: { projectId, field } } });
    const text = JSON.stringify(parsed.value);
    if (current?.value === text)
      return { revision: current.revision, savedAt: current.updatedAt.toISOString(), value: parsed.value };
    if ((current?.revision ?? 0) !== baseRevision && current) {
      throw new Conflict(
        `${current.authorName} has changed this answer in the meantime. Choose which one to keep.`,
        stored(current),
      );
    }
    await answersChanged(tx, actor, projectId, BECAUSE.answer(actor.name, field));
    const revision = await writeAnswer(tx, actor, { projectId, field, value: parsed.value, now });
    await audit(tx, actor, {
      action: input.found ? "answer.taken-from-finding" : "answer.saved",
      projectId,
      subject: field,
      details: { revision, ...(parsed.value === null ? { cleared: true } : {}) },
    });
    return { revision, savedAt: now.toISOString(), value: parsed.value };
  });
}

/** Takes over the answers of a file: each one that differs is written, none is cleared. */
export async function importAnswers(actor: Actor, projectId: string, answers: Answers): Promise<{ changed: number }> {
  const now = new Date();
  return (await db()).$transaction(
    async (tx) => {
      await proveOpenProject(tx, actor, projectId);
      const rows = await tx.answer.findMany({ where: { projectId }, select: { field: true, value: true } });
      const known = new Map(rows.map(({ field, value }) => [field, value]));
      const entries = (Object.entries(answers) as [AnswerFieldId, unknown][]).filter(
        ([field, value]) => known.get(field) !== JSON.stringify(value),
      );
      const [first] = entries;
      const { name } = actor;
      const { length } = entries;
      if (first)
        await answersChanged(
          tx,
          actor,
          projectId,
          length === 1 ? BECAUSE.answer(name, first[0]) : BECAUSE.answers(name, first[0], length),
        );
      for (const [field, value] of entries) await writeAnswer(tx, actor, { projectId, field, value, now });
      await auditAll(
        tx,
        actor,
        entries.map(([subject]) => ({ action: "answers.imported", projectId, subject })),
      );
      return { changed: entries.length };
    },
    { timeout: 20_000 },
  );
}

/**
 * Saves what the last look saw in place of an answer. The value comes from the stored observation, never
 * from the caller, so that nothing else can be slipped in as "found".
 */
export async function takeFound(
  actor: Actor,
  input: { projectId: string; requirementId: string; field: string },
): Promise<{ value: unknown }> {
  const { projectId, requirementId, field } = input;
  const client = await db();
  await proveProject(client, actor, projectId);
  const rows = await client.observation.findMany({ where: { projectId, requirementId, current: true } });
  const found = rows.map(observationView).find(({ suggests }) => suggests?.field === field)?.suggests;
  if (!found) throw new Invalid("There is no finding for this answer any more. Run the check again.", field);
  const current = await client.answer.findUnique({ where: { projectId_field: { projectId, field } } });
  const { value } = await saveAnswer(actor, {
    projectId,
    field,
    value: found.value,
    baseRevision: current?.revision ?? 0,
    found: true,
  });
  return { value };
}
