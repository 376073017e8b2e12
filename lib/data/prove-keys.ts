import "server-only";

import { VaultError } from "@/lib/vault/key-ring";

import { db } from "./db";
import { currentRing } from "./settings";

/** Every stored secret must have its key in the ring: a wrong key is found at the start, not in a run. */
export async function proveKeys(): Promise<void> {
  const ring = currentRing();
  const used = await (await db()).secret.findMany({ distinct: ["keyId"], select: { keyId: true } });
  const unknown = used.map(({ keyId }) => keyId).filter((id) => !ring.keys.has(id));
  if (unknown.length > 0) {
    throw new VaultError(
      "unknown-key",
      `The secrets of this installation were sealed with key ${unknown.join(", ")}, and the given key is ${ring.current}. Put the right key back (READINESS_KEY or the key file).`,
    );
  }
}
