import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { ROOT } from "./paths.mjs";
import { whenStale } from "./steps.mjs";

/** Where the single file of the command lies, from the project's folder and from the built server's alike. */
export const BUNDLE = ".next/readiness.cjs";
const SOURCES = ["lib", "package-lock.json", "tsconfig.json", "scripts/run/bundle.mjs"];
const SHARED = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  minify: true,
  logLevel: "warning",
};

/** The command and everything that it needs as one file of JavaScript; answers with the file's path. */
export function bundle() {
  whenStale(".next/readiness-bundle", SOURCES, [BUNDLE], () => {
    // Asked for only now: before the first installation it is not there.
    const { buildSync } = createRequire(import.meta.url)("esbuild");
    const started = Date.now();
    const thread = buildSync({
      ...SHARED,
      entryPoints: [join(ROOT, "lib/intake/kubeconfig/yaml-thread.cjs")],
      write: false,
    });
    buildSync({
      ...SHARED,
      entryPoints: [join(ROOT, "lib/cli/main.ts")],
      outfile: join(ROOT, BUNDLE),
      // A faster driver that pg would take if somebody had compiled it.
      external: ["pg-native"],
      define: { BUNDLED_YAML_THREAD: JSON.stringify(thread.outputFiles[0].text) },
      legalComments: "eof",
    });
    console.log(`[bundle] ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });
  return join(ROOT, BUNDLE);
}

/** Lays the file beside the built server, which looks for it from its own folder. */
export function bundleForServer() {
  const target = join(ROOT, ".next/standalone", BUNDLE);
  if (!existsSync(dirname(target))) mkdirSync(dirname(target), { recursive: true });
  copyFileSync(bundle(), target);
}
