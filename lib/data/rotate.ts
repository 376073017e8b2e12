import "server-only";

import { rewrap } from "@/lib/vault/vault";

import { db } from "./db";
import { currentRing } from "./settings";

const BATCH = 100;

/** The same for the addresses and signing secrets of webhooks. */
async function rotateWebhooks(): Promise<number> {
  const client = await db();
  const ring = currentRing();
  const rows = await client.webhook.findMany({
    where: { keyId: { not: ring.current } },
    select: { id: true, sealed: true },
  });
  for (const { id, sealed } of rows) {
    const { sealed: again, keyId } = rewrap(sealed, ring);
    await client.webhook.updateMany({ where: { id, sealed }, data: { sealed: again, keyId } });
  }
  return rows.length;
}

/** The same for the signing keys of plans that were handed out. */
async function rotateErrands(): Promise<number> {
  const client = await db();
  const ring = currentRing();
  const rows = await client.errand.findMany({
    where: { sealedKey: { not: null }, keyId: { not: ring.current } },
    select: { id: true, sealedKey: true },
  });
  for (const { id, sealedKey } of rows) {
    if (!sealedKey) continue;
    const { sealed, keyId } = rewrap(sealedKey, ring);
    await client.errand.updateMany({ where: { id, sealedKey }, data: { sealedKey: sealed, keyId } });
  }
  return rows.length;
}

/** Wraps every stored secret with the ring's newest key; returns how many were not yet. Safe to repeat. */
export async function rotateSecrets(): Promise<number> {
  const client = await db();
  const ring = currentRing();
  let rotated = (await rotateWebhooks()) + (await rotateErrands());
  for (;;) {
    const rows = await client.secret.findMany({
      where: { keyId: { not: ring.current } },
      take: BATCH,
      select: { id: true, sealed: true, version: true },
    });
    if (rows.length === 0) return rotated;
    for (const { id, sealed, version } of rows) {
      const { sealed: again, keyId } = rewrap(sealed, ring);
      // A secret that was replaced meanwhile is left to its new version.
      const { count } = await client.secret.updateMany({
        where: { id, version, sealed },
        data: { sealed: again, keyId },
      });
      rotated += count;
    }
  }
}
