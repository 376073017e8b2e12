import "@/test/database";

import { expect, test } from "vitest";

import { person } from "@/test/people";

import { saveAnswer } from "./answers";
import { attest } from "./attestations";
import { addComment } from "./comments";
import { foldChangedProjects } from "./fold-projects";
import { readHistory } from "./history";
import { createProject } from "./projects";
import { waive } from "./waivers";
import { assign } from "./work";

test("a requirement tells everything that happened to it, newest first, a page at a time", async () => {
  const manager = await person("manager");
  const { id: projectId } = await createProject(manager, { customer: "History Bank", environment: "Production" });
  const customer = await person("customer", projectId);
  const requirementId = "reg-vendor-credentials";
  await foldChangedProjects();
  await attest(manager, { projectId, requirementId, holds: true });
  await foldChangedProjects();
  await assign(customer, {
    projectId,
    requirementId,
    assignee: { role: "registry" },
    dueOn: "2026-12-01",
    basedOn: null,
  });
  await addComment(customer, {
    projectId,
    requirementId,
    text: "Who sends it?",
    internal: false,
    mentions: [],
    files: [],
  });
  await saveAnswer(customer, { projectId, field: "reg.vendorUser", value: "acme", baseRevision: 0 });
  await waive(manager, { projectId, requirementId, reason: "comes on the first day", days: 5 });
  await saveAnswer(customer, { projectId, field: "db.port", value: 5432, baseRevision: 0 });
  await foldChangedProjects();
  const { entries } = await readHistory(customer, projectId, requirementId);
  expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
    ["verdict.turned", "Knovvu Readiness"],
    ["waiver.given", manager.name],
    ["answer.saved", customer.name],
    ["comment.added", customer.name],
    ["assignment.changed", customer.name],
    ["verdict.turned", "Knovvu Readiness"],
    ["attestation.given", manager.name],
  ]);
  expect(entries.at(5)?.details).toMatchObject({ before: "none", after: "pass" });
  expect(entries.at(4)?.details).toEqual({ role: "registry", dueOn: "2026-12-01" });

  for (let at = 0; at < 30; at++)
    await addComment(customer, { projectId, requirementId, text: `${at}`, internal: false, mentions: [], files: [] });
  const first = await readHistory(manager, projectId, requirementId);
  const second = await readHistory(manager, projectId, requirementId, first.next);
  expect([first.entries.length, second.entries.length, second.next]).toEqual([30, 7, undefined]);
});
