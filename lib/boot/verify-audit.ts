import { verifyAudit } from "@/lib/data/verify-audit";

verifyAudit().then(
  ({ count, broken }) => {
    if (broken === undefined) {
      process.stdout.write(`The audit log holds: ${count} entries, each with the hash of the one before.\n`);
      process.exit(0);
    }
    process.stderr.write(
      `The audit log is broken: entry ${broken} does not fit what stands before it, or was changed after it was written. Compare it with a backup.\n`,
    );
    process.exit(1);
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(3);
  },
);
