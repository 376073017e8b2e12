import "@/test/database";

import { spawnSync } from "node:child_process";

import { expect, test } from "vitest";

import { db } from "@/lib/data/db";
import { createProject } from "@/lib/data/projects";
import { person } from "@/test/people";

function verify() {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/boot/verify-audit.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: process.env });
  return { status, said: stdout + stderr };
}

test("bar 70: verify-audit says how many entries hold, and names the first one that does not", async () => {
  const manager = await person("manager");
  for (const customer of ["First Bank", "Second Bank", "Third Bank"])
    await createProject(manager, { customer, environment: "Test" });
  expect(verify()).toEqual({
    status: 0,
    said: "The audit log holds: 3 entries, each with the hash of the one before.\n",
  });
  const client = await db();
  await client.$executeRawUnsafe('DROP TRIGGER "AuditEntry_never_changes"');
  await client.auditEntry.update({ where: { seq: 2 }, data: { address: "192.0.2.1" } });
  const { status, said } = verify();
  expect(status).toBe(1);
  expect(said).toContain("The audit log is broken: entry 2 ");
}, 60_000);
