import { spawnSync } from "node:child_process";

import { ROOT } from "./paths.mjs";

/** Takes the README's pictures of a practice project; with a folder, every page in every look. */
export function screenshots(folder) {
  const args = ["--import", "tsx", "e2e/support/take-screenshots.ts", ...(folder ? [folder] : [])];
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status === 0;
}
