import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { person } from "@/test/people";

import { importAnswers, saveAnswer } from "./answers";
import { attest, withdrawAttestation } from "./attestations";
import { brokenLink } from "./audit";
import { db } from "./db";
import { createProject, setAllowedNetworks } from "./projects";
import { cancelRun, startRun } from "./runs";
import { removeSecret, saveSecret } from "./secrets";
import { openSecrets } from "./secrets-for-worker";
import { revokeWaiver, waive } from "./waivers";

let manager: Actor;
let projectId: string;

beforeAll(async () => {
  manager = await person("manager");
  ({ id: projectId } = await createProject(manager, { customer: "Audited Bank", environment: "Production" }));
});

const last = async () => {
  const { actorName, action, subject } = await (await db()).auditEntry.findFirstOrThrow({
    where: { projectId },
    orderBy: { seq: "desc" },
  });
  return { actorName, action, subject };
};

describe("what a person does to a project stands in the audit log under the person's name", () => {
  test.each<[string, string | null, () => Promise<unknown>]>([
    ["project.created", null, async () => undefined],
    [
      "answer.saved",
      "db.port",
      () => saveAnswer(manager, { projectId, field: "db.port", value: 5432, baseRevision: 0 }),
    ],
    ["answers.imported", "db.port", () => importAnswers(manager, projectId, { "db.port": 5433 })],
    ["secret.set", "db.password", () => saveSecret(manager, { projectId, field: "db.password", value: "canary-7" })],
    [
      "secret.removed",
      "db.password",
      async () => {
        await removeSecret(manager, projectId, "db.password");
      },
    ],
    ["networks.allowed", null, () => setAllowedNetworks(manager, projectId, ["10.2.0.0/16"])],
    ["attestation.given", "ts-host", () => attest(manager, { projectId, requirementId: "ts-host", holds: true })],
    ["attestation.withdrawn", "ts-host", () => withdrawAttestation(manager, projectId, "ts-host")],
    [
      "waiver.given",
      "ns-quota",
      () => waive(manager, { projectId, requirementId: "ns-quota", reason: "agreed with the bank", days: 3 }),
    ],
    ["waiver.ended", "ns-quota", () => revokeWaiver(manager, projectId, "ns-quota")],
    [
      "run.started",
      "1",
      async () => {
        await importAnswers(manager, projectId, { "project.products": ["VA"] });
        await startRun(manager, projectId, { kind: "only", ids: ["prj-products"] });
      },
    ],
    ["run.stopped", "1", () => cancelRun(manager, projectId)],
  ])("%s (%s)", async (action, subject, work) => {
    await work();
    expect(await last()).toEqual({ actorName: manager.name, action, subject });
  });

  test("a secret that goes with its changed host is written down with the answer that did it", async () => {
    await saveAnswer(manager, { projectId, field: "db.host", value: "db.acme.example", baseRevision: 0 });
    await saveSecret(manager, { projectId, field: "db.password", value: "canary-8" });
    await saveAnswer(manager, { projectId, field: "db.host", value: "db2.acme.example", baseRevision: 1 });
    const removed = await (await db()).auditEntry.findFirstOrThrow({
      where: { projectId, action: "secret.removed" },
      orderBy: { seq: "desc" },
    });
    expect(removed).toMatchObject({ subject: "db.password", details: '{"because":"db.host"}' });
  });
});

test("every use of a stored secret by a run is written down, and no entry holds a secret", async () => {
  await saveSecret(manager, { projectId, field: "reg.password", value: "canary-9" });
  await openSecrets(projectId, 7);
  const entries = await (await db()).auditEntry.findMany({ where: { projectId } });
  expect(entries.filter(({ action }) => action === "secret.used")).toMatchObject([
    { subject: "reg.password", actorName: "Knovvu Readiness", actorRole: "system", details: '{"run":7}' },
  ]);
  expect(JSON.stringify(entries)).not.toContain("canary");
});

test("bar 70: forty imports at once leave one unbroken chain", async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      importAnswers(manager, projectId, { "db.port": 6000 + at, "ts.host": `ts-${at}.acme.example` }),
    ),
  );
  const client = await db();
  expect(await brokenLink(client)).toBeUndefined();
});
