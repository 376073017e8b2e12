import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { canonicalJson, contentHash, verify } from "@/lib/certificate/canonical";
import { Conflict, Forbidden, NotFound } from "@/lib/errors";
import { person } from "@/test/people";
import { readyProject, seeAs, settleAll } from "@/test/ready-project";

import { saveAnswer } from "./answers";
import { attest, withdrawAttestation } from "./attestations";
import { contentNow, getCertificate, listCertificates, signOff } from "./certificates";
import { db } from "./db";
import { foldChangedProjects } from "./fold-projects";
import { removeSecret, saveSecret } from "./secrets";
import { revokeWaiver, waive } from "./waivers";

let manager: Actor;
let engineer: Actor;
const HOUR_MS = 3_600_000;
const WAIVABLE = "obs-tracing";

beforeAll(async () => {
  manager = await person("manager");
  engineer = await person("engineer");
});

const audited = async (projectId: string, action: string) =>
  (await db()).auditEntry.findMany({ where: { projectId, action }, orderBy: { seq: "asc" } });
const signed = async (actor = engineer) => {
  const projectId = await readyProject(manager);
  await signOff(actor, projectId);
  return projectId;
};
const last = async (projectId: string) => (await listCertificates(engineer, projectId))[0];
const accept = (actor: Actor, projectId: string, requirementId: string) =>
  waive(actor, { projectId, requirementId, reason: "agreed with the customer", days: 30 });

describe("a sign-off", () => {
  test("of a ready project freezes what was known, with a hash that fits, and stands in the audit log", async () => {
    const projectId = await readyProject(manager);
    await saveSecret(manager, { projectId, field: "db.password", value: "canary-db-password" });
    await settleAll(manager, projectId);
    const issued = await signOff(engineer, projectId);
    expect(issued).toMatchObject({ seq: 1, by: engineer.name });
    const { content, hash } = await getCertificate(engineer, projectId, 1);
    expect(verify({ content, hash }).genuine).toBe(true);
    expect(content.rows).toHaveLength(90);
    expect(content.rows.every(({ severity, settledBy }) => severity !== "blocker" || settledBy)).toBe(true);
    expect(content.answers).toContainEqual({ field: "project.customer", value: "Yağmur Bankası" });
    expect(content.secrets).toMatchObject([{ field: "db.password", setBy: manager.name, shown: {} }]);
    expect(content.attestations.length).toBeGreaterThan(0);
    expect(canonicalJson(content)).not.toContain("canary-db-password");
    expect(await audited(projectId, "certificate.issued")).toMatchObject([
      { actorName: engineer.name, subject: "1", details: JSON.stringify({ hash }) },
    ]);
  });

  test("bar 41: while something blocks it is refused, and nothing is written", async () => {
    const projectId = await readyProject(manager);
    await seeAs(projectId, "k8s-version-window", "fail");
    await expect(signOff(engineer, projectId)).rejects.toThrow(/not ready: 1 requirement stands against it/);
    expect(await (await db()).certificate.count({ where: { projectId } })).toBe(0);
    expect(await audited(projectId, "certificate.issued")).toEqual([]);
  });

  test("bar 41: the only author of the accepted failures may not sign, and learns who may", async () => {
    const projectId = await readyProject(manager);
    await accept(engineer, projectId, WAIVABLE);
    const refused = signOff(engineer, projectId);
    await expect(refused).rejects.toBeInstanceOf(Forbidden);
    await expect(refused).rejects.toThrow(new RegExp(`accepted by you.*${manager.name}`));
    await accept(manager, projectId, "obs-prom-operator");
    expect(await signOff(engineer, projectId)).toMatchObject({ seq: 1 });
  });

  test("bar 40: a customer is refused with a sentence, and a stranger finds nothing", async () => {
    const projectId = await readyProject(manager);
    await expect(signOff(await person("customer", projectId), projectId)).rejects.toThrow(/of SESTEK signs/);
    await expect(signOff(await person("customer"), projectId)).rejects.toBeInstanceOf(NotFound);
    expect(await listCertificates(engineer, projectId)).toEqual([]);
  });

  test("while a run is going is refused", async () => {
    const projectId = await readyProject(manager);
    await (await db()).run.create({
      data: {
        projectId,
        seq: 7,
        status: "running",
        scope: "{}",
        requestedBy: manager.userId,
        requestedByName: manager.name,
        catalogueVersion: "2026.1",
      },
    });
    await expect(signOff(engineer, projectId)).rejects.toThrow(/Run 7 is still going/);
  });

  test("by two people at the same time makes one certificate", async () => {
    const projectId = await readyProject(manager);
    const tries = await Promise.allSettled([
      signOff(engineer, projectId),
      signOff(manager, projectId),
      signOff(engineer, projectId),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(Conflict);
    expect(await (await db()).certificate.count({ where: { projectId } })).toBe(1);
  });
});

describe("a certificate ends visibly", () => {
  test("bar 41: when an answer changes afterwards, in the same moment and by name", async () => {
    const projectId = await signed();
    const unchanged = { projectId, field: "project.customer", value: "Yağmur Bankası", baseRevision: 1 };
    await saveAnswer(manager, unchanged);
    expect((await last(projectId))?.voided).toBeUndefined();
    await saveAnswer(manager, { ...unchanged, value: "Yağmur Bank" });
    const [row] = await (await db()).certificate.findMany({ where: { projectId } });
    expect(row?.voidedBecause).toBe(`${manager.name} changed the answer to "Customer" (Project and products).`);
    expect(await audited(projectId, "certificate.voided")).toMatchObject([{ actorName: manager.name, subject: "1" }]);
  });

  test("when a secret is set or removed", async () => {
    const projectId = await signed();
    await saveSecret(manager, { projectId, field: "db.password", value: "another" });
    expect((await last(projectId))?.voided?.because).toContain("set the secret");
    const other = await readyProject(manager);
    await saveSecret(manager, { projectId: other, field: "obs.logSecret", value: "one" });
    await settleAll(manager, other);
    await signOff(engineer, other);
    await removeSecret(manager, other, "obs.logSecret");
    expect((await last(other))?.voided?.because).toContain("removed the secret");
  });

  test("when a later look sees another verdict", async () => {
    const projectId = await signed();
    await foldChangedProjects();
    expect((await last(projectId))?.voided).toBeUndefined();
    await seeAs(projectId, "k8s-version-window", "fail");
    await foldChangedProjects();
    const [row] = await (await db()).certificate.findMany({ where: { projectId } });
    expect(row?.voidedBecause).toMatch(/turned from Pass to Fail/);
    expect(await audited(projectId, "certificate.voided")).toMatchObject([{ actorRole: "system" }]);
  });

  test("by age alone: what was seen too long ago counts no longer, and the certificate says until when it rests", async () => {
    const projectId = await signed();
    const { content } = await getCertificate(engineer, projectId, 1);
    const until = Date.parse(content.restsUntil ?? "");
    await foldChangedProjects(new Date(until - HOUR_MS));
    expect((await listCertificates(engineer, projectId, new Date(until - 1)))[0]?.voided).toBeUndefined();
    await foldChangedProjects(new Date(until + 2 * HOUR_MS));
    const [row] = await (await db()).certificate.findMany({ where: { projectId } });
    expect(row?.voidedBecause).toMatch(/turned from Pass to Could not tell/);
  });

  test("by age also for a reader who comes before the worker does", async () => {
    const projectId = await signed();
    const { content } = await getCertificate(engineer, projectId, 1);
    const later = new Date(Date.parse(content.restsUntil ?? "") + 1);
    expect((await getCertificate(engineer, projectId, 1, later)).voided?.because).toMatch(/Could not tell/);
  });

  test("when a waiver is ended, and when an attestation is taken back", async () => {
    const projectId = await readyProject(manager);
    await seeAs(projectId, WAIVABLE, "fail");
    await accept(manager, projectId, WAIVABLE);
    await signOff(engineer, projectId);
    await revokeWaiver(manager, projectId, WAIVABLE);
    expect((await last(projectId))?.voided?.because).toMatch(/^What had settled .* has ended\.$/);

    const attested = await signed();
    const [word] = (await getCertificate(engineer, attested, 1)).content.attestations;
    await withdrawAttestation(manager, attested, word?.requirementId ?? "");
    expect((await last(attested))?.voided?.because).toMatch(/turned from Pass to Not yet run/);
    await attest(manager, { projectId: attested, requirementId: word?.requirementId ?? "", holds: true });
    expect(await signOff(engineer, attested)).toMatchObject({ seq: 2 });
    expect(await listCertificates(engineer, attested)).toMatchObject([{ seq: 2 }, { seq: 1, voided: {} }]);
  });

  test("a stranger learns nothing of it, and its content compares with what is so now", async () => {
    const projectId = await signed();
    await expect(getCertificate(await person("customer"), projectId, 1)).rejects.toBeInstanceOf(NotFound);
    await expect(getCertificate(engineer, projectId, 2)).rejects.toBeInstanceOf(NotFound);
    const { content } = await getCertificate(await person("customer", projectId), projectId, 1);
    const now = await contentNow(engineer, projectId, new Date(content.signed.at));
    expect(contentHash({ ...now, signed: content.signed })).toBe(contentHash(content));
  });
});
