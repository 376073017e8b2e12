import "server-only";

import { proveKeys } from "@/lib/data/prove-keys";
import { currentPolicy } from "@/lib/data/settings";
import { env } from "@/lib/env";

import { markCallers } from "./caller-address";

const GRACE_MS = 3_000;

/** Proves the settings and the key before the first request; ends the process with one clear line otherwise. */
export async function startWeb(): Promise<void> {
  try {
    env();
    currentPolicy();
    await proveKeys();
    markCallers();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      process.emit("readiness:shutdown" as never);
      // An open event stream would keep the server for ever.
      setTimeout(() => process.exit(0), GRACE_MS).unref();
    });
  }
}
