import "@/test/allow-loopback";
import "@/test/database";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import type { PartId } from "@/lib/cluster/parts";
import { importAnswers } from "@/lib/data/answers";
import { getBoard } from "@/lib/data/board";
import { clusterParts, previewCluster, startClusterRun } from "@/lib/data/cluster-runs";
import { db } from "@/lib/data/db";
import { writeDownObject } from "@/lib/data/probe-objects";
import { type Claim, ClaimLost, claimRun } from "@/lib/data/run-work";
import { cancelRun, getRun } from "@/lib/data/runs";
import { Conflict, Invalid, NotFound } from "@/lib/errors";
import { ADMIN_RULES, healthyCluster } from "@/lib/peers/kubernetes/healthy";
import type { Plays } from "@/lib/peers/kubernetes/plays";
import type { ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { type KubernetesPeer, startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { closePeers } from "@/lib/practice/peers";
import { person } from "@/test/people";
import { agreeAndStart, pointAt, probingProject } from "@/test/probing-project";

import { executeRun } from "./execute-run";
import { janitor } from "./janitor";

const TOKEN = "token-of-the-worker-tests";
const HEALTHY = healthyCluster({ token: TOKEN });
let manager: Actor;
let projectId: string;
let peer: KubernetesPeer;

beforeAll(async () => {
  manager = await person("manager");
});
afterAll(closePeers);
afterEach(() => peer.close());
beforeEach(async () => {
  projectId = await probingProject(manager);
  await cluster({});
});

async function cluster(plays: Plays, change: Partial<ClusterScenario> = {}) {
  await peer?.close();
  peer = await startKubernetesPeer({ ...HEALTHY, plays, ...change });
  await pointAt(manager, projectId, peer, TOKEN);
}

async function claimed(parts: readonly PartId[] = ["ports", "pull"]): Promise<Claim> {
  await agreeAndStart(manager, projectId, parts);
  const claim = await claimRun("worker");
  if (!claim) throw new Error("nothing to claim");
  return claim;
}
const going = new AbortController().signal;
const rowOf = async (id: string) => (await getBoard(manager, projectId)).rows.find((row) => row.id === id);
const open = async () => (await db()).probeObject.count({ where: { projectId, removedAt: null } });

describe("a look from inside the cluster", () => {
  test("shows its list before anything is created, and the list is what is created", async () => {
    const { objects, image } = await previewCluster(manager, projectId, ["ports", "pull"]);
    expect(image).toBe("registry.acme.test/knovvu/agnhost:2.45");
    expect(peer.requests()).toEqual([]);
    const claim = await claimed();
    await executeRun(claim, going);
    const made = await (await db()).probeObject.findMany({ where: { projectId } });
    expect(made.map(({ resource, namespace, name }) => [resource, namespace, name.slice(0, -4)])).toEqual(
      objects.map(({ namespace, name }) => ["jobs", namespace, name.slice(0, -4)]),
    );
    expect(peer.counts()).toEqual({ created: made.length, removed: made.length });
    expect(await open()).toBe(0);
  });

  test("turns the rows of the workers, which decide before the application's own view", async () => {
    await executeRun(await claimed(), going);
    const row = await rowOf("net-license-port");
    expect(row).toMatchObject({ verdict: "pass", vantage: "cluster" });
    expect(row?.views).toEqual([expect.objectContaining({ vantage: "cluster", decides: true, stale: false })]);
  });

  test("is written down in the audit log: what was agreed, created and removed", async () => {
    await executeRun(await claimed(), going);
    const entries = await (await db()).auditEntry.findMany({ where: { projectId }, orderBy: { seq: "asc" } });
    const actions = entries.map(({ action }) => action).filter((action) => /^(run|probe)\./.test(action));
    expect(actions).toEqual(["run.started", "probe.created", "probe.removed"]);
  });

  test("needs the customer's yes, the image and the kubeconfig", async () => {
    await importAnswers(manager, projectId, { "k8s.probeAllowed": "unknown" });
    await expect(previewCluster(manager, projectId, ["ports"])).rejects.toThrow(Invalid);
    expect((await clusterParts(manager, projectId)).allowed).toBe("unknown");
  });

  test("begins only with the list that the present answers give", async () => {
    const { hex, agreed } = await previewCluster(manager, projectId, ["traffic"]);
    await importAnswers(manager, projectId, {
      "ns.list": [
        { name: "knovvu-common", role: "common" },
        { name: "knovvu-core", role: "core" },
      ],
    });
    const agreement = { parts: ["traffic" as const], hex, agreed, volumeMayStay: false };
    await expect(startClusterRun(manager, projectId, agreement)).rejects.toThrow(Conflict);
  });

  test("of a stranger's project is the same NotFound as of a missing one", async () => {
    const stranger = await person("customer");
    await expect(previewCluster(stranger, projectId, ["ports"])).rejects.toThrow(NotFound);
    await expect(clusterParts(stranger, projectId)).rejects.toThrow(NotFound);
    const agreement = { parts: ["ports" as const], hex: "1a2b", agreed: "x", volumeMayStay: false };
    await expect(startClusterRun(stranger, projectId, agreement)).rejects.toThrow(NotFound);
  });

  test("that somebody stops ends as cancelled, with everything removed", async () => {
    await cluster({ runMs: 60_000 });
    const claim = await claimed();
    const running = executeRun(claim, going);
    await expect.poll(() => peer.counts().created).toBeGreaterThan(0);
    await cancelRun(manager, projectId);
    await running;
    expect((await getRun(manager, projectId, claim.seq)).run.status).toBe("cancelled");
    expect(peer.counts().removed).toBe(peer.counts().created);
    expect(await open()).toBe(0);
  });

  test("that lost its claim creates nothing more", async () => {
    const claim = await claimed();
    const [object] = (await previewCluster(manager, projectId, ["ports"])).objects;
    if (!object) throw new Error("no object");
    await expect(writeDownObject({ ...claim, fence: claim.fence - 1 }, object)).rejects.toThrow(ClaimLost);
    await executeRun(claim, going);
  });
});

describe("what could not be removed", () => {
  test("is a red notice on the row with names and the command, and the verdict stays; the janitor tries daily", async () => {
    const rules = ADMIN_RULES.map((rule) => ({ ...rule, verbs: rule.verbs.filter((verb) => verb !== "delete") }));
    const grants = HEALTHY.grants.map((grant) => (grant.rules === ADMIN_RULES ? { ...grant, rules } : grant));
    await cluster({}, { grants });
    const claim = await claimed();
    await executeRun(claim, going);
    const row = await rowOf("net-license-port");
    expect(row?.verdict).toBe("pass");
    const name = `rdy-ports-${claim.agreement?.hex}`;
    expect(row?.residue?.objects).toContain(`knovvu-common jobs/${name}`);
    expect(row?.residue?.command).toContain(`kubectl delete -n knovvu-common jobs/${name}`);
    expect(await rowOf("st-dynamic-live")).not.toHaveProperty("residue");

    peer.setScenario(HEALTHY);
    const cleaning = janitor();
    const start = new Date();
    await cleaning.tend(start);
    expect(await open()).toBe(0);
    expect(await rowOf("net-license-port")).not.toHaveProperty("residue");
  });

  test("is not tried again before a day has passed", async () => {
    const rules = ADMIN_RULES.map((rule) => ({ ...rule, verbs: rule.verbs.filter((verb) => verb !== "delete") }));
    const grants = HEALTHY.grants.map((grant) => (grant.rules === ADMIN_RULES ? { ...grant, rules } : grant));
    await cluster({}, { grants });
    await executeRun(await claimed(["ports"]), going);
    const cleaning = janitor();
    const start = Date.now();
    await cleaning.tend(new Date(start));
    peer.forget();
    await cleaning.tend(new Date(start + 3_600_000));
    expect(peer.requests()).toEqual([]);
    await cleaning.tend(new Date(start + 25 * 3_600_000));
    expect(peer.requests().length).toBeGreaterThan(0);
  });
});
