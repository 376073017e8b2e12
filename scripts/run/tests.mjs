import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { ROOT, tool } from "./paths.mjs";
import { testPeers } from "./peers.mjs";

/** Runs a command, shows its output, and hands it back for counting. */
function watched(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.on("exit", (code) => resolve({ ok: code === 0, text: stripVTControlCharacters(text) }));
  });
}

const number = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);

/** One step that passes or fails as a whole, such as the types. */
async function whole(label, args, env) {
  console.log(`\n[${label}]`);
  const { ok } = await watched(args, env);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** A vitest run, counted by its own summary line. */
export async function vitest(label, args, env) {
  console.log(`\n[${label}]`);
  const { ok, text } = await watched([tool("vitest/vitest.mjs"), "run", ...args], env);
  const line = /^\s*Tests\s+(.*)$/m.exec(text)?.[1] ?? "";
  const failed = number(line, /(\d+) failed/);
  return { passed: number(line, /(\d+) passed/), failed: failed || (ok ? 0 : 1) };
}

async function journeys(env) {
  console.log("\n[journeys in a browser]");
  const { ok, text } = await watched([tool("playwright/cli.js"), "test"], env);
  const failed = number(text, /^\s*(\d+) failed/m) + number(text, /^\s*(\d+) flaky/m);
  return { passed: number(text, /^\s*(\d+) passed/m), failed: failed || (ok ? 0 : 1) };
}

export function sum(results) {
  return results.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** The whole suite that a plain machine can run, on a data folder of its own. */
export async function testAll(env, build) {
  const folder = mkdtempSync(join(tmpdir(), "readiness-test-"));
  try {
    const results = [
      await whole("lint", [tool("@biomejs/biome/bin/biome"), "check", "."], env),
      await whole("types", [tool("typescript/bin/tsc"), "--noEmit"], env),
      await vitest("units", [], env),
      await testPeers(env),
    ];
    build();
    results.push(await journeys({ ...env, READINESS_TEST_DATA: folder }));
    return sum(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
