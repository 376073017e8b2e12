import "@/test/database";

import { expect, test, vi } from "vitest";

import { getBoard } from "@/lib/data/board";
import { addComment } from "@/lib/data/comments";
import { db } from "@/lib/data/db";
import { createProject } from "@/lib/data/projects";
import { assign } from "@/lib/data/work";
import { person } from "@/test/people";

import type { LiveEvent } from "./events";
import { type Side, watchBoard } from "./watch";

test("the page and the stream give a customer the work and the words, but neither raw evidence nor a trace of internal remarks", async () => {
  const engineer = await person("engineer");
  const { id: projectId } = await createProject(await person("manager"), {
    customer: "Live Bank",
    environment: "Test",
  });
  await (await db()).observation.create({
    data: {
      projectId,
      requirementId: "db-endpoint",
      target: "db.acme.example:5432",
      vantage: "app",
      verdict: "fail",
      reasonCode: "refused",
      message: "It refuses connections.",
      evidence: JSON.stringify({ raw: "EVIDENCE-CANARY" }),
      observedAt: new Date(),
      durationMs: 3,
    },
  });
  const heard: Record<Side, string[]> = { vendor: [], customer: [] };
  const listen = (side: Side) =>
    watchBoard(projectId, side, (event: LiveEvent) => heard[side].push(JSON.stringify(event)));
  const watching = { vendor: await listen("vendor"), customer: await listen("customer") };
  heard.vendor.push(JSON.stringify(watching.vendor.board));
  heard.customer.push(JSON.stringify(watching.customer.board));
  const remark = { projectId, requirementId: "db-endpoint", mentions: [], files: [] };
  await addComment(engineer, { ...remark, text: "INTERNAL-CANARY", internal: true });
  await addComment(engineer, { ...remark, text: "for all", internal: false });
  const given = { projectId, requirementId: "db-endpoint", dueOn: "2026-12-24", basedOn: null };
  await assign(engineer, { ...given, assignee: { role: "db" } });
  await vi.waitFor(() => {
    expect(heard.vendor.join()).toContain("2026-12-24");
    expect(heard.customer.join()).toContain("2026-12-24");
  });
  watching.vendor.stop();
  watching.customer.stop();
  expect(heard.vendor.join()).toContain("EVIDENCE-CANARY");
  expect(heard.vendor.join()).toContain("internalTalk");
  expect(heard.customer.join()).toContain("It refuses connections.");
  expect(heard.customer.join()).toContain('"talk":{"count":1');
  heard.customer.push(JSON.stringify(await getBoard(await person("customer", projectId), projectId)));
  expect(heard.customer.join()).not.toMatch(/CANARY|internalTalk/);
});
