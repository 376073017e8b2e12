import "server-only";

import type { Secrets } from "@/lib/intake/answers";
import { open } from "@/lib/vault/vault";

import { auditAll, NOBODY } from "./audit";
import { db } from "./db";
import { currentRing } from "./settings";

/**
 * Opens the secrets of one project for a run of that number, and writes each use down before anybody can
 * use it. For the worker alone: pages and routes never import this file.
 */
export async function openSecrets(projectId: string, run: number): Promise<Secrets> {
  const rows = await (await db()).$transaction(async (tx) => {
    const found = await tx.secret.findMany({ where: { projectId } });
    await auditAll(
      tx,
      NOBODY,
      found.map(({ field: subject }) => ({ action: "secret.used", projectId, subject, details: { run } })),
    );
    return found;
  });
  const opened = rows.map(({ field, version, sealed }) => [
    field,
    JSON.parse(open(sealed, { projectId, field, version }, currentRing())) as unknown,
  ]);
  return Object.fromEntries(opened) as Secrets;
}
