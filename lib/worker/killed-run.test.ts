import "@/test/allow-loopback";
import "@/test/database";

import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { getBoard } from "@/lib/data/board";
import { db } from "@/lib/data/db";
import { healthyCluster } from "@/lib/peers/kubernetes/healthy";
import { type KubernetesPeer, startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { person } from "@/test/people";
import { agreeAndStart, pointAt, probingProject } from "@/test/probing-project";

const TOKEN = "token-of-the-kill-tests";
const WAIT = { timeout: 60_000, interval: 100 };
let manager: Actor;
let peer: KubernetesPeer;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  manager = await person("manager");
  peer = await startKubernetesPeer({ ...healthyCluster({ token: TOKEN }), plays: { runMs: 3_600_000 } });
});
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
});
afterAll(() => peer.close());

/** The worker as the application starts it, on the database of this test. */
function startWorker(): ChildProcess {
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "lib/worker/main.ts"], {
    env: { ...process.env, NODE_ENV: "test" },
    stdio: "ignore",
  });
  workers.push(child);
  return child;
}

/** Its lease is over: what a quarter of a minute does by itself. */
async function leaseEnds(runId: string): Promise<void> {
  await (await db()).run.update({ where: { id: runId }, data: { leaseUntil: new Date(0) } });
}

describe.each([
  ["as soon as the first object is written down", 1],
  ["with half of the objects there", 6],
  ["with everything there, while the probes run", 12],
])("the application is killed in the middle of a look, %s", (_when, objects) => {
  test("and the next one removes all that it made, and the run counts as interrupted", async () => {
    const projectId = await probingProject(manager);
    await pointAt(manager, projectId, peer, TOKEN);
    const client = await db();
    const before = peer.counts();
    const worker = startWorker();
    const { runId } = await agreeAndStart(manager, projectId, [
      "ports",
      "pull",
      "traffic",
      "volume",
      "squash",
      "redirect",
    ]);
    await expect.poll(() => client.probeObject.count({ where: { runId } }), WAIT).toBeGreaterThanOrEqual(objects);
    const died = new Promise((resolve) => worker.once("exit", resolve));
    worker.kill("SIGKILL");
    await died;
    const made = peer.counts().created - before.created;
    const written = await client.probeObject.count({ where: { runId } });
    expect(written).toBeGreaterThanOrEqual(made);

    await leaseEnds(runId);
    startWorker();
    await expect.poll(() => client.probeObject.count({ where: { runId, removedAt: null } }), WAIT).toBe(0);
    const after = peer.counts();
    expect(after.removed - before.removed).toBe(after.created - before.created);
    const board = await getBoard(manager, projectId);
    expect(board.run?.status).toBe("interrupted");
    expect(board.rows.filter(({ residue }) => residue)).toEqual([]);
  }, 120_000);
});
