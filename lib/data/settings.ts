import "server-only";

import { env } from "@/lib/env";
import type { Policy } from "@/lib/requirements/policy";
import { readPolicy } from "@/lib/requirements/policy-file";
import { type KeyRing, readKeyRing } from "@/lib/vault/key-ring";

let policy: Policy | undefined;
let ring: KeyRing | undefined;

/** The numbers of this installation, read once. */
export function currentPolicy(): Policy {
  policy ??= readPolicy(env().READINESS_POLICY);
  return policy;
}

/** The keys that seal secrets, read once; throws VaultError when there is none. */
export function currentRing(): KeyRing {
  const { READINESS_KEY, READINESS_KEY_FILE } = env();
  ring ??= readKeyRing({
    ...(READINESS_KEY ? { READINESS_KEY } : {}),
    ...(READINESS_KEY_FILE ? { READINESS_KEY_FILE } : {}),
  });
  return ring;
}

/** The local day of this server, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
