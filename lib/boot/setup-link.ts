import { proveKeys } from "@/lib/data/prove-keys";
import { ensureSetupLink } from "@/lib/data/set-up";
import { env } from "@/lib/env";

/** Proves settings and keys, then prints the one-time set-up link while nobody can sign in. */
async function main(): Promise<void> {
  const { PUBLIC_URL, PORT } = env();
  await proveKeys();
  const path = await ensureSetupLink();
  if (path)
    process.stdout.write(
      `First start. Open this link once to become the administrator:\n  ${PUBLIC_URL ?? `http://localhost:${PORT}`}${path}\n`,
    );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
