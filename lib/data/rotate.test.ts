import "@/test/database";

import { randomBytes } from "node:crypto";

import { expect, test, vi } from "vitest";

import { person } from "@/test/people";

/** The application as it starts with these keys, newest first. */
async function startedWith(...keys: string[]) {
  process.env.READINESS_KEY = keys.join(",");
  vi.resetModules();
  const [{ rotateSecrets }, plans, secrets, worker, webhooks, projects, { db }, { proveKeys }] = await Promise.all([
    import("./rotate"),
    import("./offline-plans"),
    import("./secrets"),
    import("./secrets-for-worker"),
    import("./webhooks"),
    import("./projects"),
    import("./db"),
    import("./prove-keys"),
  ]);
  return { ...plans, ...secrets, ...worker, ...webhooks, ...projects, rotateSecrets, db, proveKeys };
}

test("what was sealed with one key opens with the next after a rotation: secrets, webhooks and the keys of plans", async () => {
  const [old, next] = [process.env.READINESS_KEY ?? "", randomBytes(32).toString("base64")];
  const admin = await person("admin");
  const before = await startedWith(old);
  const { id: projectId } = await before.createProject(admin, { customer: "Acme Bank", environment: "Production" });
  await before.saveSecret(admin, { projectId, field: "db.password", value: "pa ss,wörd" });
  const handed = await before.handOutPlan(admin, projectId);
  const hook = await before.addWebhook(admin, {
    name: "Channel",
    format: "slack",
    url: "https://hooks.example/x",
    kinds: ["mentioned"],
  });

  expect(await (await startedWith(next, old)).rotateSecrets()).toBe(3);

  const after = await startedWith(next);
  await expect(after.proveKeys()).resolves.toBeUndefined();
  expect(await after.openSecrets(projectId, 1)).toMatchObject({ "db.password": "pa ss,wörd" });
  expect(await after.openWebhook(hook.id)).toMatchObject({ url: "https://hooks.example/x", secret: hook.secret });
  const errand = await (await after.db()).errand.findUniqueOrThrow({ where: { id: handed.errandId } });
  expect(after.openSigningKey(errand)).toBe((JSON.parse(handed.text) as { key: string }).key);
  expect(await after.rotateSecrets()).toBe(0);
  await expect((await startedWith(old)).proveKeys()).rejects.toThrow("sealed with key");
});
