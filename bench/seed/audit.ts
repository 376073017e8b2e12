import { AUDIT_ACTIONS } from "@/lib/audit/vocabulary";
import { entryHash } from "@/lib/data/audit";
import { db } from "@/lib/data/db";

const BATCH = 2_000;
const FIRST_HASH = "0".repeat(64);

/** Adds as many entries to the chain of the audit log, a minute apart. */
export async function seedAudit(count: number, now = new Date()): Promise<void> {
  const client = await db();
  const last = await client.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { hash: true } });
  let previousHash = last?.hash ?? FIRST_HASH;
  for (let from = 0; from < count; from += BATCH) {
    const data = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => {
      const number = from + at;
      const entry = {
        at: new Date(now.getTime() - (count - number) * 60_000),
        actorId: `cperson${number % 40}`,
        actorName: `Person ${number % 40}`,
        actorRole: "engineer",
        address: "192.0.2.7",
        projectId: `cseed${String(number % 1_000).padStart(8, "0")}`,
        action: AUDIT_ACTIONS[number % AUDIT_ACTIONS.length] ?? "answer.saved",
        subject: `field.${number % 90}`,
        details: JSON.stringify({ revision: number % 7 }),
        previousHash,
      };
      previousHash = entryHash(entry);
      return { ...entry, hash: previousHash };
    });
    await client.auditEntry.createMany({ data });
  }
}
