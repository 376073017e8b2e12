import "@/test/database";

import { beforeEach, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import { writeProductFile } from "@/lib/products/file";
import { person } from "@/test/people";

import { getAnswers, getFacts, importAnswers, saveAnswer } from "./answers";
import { db } from "./db";
import { getProduct, importProduct, listProducts, retireProduct, saveProduct } from "./products";
import { applyProducts, choosableProducts, getProjectProducts, planProducts } from "./project-products";
import { createProject } from "./projects";

const product = (version: string, definition: object = {}, code = "VA") => ({
  code,
  name: `Knovvu ${code}`,
  version,
  definition: {
    namespaces: [
      { name: "knovvu-common", role: "common" },
      { name: "knovvu-va", role: "va" },
    ],
    databases: ["VAReporting"],
    buckets: ["knovvu-va"],
    ...definition,
  },
});
let admin: Actor;
let manager: Actor;
let projectId: string;
const answers = () => getAnswers(manager, projectId);

beforeEach(async () => {
  const client = await db();
  await client.projectProduct.deleteMany();
  await client.product.deleteMany();
  [admin, manager] = [await person("admin"), await person("manager")];
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
});
const add = async (version: string, definition?: object, code?: string) =>
  (await saveProduct(admin, { product: product(version, definition, code) })).id;
const plan = (...ids: string[]) => planProducts(manager, projectId, ids);
const fill = async (ids: string[], fields?: string[], actor = manager) => {
  const { changes, answersRevision } = await plan(...ids);
  const safe = changes.filter(({ state }) => state !== "by-person").map(({ field }) => field);
  return applyProducts(actor, { projectId, productIds: ids, fields: fields ?? safe, answersRevision });
};

describe("a product version", () => {
  test("is kept with what it needs, the newest first", async () => {
    await add("5.9");
    await add("5.10");
    expect((await listProducts(manager)).map(({ version }) => version)).toEqual(["5.10", "5.9"]);
  });

  test("with a mistake is refused at its place, and nothing is kept", async () => {
    const wrong = { product: product("5.2", { databases: ["x".repeat(200)] }) };
    await expect(saveProduct(admin, wrong)).rejects.toMatchObject({ field: expect.stringContaining("databases") });
    expect(await (await db()).product.count()).toBe(0);
  });

  test("comes in by its file as it went out", async () => {
    const id = await add("5.2");
    await expect(importProduct(admin, "kind: Pod")).rejects.toBeInstanceOf(Invalid);
    const { code, name, definition } = await getProduct(admin, id);
    await importProduct(admin, writeProductFile({ code, name, definition, version: "5.3" }));
    expect((await listProducts(admin))[0]).toMatchObject({ version: "5.3", definition });
  });

  test("that a project was filled from stays as it is", async () => {
    const id = await add("5.2");
    await fill([id]);
    const { updatedAt } = await getProduct(admin, id);
    await expect(saveProduct(admin, { id, seenAt: updatedAt, product: product("5.2") })).rejects.toThrow("new version");
  });

  test("that is retired is offered no more, but stays with the projects that have it", async () => {
    const id = await add("5.2");
    await fill([id]);
    await retireProduct(admin, id, true);
    expect((await choosableProducts(manager, projectId)).map((one) => one.id)).toEqual([id]);
    const { id: other } = await createProject(manager, { customer: "Other Bank", environment: "Test" });
    expect(await choosableProducts(manager, other)).toEqual([]);
    await expect(planProducts(manager, other, [id])).rejects.toBeInstanceOf(Invalid);
  });
});

describe("choosing a product version", () => {
  test("fills the empty answers, marked with the version, and remembers it", async () => {
    const id = await add("5.2");
    await fill([id]);
    expect(await answers()).toMatchObject({
      "project.products": { value: ["VA"], product: "VA 5.2" },
      "db.names": { value: ["VAReporting"], product: "VA 5.2" },
    });
    expect(await getProjectProducts(manager, projectId)).toMatchObject([{ id, label: "VA 5.2" }]);
  });

  test("never overwrites what a person wrote without a tick", async () => {
    await saveAnswer(manager, { projectId, field: "db.names", value: ["Own"], baseRevision: 0 });
    const id = await add("5.2");
    await fill([id]);
    expect((await answers())["db.names"]).toMatchObject({ value: ["Own"] });
    expect((await answers())["db.names"]?.product).toBeUndefined();
    await fill([id], ["db.names"]);
    expect((await answers())["db.names"]).toMatchObject({ value: ["VAReporting"], product: "VA 5.2" });
  });

  test("loses its mark where a person edits, and where a file is imported", async () => {
    await fill([await add("5.2")]);
    const { revision = 0 } = (await answers())["db.names"] ?? {};
    await saveAnswer(manager, { projectId, field: "db.names", value: ["Own"], baseRevision: revision });
    await importAnswers(manager, projectId, { "os.buckets": ["own-bucket"] });
    const now = await answers();
    expect([now["db.names"]?.product, now["os.buckets"]?.product]).toEqual([undefined, undefined]);
    expect(now["ns.list"]?.product).toBe("VA 5.2");
  });

  test("offers a newer version field by field, and leaves alone what a person changed since", async () => {
    await fill([await add("5.2")]);
    const { revision = 0 } = (await answers())["db.names"] ?? {};
    await saveAnswer(manager, { projectId, field: "db.names", value: ["Own"], baseRevision: revision });
    const newer = await add("5.10", { databases: ["VAReporting", "VAArchive"], buckets: ["knovvu-va", "knovvu-logs"] });
    expect(await getProjectProducts(manager, projectId)).toMatchObject([{ newer: { id: newer, label: "VA 5.10" } }]);
    const { changes } = await plan(newer);
    expect(changes.find(({ field }) => field === "os.buckets")).toMatchObject({
      state: "from-product",
      added: ["knovvu-logs"],
      removed: [],
    });
    expect(changes.find(({ field }) => field === "db.names")).toMatchObject({
      state: "by-person",
      author: manager.name,
    });
    await fill([newer]);
    expect(await answers()).toMatchObject({
      "db.names": { value: ["Own"] },
      "os.buckets": { value: ["knovvu-va", "knovvu-logs"], product: "VA 5.10" },
    });
    expect(await getProjectProducts(manager, projectId)).toEqual([{ id: newer, label: "VA 5.10", name: "Knovvu VA" }]);
  });

  test("sets the verified database versions of this project alone, and makes their verdict stale", async () => {
    const client = await db();
    const seen = { requirementId: "db-version", target: "VA", vantage: "app", verdict: "pass", reasonCode: "ok" };
    await client.observation.create({
      data: { ...seen, projectId, message: "m", observedAt: new Date(), durationMs: 1 },
    });
    const { id: other } = await createProject(manager, { customer: "Other Bank", environment: "Test" });
    await fill([await add("5.2", { databaseVersions: { postgresql: [16, 17] } })]);
    const of = async (id: string) => (await getFacts(manager, id)).facts.policy.databaseVersions.VA?.postgresql;
    expect([await of(projectId), await of(other)]).toEqual([
      [16, 17],
      [12, 13, 14],
    ]);
    expect((await client.observation.findFirstOrThrow({ where: { projectId } })).staleBecause).toContain(manager.name);
  });

  test("of two versions of one product is refused", async () => {
    const ids = [await add("5.2"), await add("5.3")];
    await expect(plan(...ids)).rejects.toThrow("one version only");
  });
});

describe("two people at once", () => {
  test("who add the same version: one adds it, the other learns that it is there", async () => {
    const all = await Promise.allSettled([add("5.2"), add("5.2"), add("5.2")]);
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(Conflict);
  });

  test("who edit the same version: the late one is a conflict", async () => {
    const id = await add("5.2");
    const { updatedAt: seenAt } = await getProduct(admin, id);
    await saveProduct(admin, { id, seenAt, product: product("5.2", { buckets: ["first"] }) });
    const late = saveProduct(admin, { id, seenAt, product: product("5.2", { buckets: ["second"] }) });
    await expect(late).rejects.toBeInstanceOf(Conflict);
    expect((await getProduct(admin, id)).definition.buckets).toEqual(["first"]);
  });

  test("of whom one answers while the other fills: nothing is filled over it", async () => {
    const id = await add("5.2");
    const { answersRevision } = await plan(id);
    await saveAnswer(manager, { projectId, field: "db.names", value: ["Own"], baseRevision: 0 });
    const late = applyProducts(manager, { projectId, productIds: [id], fields: ["db.names"], answersRevision });
    await expect(late).rejects.toBeInstanceOf(Conflict);
    expect((await answers())["db.names"]?.value).toEqual(["Own"]);
    expect(await getProjectProducts(manager, projectId)).toEqual([]);
  });

  test("who fill the same project at once: one fills", async () => {
    const id = await add("5.2");
    const { answersRevision } = await plan(id);
    const once = () => applyProducts(manager, { projectId, productIds: [id], fields: ["db.names"], answersRevision });
    const all = await Promise.allSettled([once(), once(), once()]);
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("bar 40: who may not", () => {
  test("a customer sees what his project was filled from, and nothing of the products themselves", async () => {
    const id = await add("5.2");
    await fill([id]);
    const customer = await person("customer", projectId);
    expect(await getProjectProducts(customer, projectId)).toMatchObject([{ label: "VA 5.2" }]);
    for (const asked of [listProducts(customer), getProduct(customer, id), retireProduct(customer, id, true)])
      await expect(asked).rejects.toBeInstanceOf(NotFound);
    await expect(saveProduct(customer, { product: product("6.0") })).rejects.toBeInstanceOf(NotFound);
    for (const asked of [choosableProducts(customer, projectId), planProducts(customer, projectId, [id])])
      await expect(asked).rejects.toBeInstanceOf(Forbidden);
    const apply = applyProducts(customer, { projectId, productIds: [id], fields: [], answersRevision: 0 });
    await expect(apply).rejects.toBeInstanceOf(Forbidden);
    const stranger = await person("customer");
    await expect(getProjectProducts(stranger, projectId)).rejects.toBeInstanceOf(NotFound);
  });

  test("managers and engineers read products, and only administrators keep them", async () => {
    const id = await add("5.2");
    for (const actor of [manager, await person("engineer")]) {
      expect(await listProducts(actor)).toHaveLength(1);
      await expect(saveProduct(actor, { product: product("6.0") })).rejects.toBeInstanceOf(Forbidden);
      await expect(importProduct(actor, "")).rejects.toBeInstanceOf(Forbidden);
      await expect(retireProduct(actor, id, true)).rejects.toBeInstanceOf(Forbidden);
    }
  });

  test("what was done stands in the audit log", async () => {
    const id = await add("5.2");
    await fill([id]);
    await retireProduct(admin, id, true);
    const entries = await (await db()).auditEntry.findMany({
      where: { action: { in: ["product.saved", "product.applied", "product.retired"] } },
      orderBy: { seq: "desc" },
      take: 3,
    });
    expect(entries.map(({ action, subject, actorId }) => [action, subject, actorId])).toEqual([
      ["product.retired", "VA 5.2", admin.userId],
      ["product.applied", "VA 5.2", manager.userId],
      ["product.saved", "VA 5.2", admin.userId],
    ]);
  });
});
