import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { ROOT } from "./paths.mjs";

const SKIPPED = new Set(["generated", "node_modules"]);

/** Runs one step to its end; a failing step ends the command with its status. */
export function step(label, command, args, env) {
  const started = Date.now();
  const result = spawnSync(command, args, { stdio: "inherit", cwd: ROOT, env });
  if (result.status !== 0) {
    console.error(`${label} failed. The lines above say why; correct that and run the command again.`);
    process.exit(result.status ?? 1);
  }
  console.log(`[${label}] ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function fingerprint(paths) {
  const hash = createHash("sha256");
  const walk = (path) => {
    if (!existsSync(path)) return;
    if (!statSync(path).isDirectory()) return void hash.update(relative(ROOT, path)).update(readFileSync(path));
    for (const name of readdirSync(path).sort())
      if (!SKIPPED.has(name) && !name.includes(".test.")) walk(join(path, name));
  };
  for (const path of paths) walk(join(ROOT, path));
  return hash.digest("hex");
}

/** Does `work` when its inputs changed since the last time or an output is gone. */
export function whenStale(stamp, inputs, outputs, work) {
  const file = join(ROOT, stamp);
  const now = fingerprint(inputs);
  const fresh =
    existsSync(file) && readFileSync(file, "utf8") === now && outputs.every((path) => existsSync(join(ROOT, path)));
  if (fresh) return;
  work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, now);
}
