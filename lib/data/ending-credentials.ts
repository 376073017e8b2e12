import "server-only";

import type { KubeconfigSummary } from "@/lib/intake/answers";

import { db } from "./db";
import { followers, notify } from "./notifications";

const DAY_MS = 86_400_000;
/** So long before its end people are told of a credential. */
const AHEAD_DAYS = 14;
const MOST = 500;
const FIELD = "k8s.kubeconfig";

/**
 * Tells the people of a project once that the stored credential ends soon (k8s-credential-valid judges it; this
 * only calls attention). A new credential with another end is told of anew. For the worker.
 */
export async function tellOfEndingCredentials(now = new Date()): Promise<number> {
  const client = await db();
  const secrets = await client.secret.findMany({
    where: { field: FIELD, project: { closedAt: null } },
    select: { projectId: true, hint: true },
    take: MOST,
  });
  let told = 0;
  for (const { projectId, hint } of secrets) {
    const { summary } = JSON.parse(hint) as { summary?: Pick<KubeconfigSummary, "expiresAt"> };
    const ends = Date.parse(summary?.expiresAt ?? "");
    if (Number.isNaN(ends) || ends - now.getTime() > AHEAD_DAYS * DAY_MS) continue;
    const day = new Date(ends).toISOString().slice(0, 10);
    await client.$transaction(async (tx) => {
      const before = await tx.notification.findFirst({
        where: { projectId, kind: "credential.expiring", data: { contains: `"day":"${day}"` } },
        select: { id: true },
      });
      if (before) return;
      await notify(tx, {
        kind: "credential.expiring",
        projectId,
        data: { field: FIELD, day },
        to: await followers(tx, projectId),
      });
      told++;
    });
  }
  return told;
}
