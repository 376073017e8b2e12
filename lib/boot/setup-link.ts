import { ensureSetupLink } from "@/lib/data/links";
import { currentRing } from "@/lib/data/settings";
import { env } from "@/lib/env";

/** Proves key and settings, then prints the one-time set-up link while nobody can sign in. */
async function main(): Promise<void> {
  const { PUBLIC_URL, PORT } = env();
  currentRing();
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
