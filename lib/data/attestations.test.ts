import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Forbidden, Invalid } from "@/lib/errors";
import { catalogue } from "@/lib/requirements/catalogue";
import { person } from "@/test/people";

import { saveAnswer } from "./answers";
import { attest, evidenceFile, withdrawAttestation } from "./attestations";
import { getBoard } from "./board";
import { db } from "./db";
import { createProject } from "./projects";
import { revokeWaiver, waive } from "./waivers";

let manager: Actor;
let projectId: string;
const bytes = (text: string) => new TextEncoder().encode(text);
const row = async (id: string) => (await getBoard(manager, projectId)).rows.find((one) => one.id === id);

beforeAll(async () => {
  manager = await person("manager");
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
});

describe("an evidence file", () => {
  const attach = (name: string, content: Uint8Array) =>
    attest(manager, { projectId, requirementId: "ts-host", holds: true, file: { name, bytes: content } });

  test.each([
    "../../etc/passwd.txt",
    "evil\u202etxt.txt",
    "<img onerror=alert(1)>.txt",
    `${"x".repeat(4096)}.txt`,
    'a"b\r\nset-cookie: x.txt',
  ])("bar 9: named %j is kept under a harmless name, and comes back byte for byte", async (name) => {
    const { id, evidenceFile: kept } = await attach(name, bytes("proof"));
    expect(kept?.name).toMatch(/^[\w.() -]{1,120}$/);
    expect(kept?.name).not.toContain("/");
    const served = await evidenceFile(manager, projectId, id);
    expect(new TextDecoder().decode(served.bytes)).toBe("proof");
  });

  test.each<[string, string, Uint8Array]>([
    ["a program that calls itself a picture", "photo.png", bytes("MZ program")],
    ["a page", "page.html", bytes("<script>")],
    ["an empty file", "empty.txt", new Uint8Array()],
    ["bytes that call themselves text", "data.txt", new Uint8Array([0, 1, 2])],
    ["more than 10 MiB", "big.txt", new Uint8Array(10 * 1024 * 1024 + 1).fill(97)],
  ])("bar 8: %s is refused, and nothing is stored", async (_what, name, content) => {
    await expect(attach(name, content)).rejects.toBeInstanceOf(Invalid);
  });
});

describe("a person's word", () => {
  test("stands by name on the row, and can be taken back", async () => {
    await attest(manager, { projectId, requirementId: "reg-vendor-credentials", holds: true, note: "by mail" });
    expect(await row("reg-vendor-credentials")).toMatchObject({
      verdict: "pass",
      vantage: "person",
      attestation: { person: manager.name, note: "by mail" },
    });
    await withdrawAttestation(manager, projectId, "reg-vendor-credentials");
    expect((await row("reg-vendor-credentials"))?.verdict).toBeUndefined();
  });

  test("ends when an answer that it cites changes: nobody could tell now, and the row says what it was", async () => {
    await attest(manager, { projectId, requirementId: "reg-vendor-credentials", holds: true });
    await saveAnswer(manager, { projectId, field: "reg.vendorUser", value: "acme", baseRevision: 0 });
    const found = await row("reg-vendor-credentials");
    expect(found).toMatchObject({
      verdict: "could-not-tell",
      reasonCode: "stale",
      stale: { last: "pass" },
      blocks: true,
    });
    expect(found?.message).toContain(`The word of ${manager.name} ended`);
  });

  test("ends on the chosen day, at most the catalogue's thirty days away", async () => {
    const give = (days: number) => attest(manager, { projectId, requirementId: "ts-host", holds: true, days });
    const { at, expiresAt } = await give(3);
    expect(Date.parse(expiresAt) - Date.parse(at)).toBe(3 * 86_400_000);
    for (const days of [0, 31, 1.5, Number.NaN]) await expect(give(days)).rejects.toBeInstanceOf(Invalid);
  });

  test("bar 40: on what SESTEK delivers is not an engineer's nor a customer's to give", async () => {
    for (const actor of [await person("engineer"), await person("customer", projectId)])
      await expect(
        attest(actor, { projectId, requirementId: "reg-vendor-credentials", holds: true }),
      ).rejects.toBeInstanceOf(Forbidden);
    await expect(
      attest(await person("customer", projectId), { projectId, requirementId: "ts-host", holds: true }),
    ).resolves.toMatchObject({ role: "customer" });
  });

  test("cannot be given on what only a look can tell", async () => {
    await expect(
      attest(manager, { projectId, requirementId: "k8s-version-window", holds: true }),
    ).rejects.toBeInstanceOf(Invalid);
  });
});

describe("a waiver", () => {
  test.each(catalogue.filter(({ waivable }) => !waivable).map(({ id }) => id))(
    "of %s is refused: the installation would fail without it",
    async (requirementId) => {
      await expect(accept(requirementId)).rejects.toThrow("cannot be waived");
      expect((await row(requirementId))?.waiver).toBeUndefined();
    },
  );

  test("bar 40: is not a customer's to give or to end", async () => {
    const customer = await person("customer", projectId);
    const input = { projectId, requirementId: "ns-quota", reason: "we would rather not", days: 7 };
    await expect(waive(customer, input)).rejects.toBeInstanceOf(Forbidden);
    await accept("ns-quota");
    await expect(revokeWaiver(customer, projectId, "ns-quota")).rejects.toBeInstanceOf(Forbidden);
    expect((await row("ns-quota"))?.waiver).toBeDefined();
  });

  test("whose day is over counts no more, and the row says so", async () => {
    await accept("ns-quota");
    await (await db()).waiver.updateMany({ where: { projectId }, data: { expiresAt: new Date(Date.now() - 1000) } });
    const found = await row("ns-quota");
    expect(found).toMatchObject({ settled: false, waiverEnded: { person: manager.name } });
    expect(found?.waiver).toBeUndefined();
  });

  const accept = (requirementId: string, reason = "agreed with the customer", days = 30) =>
    waive(manager, { projectId, requirementId, reason, days });

  test("settles a row by name until its day, and can be ended", async () => {
    await accept("ns-quota");
    expect(await row("ns-quota")).toMatchObject({ settled: true, waiver: { person: manager.name } });
    await revokeWaiver(manager, projectId, "ns-quota");
    expect(await row("ns-quota")).toMatchObject({ settled: false });
  });

  test.each<[string, () => Promise<void>]>([
    ["without a reason", () => accept("ns-quota", "ok")],
    ["for ever", () => accept("ns-quota", "agreed with the customer", 9999)],
    ["for what must not be waived", () => accept("k8s-version-window")],
  ])("is refused %s", async (_what, work) => {
    await expect(work()).rejects.toBeInstanceOf(Invalid);
  });
});
