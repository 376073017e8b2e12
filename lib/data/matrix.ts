import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { Conflict, Invalid } from "@/lib/errors";
import type { Answers, MatrixRow } from "@/lib/intake/answers";
import { type MatrixSide, type MatrixView, openComponents } from "@/lib/intake/matrix";

import { bumpBoard, proveOpenProject, proveProject } from "./access";
import { audit } from "./audit";
import { db, type Tx } from "./db";
import { matrixHash } from "./matrix-words";
import { policyOf } from "./policy";
import { staleFor } from "./staleness";

const FIELDS = ["resp.matrix", "resp.agreedOn", "resp.file", "project.installStart", "os.strategy"] as const;

/** The side that a person speaks for: a customer for his own, everybody of SESTEK for SESTEK. */
export function sideOf(actor: Actor): MatrixSide {
  return isVendor(actor) ? "sestek" : "customer";
}

async function stored(tx: Tx, projectId: string) {
  const rows = await tx.answer.findMany({ where: { projectId, field: { in: [...FIELDS] } } });
  const answers = Object.fromEntries(
    rows.flatMap(({ field, value }) => (value === "null" ? [] : [[field, JSON.parse(value) as unknown]])),
  ) as Answers;
  return { answers, row: rows.find(({ field }) => field === "resp.matrix") };
}

/** The responsibility matrix with who agreed to it, and whether it was changed since. */
export async function getMatrix(actor: Actor, projectId: string): Promise<MatrixView> {
  return (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    const { answers, row } = await stored(tx, projectId);
    const rows = answers["resp.matrix"] ?? [];
    const hash = matrixHash(rows);
    const { matrix: proposed } = await policyOf(tx, projectId);
    const all = await tx.matrixWord.findMany({ where: { projectId }, orderBy: { at: "asc" } });
    const last = new Map(all.map((word) => [word.side, word]));
    const { "resp.agreedOn": agreedOn, "resp.file": file, "project.installStart": installStart } = answers;
    return {
      rows,
      hash,
      proposed,
      ...(agreedOn ? { agreedOn } : {}),
      ...(file ? { fileName: file.name } : {}),
      ...(installStart ? { installStart } : {}),
      ...(answers["os.strategy"] ? { strategy: answers["os.strategy"] } : {}),
      ...(row ? { changed: { person: row.authorName, at: row.updatedAt.toISOString() } } : {}),
      words: [...last.values()].map((word) => ({
        side: word.side as MatrixSide,
        person: word.personName,
        at: word.at.toISOString(),
        holds: word.matrixHash === hash,
      })),
    };
  });
}

/** Nobody gives a word on a draft: Invalid names the components without an owner. */
export async function proveMatrixComplete(tx: Tx, projectId: string, known?: readonly MatrixRow[]): Promise<void> {
  const rows = known ?? (await stored(tx, projectId)).answers["resp.matrix"] ?? [];
  const open = openComponents(rows, (await policyOf(tx, projectId)).matrix);
  if (open.length > 0)
    throw new Invalid(`These have no owner yet: ${open.slice(0, 5).join(", ")}. Fill every cell, then agree.`);
}

/**
 * Records that the actor's side agrees to exactly the matrix of that hash. Conflict when it was changed in
 * between, Invalid while a component has no owner. Agreeing twice is one agreement.
 */
export async function agreeToMatrix(actor: Actor, projectId: string, hash: string): Promise<void> {
  const side = sideOf(actor);
  await (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    const { answers, row } = await stored(tx, projectId);
    const rows = answers["resp.matrix"] ?? [];
    if (matrixHash(rows) !== hash)
      throw new Conflict(
        `${row?.authorName ?? "Somebody"} has changed the matrix since you opened it. Read it again, then agree.`,
        rows,
      );
    await proveMatrixComplete(tx, projectId, rows);
    const agreed = await tx.matrixWord.findFirst({ where: { projectId, side }, orderBy: { at: "desc" } });
    if (agreed?.matrixHash === hash) return;
    await tx.matrixWord.create({
      data: { projectId, side, personId: actor.userId, personName: actor.name, matrixHash: hash },
    });
    await staleFor(tx, {
      projectId,
      requirements: ["prj-matrix"],
      because: `${actor.name} has agreed to the matrix since.`,
      now: new Date(),
    });
    await bumpBoard(tx, projectId);
    await audit(tx, actor, { action: "matrix.agreed", projectId, subject: "resp.matrix", details: { side, hash } });
  });
}
