import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { ROOT } from "./paths.mjs";

function ownFile(path, make) {
  if (!existsSync(path)) writeFileSync(path, make(), { mode: 0o600, flag: "wx" });
  return readFileSync(path, "utf8").trim();
}

/**
 * The settings of one installation: what the operator gave, and safe defaults for the rest. The folder
 * holds the database, the sign-in secret and, unless READINESS_KEY is given, the key of the secrets.
 */
export function settings(given = process.env, folder = given.READINESS_DATA ?? join(ROOT, "data")) {
  const data = resolve(folder);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const env = { ...given, READINESS_DATA: data, NEXT_TELEMETRY_DISABLED: "1" };
  // Absolute: the built server changes its working directory.
  env.DATABASE_URL ??= `file:${join(data, "readiness.db")}`;
  env.PORT ??= "3000";
  env.BIND ??= "127.0.0.1";
  env.HOSTNAME = env.BIND;
  env.NEXTAUTH_SECRET ??= ownFile(join(data, "auth-secret"), () => randomBytes(32).toString("hex"));
  env.NEXTAUTH_URL ??= env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  if (!env.READINESS_KEY) {
    env.READINESS_KEY_FILE ??= join(data, "key");
    // A lost key must not be replaced silently: only a fresh installation gets a new one.
    const fresh = !existsSync(join(data, "readiness.db")) && env.DATABASE_URL.startsWith("file:");
    if (fresh || given.READINESS_NEW_KEY === "1")
      ownFile(env.READINESS_KEY_FILE, () => randomBytes(32).toString("base64"));
  }
  return env;
}
