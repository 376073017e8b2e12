import { readFileSync } from "node:fs";

import { parse } from "yaml";

import { DEFAULT_POLICY, Policy } from "./policy";

/** The numbers of this installation: the catalogue's, overridden by the file named in READINESS_POLICY. */
export function readPolicy(path: string | undefined): Policy {
  if (!path) return DEFAULT_POLICY;
  let raw: unknown;
  try {
    raw = parse(readFileSync(path, "utf8"), { schema: "core" });
  } catch (error) {
    throw new Error(
      `READINESS_POLICY: ${path} cannot be read as YAML. Correct the file or unset the variable. (${(error as Error).message.split("\n")[0]})`,
    );
  }
  const parsed = Policy.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".") || "file"}: ${issue.message}`);
  throw new Error(`READINESS_POLICY: ${path} has wrong values. Correct them and start again:\n  ${lines.join("\n  ")}`);
}
