import "@/test/database";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { getBoard } from "@/lib/data/board";
import { type Claim, claimRun } from "@/lib/data/run-work";
import { cancelRun, getRun, startRun } from "@/lib/data/runs";
import { createPracticeProject } from "@/lib/practice/create";
import { closePeers } from "@/lib/practice/peers";
import { PRACTICE_TOKEN } from "@/lib/practice/scenario";
import { person } from "@/test/people";

import { executeRun } from "./execute-run";

let manager: Actor;
let projectId: string;

beforeAll(async () => {
  manager = await person("manager");
  ({ id: projectId } = await createPracticeProject(manager));
});
afterAll(closePeers);

async function claimed(): Promise<Claim> {
  await startRun(manager, projectId, { kind: "all" });
  const claim = await claimRun("worker");
  if (!claim) throw new Error("nothing to claim");
  return claim;
}
const statusOf = async ({ seq }: Claim) => (await getRun(manager, projectId, seq)).run.status;

describe("a run in the worker", () => {
  test("looks at everything that it planned, finds the practice mistakes, and is done", async () => {
    const claim = await claimed();
    await executeRun(claim, new AbortController().signal);
    const { run } = await getRun(manager, projectId, claim.seq);
    expect(run).toMatchObject({ status: "done", done: run.planned });
    const { rows } = await getBoard(manager, projectId);
    const failing = rows.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
    expect(failing).toEqual(
      expect.arrayContaining([
        "rbac-endpointslice-write",
        "st-class-exists",
        "ns-connectivity-policy",
        "ns-limitrange-products",
        "ns-quota",
      ]),
    );
    expect(JSON.stringify(rows)).not.toContain(PRACTICE_TOKEN);
  });

  test("that somebody stops ends as cancelled, and keeps what was seen before", async () => {
    const claim = await claimed();
    await cancelRun(manager, projectId);
    const before = (await getBoard(manager, projectId)).rows.find(({ id }) => id === "k8s-version-window")?.verdict;
    await executeRun(claim, new AbortController().signal);
    expect(await statusOf(claim)).toBe("cancelled");
    expect((await getBoard(manager, projectId)).rows.find(({ id }) => id === "k8s-version-window")?.verdict).toBe(
      before,
    );
  });

  test("whose worker is told to stop ends as interrupted", async () => {
    const claim = await claimed();
    const stopping = new AbortController();
    stopping.abort();
    await executeRun(claim, stopping.signal);
    expect(await statusOf(claim)).toBe("interrupted");
  });
});
