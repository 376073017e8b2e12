// One self-sufficient command for every way to run the project; needs nothing but Node before it installs.
import { bundle } from "./run/bundle.mjs";
import { build, checkNode, prepare } from "./run/prepare.mjs";

checkNode();
process.chdir(new URL("..", import.meta.url).pathname);
const what = process.argv[2] ?? "start";

function tell({ passed, failed, leftOut = false }) {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && (passed > 0 || leftOut) ? 0 : 1;
}

if (what === "start" || what === "dev") {
  prepare(process.env);
  const { settings } = await import("./run/settings.mjs");
  const { migrateDatabase, serve } = await import("./run/serve.mjs");
  const env = settings();
  if (what === "start") build(process.env);
  else bundle();
  migrateDatabase(env);
  console.log(`Knovvu Readiness: ${env.PUBLIC_URL ?? `http://localhost:${env.PORT}`}`);
  serve(env, { dev: what === "dev" });
} else if (what === "bundle") {
  prepare(process.env);
  console.log(bundle());
} else if (what === "rotate-key") {
  prepare(process.env);
  const { settings } = await import("./run/settings.mjs");
  const { migrateDatabase, program } = await import("./run/serve.mjs");
  const env = settings();
  migrateDatabase(env);
  process.exitCode = program("lib/boot/rotate-key.ts", env) ? 0 : 1;
} else if (what === "verify-audit") {
  prepare(process.env);
  const { settings } = await import("./run/settings.mjs");
  const { program } = await import("./run/serve.mjs");
  process.exitCode = program("lib/boot/verify-audit.ts", settings()) ? 0 : 1;
} else if (what === "test") {
  prepare(process.env);
  const { testAll } = await import("./run/tests.mjs");
  tell(await testAll(process.env, () => build(process.env)));
} else if (what === "test:cluster") {
  prepare(process.env);
  const { testCluster } = await import("./run/cluster.mjs");
  tell(await testCluster(process.env));
} else if (what === "screenshots") {
  prepare(process.env);
  build(process.env);
  const { screenshots } = await import("./run/screenshots.mjs");
  process.exitCode = screenshots(process.argv[3]) ? 0 : 1;
} else {
  console.error("Use one of: start, dev, test, test:cluster, rotate-key, verify-audit, screenshots, bundle.");
  process.exitCode = 2;
}
