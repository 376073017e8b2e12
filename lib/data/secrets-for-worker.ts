import "server-only";

import type { Secrets } from "@/lib/intake/answers";
import { open } from "@/lib/vault/vault";

import { db } from "./db";
import { currentRing } from "./settings";

/** Opens the secrets of one project. For the worker alone: pages and routes never import this file. */
export async function openSecrets(projectId: string): Promise<Secrets> {
  const rows = await (await db()).secret.findMany({ where: { projectId } });
  const opened = rows.map(({ field, version, sealed }) => [
    field,
    JSON.parse(open(sealed, { projectId, field, version }, currentRing())) as unknown,
  ]);
  return Object.fromEntries(opened) as Secrets;
}
