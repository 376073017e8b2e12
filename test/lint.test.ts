import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { afterEach, describe, expect, test } from "vitest";

const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { force: true });
});

/** What the linter says of a file in that room; the file exists for this one call. */
function lint(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  made.push(path);
  const { stdout, stderr } = spawnSync(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "lint", path], {
    encoding: "utf8",
  });
  return `${stdout}${stderr}`;
}

describe("the lint still bites", () => {
  test.each([
    [
      "a page that opens the database",
      "app/zz-lint-trial.ts",
      'import { db } from "@/lib/data/db";\nexport const x = db;\n',
      "Only lib/data speaks to the database",
    ],
    [
      "a page that opens a socket",
      "app/zz-lint-trial.ts",
      'import { connect } from "node:net";\nexport const x = connect;\n',
      "Pages contact nothing",
    ],
    [
      "a route that opens secrets",
      "app/zz-lint-trial.ts",
      'import { openSecrets } from "@/lib/data/secrets-for-worker";\nexport const x = openSecrets;\n',
      "never open a secret",
    ],
    [
      "a component that reads the database",
      "components/zz-lint-trial.ts",
      'import { getBoard } from "@/lib/data/board";\nexport const x = getBoard;\n',
      "Components draw what they are given",
    ],
    [
      "an engine that knows the database",
      "lib/engine/zz-lint-trial.ts",
      'import { db } from "@/lib/data/db";\nexport const x = db;\n',
      "knows no database",
    ],
    [
      "an engine that knows the web server",
      "lib/engine/zz-lint-trial.ts",
      'import { redirect } from "next/navigation";\nexport const x = redirect;\n',
      "knows no web server",
    ],
    [
      "a check that builds its own probe",
      "lib/checks/zz-lint-trial.ts",
      'import { buildProbes } from "@/lib/probes/build";\nexport const x = buildProbes;\n',
      "types of probes only",
    ],
    [
      "a data function that opens a connection",
      "lib/auth/zz-lint-trial.ts",
      'import { request } from "node:https";\nexport const x = request;\n',
      "Only lib/probes opens a connection",
    ],
    [
      "a room other than lib/env that reads the environment",
      "lib/engine/zz-lint-trial.ts",
      "export const x = process.env.HOME;\n",
      "noProcessEnv",
    ],
  ])("on %s", (_what, path, text, words) => {
    expect(lint(path, text)).toContain(words);
  });

  test("and leaves a decent file alone", () => {
    expect(
      lint(
        "lib/engine/zz-lint-trial.ts",
        'import type { ApiResult } from "@/lib/probes/types";\nexport type X = ApiResult;\n',
      ),
    ).not.toContain("noRestrictedImports");
  });
});
