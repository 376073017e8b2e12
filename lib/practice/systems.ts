import type { Answers } from "@/lib/intake/answers";
import type { RegistryScenario } from "@/lib/peers/registry/server";
import type { SqlServerScenario } from "@/lib/peers/sql-server/server";

import { PRACTICE_DATABASE, PRACTICE_DATABASE_PORT, PRACTICE_REGISTRY, type PracticeMistake } from "./mistakes";

/** Credentials of the practice systems: public, and good for nothing else. */
export const PRACTICE_REGISTRY_PASSWORD = "practice-robot-token";
export const PRACTICE_DATABASE_PASSWORD = "practice-owner-password";
const ROBOT = "robot$knovvu";
const OWNER = "knovvu_owner";
const IMAGES = ["core/engine", "core/worker", "va/web", "va/api", "va/dialog"];
const MISSING = IMAGES.slice(3);
const TAG = "5.2.0";

/** A digest for a name, the same wherever it is asked. */
const digest = (name: string) => `sha256:${Buffer.from(name.padEnd(32, "-")).toString("hex").slice(0, 64)}`;

/** The practice registry with the mistakes that are left in it. */
export function practiceRegistry(mistakes: readonly PracticeMistake[]): RegistryScenario {
  const held = mistakes.includes("image-missing") ? IMAGES.filter((name) => !MISSING.includes(name)) : IMAGES;
  return {
    user: ROBOT,
    password: PRACTICE_REGISTRY_PASSWORD,
    auth: "token",
    images: Object.fromEntries(held.map((name) => [`knovvu/${name}`, { [TAG]: digest(name) }])),
    rights: mistakes.includes("registry-push") ? ["pull", "catalog"] : ["pull", "push", "delete", "catalog"],
  };
}

/** The practice SQL Server with the mistakes that are left in it. */
export function practiceDatabase(mistakes: readonly PracticeMistake[]): Partial<SqlServerScenario> {
  const stranger = { db_user: "guest", role_member: 0, control_db: 0, create_table: 0 };
  const facts = { usr: OWNER, ...(mistakes.includes("database-owner") ? stranger : {}) };
  return {
    version: [15, 0, 4322, 2],
    encryption: "required",
    user: OWNER,
    password: mistakes.includes("database-password") ? "changed-meanwhile" : PRACTICE_DATABASE_PASSWORD,
    databases: { SestekRaven: facts, VAReporting: facts },
  };
}

/** Answers that lead to the practice registry and database; `ca` of each is its own. */
export function practiceSystemAnswers(ca: { registry: string; database: string }): Answers {
  return {
    "reg.type": "v2-generic",
    "reg.host": PRACTICE_REGISTRY,
    "reg.username": ROBOT,
    "reg.pullPrefix": "knovvu",
    "reg.pushPrefix": "knovvu",
    "reg.mode": "mirror",
    "reg.ca": ca.registry,
    "reg.imageList": {
      name: "images.txt",
      text: IMAGES.map((name) => `docker.sestek.com/${name}:${TAG}@${digest(name)}`).join("\n"),
    },
    "db.engine": "mssql",
    "db.host": PRACTICE_DATABASE,
    "db.ip": "127.0.0.1",
    "db.port": PRACTICE_DATABASE_PORT,
    "db.names": ["SestekRaven", "VAReporting"],
    "db.createdBy": "customer",
    "db.auth": "sql",
    "db.username": OWNER,
    "db.tls": "verified",
    "db.ca": ca.database,
    "db.version": "2019",
  };
}
