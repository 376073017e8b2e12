import "@/test/database";

import fc from "fast-check";
import { expect, test } from "vitest";

import { NotFound } from "@/lib/errors";
import { median } from "@/lib/portfolio/median";
import { readPortfolioQuery } from "@/lib/portfolio/query";
import { person } from "@/test/people";

import { db } from "./db";
import { listPortfolio } from "./portfolio";
import { portfolioStatistics } from "./portfolio-statistics";
import { createProject } from "./projects";

const REQUIREMENT = "db-endpoint";

test("the middle value is the one that sorting would show", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }), (values) => {
      const histogram = new Map<number, number>();
      for (const value of values) histogram.set(value, (histogram.get(value) ?? 0) + 1);
      const sorted = values.toSorted((one, other) => one - other);
      const middle = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
      expect(median(histogram)).toBe(((middle[0] ?? 0) + (middle[1] ?? 0)) / 2);
    }),
  );
  expect(median(new Map())).toBeUndefined();
});

test("open projects count as blocked, closed ones for the days to green, practice ones for neither", async () => {
  const manager = await person("manager");
  const client = await db();
  const now = new Date();
  const add = async (customer: string, project: object, row: { blocks: boolean; daysToGreen: number | null }) => {
    const { id } = await createProject(manager, { customer, environment: "Production" });
    await client.project.update({ where: { id }, data: { foldedAt: now, ...project } });
    const verdict = row.blocks ? "fail" : "pass";
    await client.rowState.create({
      data: { projectId: id, requirementId: REQUIREMENT, verdict, settled: !row.blocks, since: now, ...row },
    });
  };
  await add("Red One", {}, { blocks: true, daysToGreen: null });
  await add("Red Two", {}, { blocks: true, daysToGreen: null });
  await add("Red Shut", { closedAt: now }, { blocks: true, daysToGreen: null });
  await add("Red Practice", { practice: true }, { blocks: true, daysToGreen: null });
  await add("Green Two", {}, { blocks: false, daysToGreen: 2 });
  await add("Green Shut", { closedAt: now }, { blocks: false, daysToGreen: 7 });
  await add("Green Practice", { practice: true }, { blocks: false, daysToGreen: 100 });
  const { projects, requirements, groups } = await portfolioStatistics(manager);
  expect(projects).toBe(3);
  const figures = { blocked: 2, greened: 2, medianDays: 4.5 };
  expect(requirements[0]).toEqual({ id: REQUIREMENT, ...figures });
  expect(requirements).toHaveLength(90);
  const listed = readPortfolioQuery({ show: "real", requirement: REQUIREMENT });
  expect((await listPortfolio(manager, listed, { today: "2026-11-25" })).total).toBe(figures.blocked);
  expect(groups.find(({ id }) => id === "database")).toEqual({ id: "database", ...figures });
  expect(groups.find(({ id }) => id === "license")).toEqual({ id: "license", blocked: 0, greened: 0 });
});

test("a customer is not told what blocks other customers", async () => {
  await expect(portfolioStatistics(await person("customer"))).rejects.toBeInstanceOf(NotFound);
});
