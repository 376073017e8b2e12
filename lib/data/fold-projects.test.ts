import "@/test/database";

import { expect, test } from "vitest";

import { person } from "@/test/people";

import { saveAnswer } from "./answers";
import { db } from "./db";
import { foldChangedProjects } from "./fold-projects";
import { createProject } from "./projects";

test("the worker keeps of each project what the portfolio shows, and folds again only what changed", async () => {
  const actor = await person("manager");
  const { id } = await createProject(actor, { customer: "Acme Bank", environment: "Production" });
  expect(await foldChangedProjects()).toBe(1);
  const client = await db();
  const first = await client.project.findUniqueOrThrow({ where: { id } });
  expect(first).toMatchObject({ ready: false, foldedRevision: first.boardRevision });
  expect(first.applicable).toBeGreaterThan(50);
  expect(await client.rowState.count({ where: { projectId: id } })).toBe(90);
  expect(await foldChangedProjects()).toBe(0);

  await saveAnswer(actor, { projectId: id, field: "db.engine", value: "postgresql", baseRevision: 0 });
  expect(await foldChangedProjects()).toBe(1);
  const state = await client.rowState.findUniqueOrThrow({
    where: { projectId_requirementId: { projectId: id, requirementId: "ts-app-ssms" } },
  });
  expect(state).toMatchObject({ verdict: "not-applicable", settled: true });
  expect(await client.projectDay.count({ where: { projectId: id } })).toBe(1);
});

test("a verdict changes by age too: what was folded an hour ago is folded again", async () => {
  const actor = await person("manager");
  await createProject(actor, { customer: "Old Bank", environment: "Production" });
  await foldChangedProjects();
  expect(await foldChangedProjects(new Date(Date.now() + 3_700_000))).toBeGreaterThan(0);
});
