import "server-only";

import { deleteCommand, type PlannedObject, resourceOf } from "@/lib/cluster/objects";
import type { Made, Swept } from "@/lib/cluster/sweep";

import { bumpBoard } from "./access";
import { audit, NOBODY } from "./audit";
import { db, type Tx } from "./db";
import { type Claim, ClaimLost } from "./run-work";
import { ACTIVE } from "./runs";

/** Writes an object of a probe down before it is created; refused when the run is no longer ours. For the worker. */
export async function writeDownObject(
  { runId, projectId, fence, seq }: Claim,
  { kind, collection, namespace, name }: PlannedObject,
): Promise<void> {
  await (await db()).$transaction(async (tx) => {
    const held = await tx.run.count({ where: { id: runId, fence, status: "running" } });
    if (held === 0) throw new ClaimLost();
    const resource = resourceOf(kind);
    await tx.probeObject.create({ data: { projectId, runId, resource, path: collection, namespace, name } });
    await audit(tx, NOBODY, {
      action: "probe.created",
      projectId,
      subject: String(seq),
      details: { resource, namespace, name },
    });
  });
}

/** Notes what a clean-up removed and what it could not remove. For the worker. */
export async function noteSwept(place: { runId: string; projectId: string }, { removed, left }: Swept): Promise<void> {
  const { runId, projectId } = place;
  const now = new Date();
  await (await db()).$transaction(async (tx) => {
    const known = await tx.probeObject.findMany({ where: { runId, removedAt: null } });
    const open = new Map(known.map((one) => [`${one.path}/${one.name}`, one]));
    const key = ({ collection, name }: Made) => `${collection}/${name}`;
    const gone = removed.flatMap((one) => open.get(key(one))?.id ?? []);
    const stays = new Set(left.map(key));
    // Pods of jobs are nobody's plan: they stand in the book only while they are left over.
    const vanished = known.filter(({ path, name }) => !stays.has(`${path}/${name}`)).map(({ id }) => id);
    const ids = [...new Set([...gone, ...vanished])];
    if (ids.length > 0) await tx.probeObject.updateMany({ where: { id: { in: ids } }, data: { removedAt: now } });
    for (const one of left) {
      const row = open.get(key(one));
      const { resource, collection, namespace, name, because } = one;
      if (row) await tx.probeObject.update({ where: { id: row.id }, data: { lastError: because } });
      else
        await tx.probeObject.create({
          data: { projectId, runId, resource, path: collection, namespace, name, lastError: because },
        });
    }
    const details = {
      removed: ids.length,
      left: left.map(({ namespace, resource, name }) => `${namespace} ${resource}/${name}`),
    };
    if (ids.length > 0) await audit(tx, NOBODY, { action: "probe.removed", projectId, subject: runId, details });
    if (left.length > 0) await audit(tx, NOBODY, { action: "probe.residue", projectId, subject: runId, details });
    await bumpBoard(tx, projectId);
  });
}

/** Runs that have ended and whose objects may still be there. With `again`, also those that were tried before. */
export async function unsweptRuns(
  again: boolean,
): Promise<{ runId: string; projectId: string; seq: number; made: Made[] }[]> {
  const client = await db();
  const rows = await client.probeObject.findMany({
    where: { removedAt: null, ...(again ? {} : { lastError: null }), project: { closedAt: null } },
    orderBy: { createdAt: "asc" },
    take: 1_000,
  });
  const ids = [...new Set(rows.map(({ runId }) => runId))];
  const runs = await client.run.findMany({
    where: { id: { in: ids }, status: { notIn: ACTIVE } },
    select: { id: true, projectId: true, seq: true },
  });
  return runs.map(({ id, projectId, seq }) => ({
    runId: id,
    projectId,
    seq,
    made: rows
      .filter(({ runId }) => runId === id)
      .map(({ resource, path, namespace, name }) => ({ resource, collection: path, namespace, name })),
  }));
}

/** What is left of ended looks in the customer's cluster, with the command that removes it. */
export interface Residue {
  objects: { resource: string; namespace: string; name: string; because: string; since: string }[];
  command: string;
}

/** The residue of a project; undefined when there is none. The caller has proved access. */
export async function residueOf(tx: Pick<Tx, "probeObject" | "run">, projectId: string): Promise<Residue | undefined> {
  const rows = await tx.probeObject.findMany({
    where: { projectId, removedAt: null, lastError: { not: null } },
    orderBy: { createdAt: "asc" },
    take: 200,
  });
  if (rows.length === 0) return undefined;
  return {
    objects: rows.map(({ resource, namespace, name, lastError, createdAt }) => ({
      resource,
      namespace,
      name,
      because: lastError ?? "",
      since: createdAt.toISOString(),
    })),
    command: deleteCommand(rows),
  };
}
