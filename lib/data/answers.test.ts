import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Conflict, Invalid } from "@/lib/errors";
import { bytesOnDisk } from "@/test/database";
import { person } from "@/test/people";

import { getAnswers, getFacts, importAnswers, saveAnswer } from "./answers";
import { db } from "./db";
import { createProject } from "./projects";
import { proveKeys } from "./prove-keys";
import { rotateSecrets } from "./rotate";
import { removeSecret, saveKubeconfig, saveSecret, secretHints } from "./secrets";
import { openSecrets } from "./secrets-for-worker";

let manager: Actor;
let projectId: string;
const save = (field: string, value: unknown, baseRevision = 0, actor = manager) =>
  saveAnswer(actor, { projectId, field, value, baseRevision });

beforeAll(async () => {
  manager = await person("manager");
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
});

describe("an answer", () => {
  test("is stored in its normal form, with who and when", async () => {
    expect(await save("ts.host", "  TS01.Corp.Example ")).toMatchObject({ revision: 1, value: "ts01.corp.example" });
    expect((await getAnswers(manager, projectId))["ts.host"]).toMatchObject({
      value: "ts01.corp.example",
      author: manager.name,
      revision: 1,
    });
  });

  test("based on an older one is a conflict that carries the present one; nothing is overwritten", async () => {
    await save("k8s.engineVersion", "1.28.1");
    await save("k8s.engineVersion", "1.29.2", 1);
    const late = save("k8s.engineVersion", "1.30.3", 1);
    await expect(late).rejects.toBeInstanceOf(Conflict);
    await expect(late).rejects.toMatchObject({ current: { value: "1.29.2", revision: 2 } });
  });

  test("bar 61: of many saves at once on the same base, exactly one wins", async () => {
    await save("db.port", 1000);
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => save("db.port", 2000 + at, 1)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("that is wrong is refused in words, and the old one stays", async () => {
    await expect(save("k8s.workerCount", "many")).rejects.toBeInstanceOf(Invalid);
    expect((await getAnswers(manager, projectId))["k8s.workerCount"]).toBeUndefined();
  });

  test("to a question that is not asked is refused", async () => {
    await expect(save("__proto__", 1)).rejects.toBeInstanceOf(Invalid);
    await expect(save("db.password", "x")).rejects.toBeInstanceOf(Invalid);
  });

  test("bar 46: that moves a stored password elsewhere removes it in the same step", async () => {
    await saveSecret(manager, { projectId, field: "db.password", value: "pw" });
    expect((await getFacts(manager, projectId)).facts.secretsSet.has("db.password")).toBe(true);
    await save("db.host", "other.corp.example");
    expect((await getFacts(manager, projectId)).facts.secretsSet.has("db.password")).toBe(false);
  });

  test("marks what cites it as stale at once, with the question's name", async () => {
    const client = await db();
    const seen = {
      projectId,
      requirementId: "st-class-exists",
      target: "fast",
      vantage: "app",
      verdict: "pass",
      reasonCode: "ok",
      message: "m",
      observedAt: new Date(),
      durationMs: 1,
    };
    await client.observation.create({ data: seen });
    await save("st.className", "gold");
    expect(
      await client.observation.findFirst({ where: { projectId, requirementId: "st-class-exists" } }),
    ).toMatchObject({ staleBecause: 'The answer to "Storage class" has changed since.' });
  });

  test("of a file is taken over only where it differs", async () => {
    expect(await importAnswers(manager, projectId, { "net.tlsAt": "ingress", "st.className": "gold" })).toEqual({
      changed: 1,
    });
  });
});

describe("a secret", () => {
  const CANARY = "cAnArY-0123456789";

  test("bar 44: is nowhere on the disk, neither as it is nor encoded", async () => {
    await saveSecret(manager, { projectId, field: "reg.password", value: CANARY });
    const disk = bytesOnDisk();
    for (const form of [
      CANARY,
      Buffer.from(CANARY).toString("base64"),
      encodeURIComponent(CANARY),
      Buffer.from(CANARY).toString("hex"),
    ])
      expect(disk).not.toContain(form);
    expect((await openSecrets(projectId, 1))["reg.password"]).toBe(CANARY);
  });

  test("is never part of what pages may read", async () => {
    await saveSecret(manager, { projectId, field: "os.secretKey", value: CANARY });
    const shown = JSON.stringify([
      await secretHints(manager, projectId),
      await getAnswers(manager, projectId),
      [...(await getFacts(manager, projectId)).facts.secretsSet],
    ]);
    expect(shown).not.toContain(CANARY);
    expect((await secretHints(manager, projectId))["os.secretKey"]?.setBy).toBe(manager.name);
  });

  test("bar 45: copied to another project does not open there", async () => {
    const { id: other } = await createProject(manager, { customer: "Other Bank", environment: "Test" });
    const client = await db();
    const row = await client.secret.findFirstOrThrow({ where: { projectId, field: "reg.password" } });
    await client.secret.create({ data: { ...row, id: undefined as never, projectId: other } });
    await expect(openSecrets(other, 1)).rejects.toThrow("changed or moved");
  });

  test("can be replaced and removed", async () => {
    await saveSecret(manager, { projectId, field: "db.password", value: "one" });
    await saveSecret(manager, { projectId, field: "db.password", value: "two" });
    expect((await openSecrets(projectId, 1))["db.password"]).toBe("two");
    await removeSecret(manager, projectId, "db.password");
    expect((await openSecrets(projectId, 1))["db.password"]).toBeUndefined();
  });

  test("is left alone by a rotation that finds everything on the newest key", async () => {
    expect(await rotateSecrets()).toBe(0);
  });

  test("bar 47: that was sealed with another key keeps the application from starting, with one line", async () => {
    await expect(proveKeys()).resolves.toBeUndefined();
    const client = await db();
    const { id } = await client.secret.create({
      data: { projectId, field: "obs.logSecret", sealed: "x", keyId: "elsewhere", setBy: "x" },
    });
    await expect(proveKeys()).rejects.toThrow("sealed with key elsewhere");
    await client.secret.delete({ where: { id } });
  });

  test.each([
    "https://127.0.0.1:6443",
    "https://169.254.169.254",
    "https://[::1]:6443",
    "https://[::ffff:127.0.0.1]:6443",
  ])("bar 5: a kubeconfig for %s is refused, with the reason", async (server) => {
    const config = { contextName: "c", server, credential: { kind: "token" as const, token: "t" } };
    await expect(saveKubeconfig(manager, projectId, config, {} as never)).rejects.toThrow("never contacted");
  });
});
