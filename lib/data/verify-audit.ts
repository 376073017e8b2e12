import "server-only";

import { brokenLink } from "./audit";
import { db } from "./db";

/** Reads the whole log: how many entries it has, and the number of the first that does not fit, if any. */
export async function verifyAudit(): Promise<{ count: number; broken?: number }> {
  const client = await db();
  const broken = await brokenLink(client);
  return { count: await client.auditEntry.count(), ...(broken === undefined ? {} : { broken }) };
}
