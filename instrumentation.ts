/** Runs once when the web server starts: wrong settings and a missing key end it with one clear line. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { currentPolicy, currentRing } = await import("@/lib/data/settings");
  const { env } = await import("@/lib/env");
  try {
    env();
    currentPolicy();
    currentRing();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  const grace = 3_000;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      process.emit("readiness:shutdown" as never);
      // An open event stream would keep the server for ever.
      setTimeout(() => process.exit(0), grace).unref();
    });
  }
}
