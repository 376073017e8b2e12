import { rotateSecrets } from "@/lib/data/rotate";

rotateSecrets().then(
  (count) => {
    process.stdout.write(`${count} secrets are wrapped with the newest key. The older keys are no longer needed.\n`);
    process.exit(0);
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
