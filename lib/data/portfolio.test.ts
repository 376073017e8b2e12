import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { readPortfolioQuery } from "@/lib/portfolio/query";
import { person } from "@/test/people";

import { saveAnswer } from "./answers";
import { db } from "./db";
import { foldChangedProjects } from "./fold-projects";
import { listPortfolio } from "./portfolio";
import { createProject } from "./projects";

const today = "2026-11-25";
let manager: Actor;

/** A project with what the worker would have kept of it, or as it was just made. */
async function project(customer: string, kept: Record<string, unknown> = {}): Promise<string> {
  const { id } = await createProject(manager, { customer, environment: "Production" });
  await (await db()).project.update({ where: { id }, data: { foldedRevision: 0, foldedAt: new Date(), ...kept } });
  return id;
}
const list = (address: Record<string, string>, actor = manager) =>
  listPortfolio(actor, readPortfolioQuery(address), { today });
const names = async (address: Record<string, string>, actor = manager) =>
  (await list(address, actor)).rows.map(({ customer }) => customer);

beforeAll(async () => {
  manager = await person("manager");
});

/** All pages one after the other, in either direction. */
async function walk(address: Record<string, string>, between?: () => Promise<unknown>): Promise<string[][]> {
  const pages: string[][] = [];
  for (let after: string | undefined, at = 0; at < 20; at++) {
    const page = await list({ ...address, ...(after ? { after } : {}) });
    pages.push(page.rows.map(({ id }) => id));
    if (!page.after) return pages;
    after = page.after;
    await between?.();
  }
  throw new Error("The pages never end.");
}

describe("paging", () => {
  beforeAll(async () => {
    for (let at = 0; at < 60; at++)
      await project(`Paged ${String(at).padStart(2, "0")}`, {
        blocking: at % 4,
        toAct: at % 3,
        progress: at % 7,
        trend: (at % 5) - 2,
        installStart: at % 3 === 0 ? null : `2026-12-${String(10 + (at % 4))}`,
      });
  });

  test.each(["customer", "readiness", "blocking", "acting", "install", "changed", "trend"])(
    "sorted by %s, each project stands on exactly one page, in both directions",
    async (sort) => {
      for (const dir of ["asc", "desc"]) {
        const pages = await walk({ q: "paged", sort, dir });
        expect(pages.map(({ length }) => length)).toEqual([25, 25, 10]);
        const ids = pages.flat();
        expect(new Set(ids).size).toBe(60);
        const reverse = (await walk({ q: "paged", sort, dir: dir === "asc" ? "desc" : "asc" })).flat();
        if (sort !== "install") expect(reverse.reverse()).toEqual(ids);
      }
    },
  );

  test.each(["asc", "desc"])("the way back from the last page shows the same pages (%s)", async (dir) => {
    for (const sort of ["install", "blocking", "changed"]) {
      const address = { q: "paged", sort, dir };
      const pages = await walk(address);
      let page = await list(address);
      while (page.after) page = await list({ ...address, after: page.after });
      const back: string[][] = [page.rows.map(({ id }) => id)];
      while (page.before) {
        page = await list({ ...address, before: page.before });
        back.unshift(page.rows.map(({ id }) => id));
      }
      expect(back.flat()).toEqual(pages.flat());
    }
  });

  test("projects without an installation date stand last in either direction", async () => {
    for (const dir of ["asc", "desc"]) {
      const dates: boolean[] = [];
      for (let after: string | undefined, at = 0; at < 3; at++) {
        const page = await list({ q: "paged", sort: "install", dir, ...(after ? { after } : {}) });
        dates.push(...page.rows.map(({ installStart }) => installStart !== undefined));
        after = page.after;
      }
      expect(dates).toEqual([...Array<boolean>(40).fill(true), ...Array<boolean>(20).fill(false)]);
    }
  });

  test("what is added while somebody pages shifts nothing: no project twice, none left out", async () => {
    const before = (await walk({ q: "paged", sort: "customer" })).flat();
    let added = 0;
    const seen = await walk({ q: "paged", sort: "customer" }, () => project(`Paged 00 new ${added++}`));
    expect(added).toBe(2);
    expect(seen.flat().filter((id) => before.includes(id))).toEqual(before);
    expect(new Set(seen.flat()).size).toBe(seen.flat().length);
    await (await db()).project.deleteMany({ where: { customer: { startsWith: "Paged 00 new" } } });
  });

  test("a cursor that nobody made begins at the beginning", async () => {
    const first = await names({ q: "paged", sort: "customer" });
    for (const after of ["x", "bnVsbA", Buffer.from('[1,"a"]').toString("base64url")])
      expect(await names({ q: "paged", sort: "customer", after })).toEqual(first);
  });
});

describe("searching and filtering", () => {
  let ready: string;
  beforeAll(async () => {
    ready = await project("İŞ BANKASI", { ready: true, progress: 100, installStart: "2026-11-30" });
    await project("Işık Sigorta", { blocking: 3, mustAct: '{"network":2}', installStart: "2027-03-01" });
    await project("Under Way", { installStart: "2026-11-20", installEnd: "2026-11-27" });
    await project("Long Over", { installStart: "2026-10-01", installEnd: "2026-10-09" });
    await project("Shut", { closedAt: new Date(), ready: true });
    await project("Uncounted", { foldedRevision: -1, foldedAt: null });
  });

  test.each(["iş bankası", "IS BANKASI", "ış bankasi", "bank prod iş", "İş"])("%s finds İŞ BANKASI", async (q) => {
    expect(await names({ q })).toContain("İŞ BANKASI");
  });

  test("a percent sign or an underscore only parts words, and every word must be found", async () => {
    expect(await names({ q: "bankas_%iş" })).toEqual(["İŞ BANKASI"]);
    expect(await names({ q: "bank%sigorta" })).toEqual([]);
  });

  test("ready, not ready and closed are told apart, and what was never counted is neither", async () => {
    expect(await names({ show: "ready" })).toEqual(["İŞ BANKASI"]);
    expect(await names({ show: "blocked", q: "sigorta" })).toEqual(["Işık Sigorta"]);
    expect(await names({ show: "closed" })).toEqual(["Shut"]);
    expect(await names({ show: "blocked", q: "uncounted" })).toEqual([]);
    expect((await list({ q: "uncounted" })).rows[0]).toMatchObject({ standing: "uncounted", trend: [] });
  });

  test("a project that was ready and has changed since is not called ready", async () => {
    await (await db()).project.update({ where: { id: ready }, data: { boardRevision: 1 } });
    expect(await names({ show: "ready" })).toEqual([]);
    expect((await list({ q: "iş bankası" })).rows[0]?.standing).toBe("recounting");
    await (await db()).project.update({ where: { id: ready }, data: { boardRevision: 0, foldedAt: new Date(0) } });
    expect((await list({ q: "iş bankası" })).rows[0]?.standing).toBe("recounting");
    await (await db()).project.update({ where: { id: ready }, data: { foldedAt: new Date() } });
    expect((await list({ q: "iş bankası" })).rows[0]?.standing).toBe("ready");
  });

  test("an installation within some days includes one that is under way and none that is over", async () => {
    expect((await names({ within: "7" })).sort()).toEqual(["Under Way", "İŞ BANKASI"]);
    expect(await names({ within: "7", q: "long over" })).toEqual([]);
  });

  test("who must act and which requirement blocks narrow the list", async () => {
    expect(await names({ who: "network" })).toEqual(["Işık Sigorta"]);
    expect(await names({ who: "db" })).toEqual([]);
    const id = await project("Blocked By One");
    const row = { verdict: "fail", settled: false, since: new Date() };
    await (await db()).rowState.createMany({
      data: [
        { projectId: id, requirementId: "db-endpoint", blocks: true, ...row },
        { projectId: ready, requirementId: "db-endpoint", blocks: false, ...row },
      ],
    });
    expect(await names({ requirement: "db-endpoint" })).toEqual(["Blocked By One"]);
  });

  test("an address that makes no sense shows the usual list", async () => {
    const odd = { show: "everything", who: "me", within: "8", sort: "id; drop", dir: "up", requirement: "../x" };
    expect(await names(odd)).toEqual(await names({}));
  });
});

test("a customer finds his own projects only, whatever he asks for", async () => {
  const mine = await project("Mine Bank", { mustAct: '{"db":1}' });
  await project("Mine Not", { mustAct: '{"db":1}' });
  const customer = await person("customer", mine);
  for (const address of [{}, { q: "mine" }, { show: "all" }, { who: "db" }] as Record<string, string>[]) {
    expect(await names(address, customer)).toEqual(["Mine Bank"]);
    expect((await list(address, customer)).total).toBe(1);
  }
  expect(await list({ q: "not" }, customer)).toMatchObject({ rows: [], any: true });
  expect(await list({}, await person("customer"))).toMatchObject({ rows: [], any: false });
});

test("a changed name or date is found at once, and the folding repeats what the answers say", async () => {
  const { id } = await createProject(manager, { customer: "Old Name", environment: "Test" });
  const save = (field: string, value: unknown, baseRevision = 0) =>
    saveAnswer(manager, { projectId: id, field, value, baseRevision });
  await save("project.customer", "Yeni İsim", 1);
  await save("project.installStart", "2026-11-30");
  const kept = { customer: "Yeni İsim", installStart: "2026-11-30" };
  expect((await list({ q: "YENI ISIM test", within: "7" })).rows).toMatchObject([{ id, ...kept }]);
  await save("project.installStart", null, 1);
  expect((await list({ q: "yeni isim" })).rows[0]).not.toHaveProperty("installStart");
  while ((await foldChangedProjects()) > 0);
  expect((await list({ q: "yeni isim" })).rows[0]).toMatchObject({ id, standing: "not-ready" });
  expect((await list({ q: "yeni isim" })).rows[0]?.trend).toHaveLength(1);
});
