import { afterEach, describe, expect, test } from "vitest";

import { healthyCluster, node } from "@/lib/peers/kubernetes/healthy";
import { TOKEN, type UnderTest, underTest } from "@/lib/peers/kubernetes/probe-under-test";
import type { ClusterScenario } from "@/lib/peers/kubernetes/scenario";

let current: UnderTest | undefined;
afterEach(async () => {
  await current?.close();
  current = undefined;
});

async function start(options: Parameters<typeof underTest>[0]): Promise<UnderTest> {
  current = await underTest(options);
  return current;
}

const nameOf = (item: { metadata: { name: string } }) => item.metadata.name;

function nodes(count: number): ClusterScenario {
  const healthy = healthyCluster({ token: TOKEN });
  const many = Array.from({ length: count }, (_, at) => node(`worker-${at}`));
  return { ...healthy, objects: { ...healthy.objects, "/api/v1/nodes": many } };
}

describe("bar 12: the address that was tested is the one that is dialled", () => {
  test("bar 12: a name that changes its address after the test still leads to the tested one", async () => {
    let asked = 0;
    const resolver = async () => (++asked === 1 ? ["127.0.0.1"] : ["169.254.169.254"]);
    const host = "api.customer.example";
    const { probe } = await start({ host, peer: { names: [host] }, egress: { resolver } });
    expect(await probe.get("/version")).toMatchObject({ ok: true, status: 200 });
    expect(await probe.get("/api/v1/nodes")).toMatchObject({ ok: true, status: 200 });
    expect(asked).toBe(1);
  });

  test("bar 11: without leave for loopback not one connection is made", async () => {
    const { peer, probe } = await start({ egress: { allowLoopback: false } });
    expect(await probe.get("/version")).toMatchObject({ ok: false, code: "blocked-by-policy", phase: "policy" });
    expect(await probe.connect()).toMatchObject({ ok: false, code: "blocked-by-policy" });
    expect(peer.connections().accepted).toBe(0);
  });
});

describe("bar 19: clusters of any size", () => {
  test("bar 19: a list of many pages comes whole, in order and page by page", async () => {
    const { peer, probe } = await start({ scenario: nodes(1_001) });
    const result = await probe.list("/api/v1/nodes", nameOf);
    expect(result).toMatchObject({ ok: true, pages: 5 });
    expect(result.ok ? result.items : []).toEqual(Array.from({ length: 1_001 }, (_, at) => `worker-${at}`));
    for (const { path } of peer.requests()) expect(path).toContain("limit=250");
  });

  test("bar 19: the same question is asked of the cluster once, however many checks ask it", async () => {
    const { peer, probe } = await start({});
    await Promise.all([
      probe.list("/api/v1/nodes", nameOf),
      probe.list("/api/v1/nodes", nameOf),
      probe.get("/version"),
    ]);
    await Promise.all([probe.list("/api/v1/nodes", nameOf), probe.get("/version")]);
    expect(peer.requests()).toHaveLength(2);
    expect(probe.traffic()).toMatchObject({ requests: 2, byMethod: { GET: 2 } });
  });

  test("bar 20: 410 in the middle of a list starts it again, once, and nothing is counted twice", async () => {
    const { peer, probe } = await start({ scenario: { ...nodes(600), rogue: { kind: "gone-once" } } });
    const result = await probe.list("/api/v1/nodes", nameOf);
    expect(result.ok ? new Set(result.items).size : 0).toBe(600);
    expect(result.ok ? result.items.length : 0).toBe(600);
    expect(peer.requests()).toHaveLength(5);
  });

  test("bar 20: a list that is always gone ends as an answer, not in a circle", async () => {
    const { peer, probe } = await start({ scenario: { ...nodes(600), rogue: { kind: "gone-always" } } });
    const result = await probe.list("/api/v1/nodes", nameOf);
    expect(result).toMatchObject({ ok: false, answer: { ok: true, status: 410, reason: "Expired" } });
    expect(peer.requests()).toHaveLength(4);
  });
});

describe("bar 21: what the app may ask", () => {
  test("bar 21: a forbidden list names the verb and the resource, and the rest goes on", async () => {
    const { probe } = await start({ scenario: healthyCluster({ token: TOKEN, clusterReader: false }) });
    const [listed, version] = await Promise.all([probe.list("/api/v1/nodes", nameOf), probe.get("/version")]);
    expect(listed).toMatchObject({ ok: false, answer: { ok: true, status: 403, reason: "Forbidden" } });
    expect(!listed.ok && listed.answer.ok ? listed.answer.message : "").toMatch(/cannot list resource "nodes"/);
    expect(version).toMatchObject({ ok: true, status: 200 });
  });

  test("bar 21: a POST is a review or a dry run; anything else is refused in our own house", async () => {
    const { peer, probe } = await start({});
    expect(() => probe.review("/api/v1/namespaces/knovvu-core/pods", {})).toThrow(/writes nothing/);
    expect(() => probe.review("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews/../x", {})).toThrow();
    const claim = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "rdy-trial" } };
    expect(await probe.dryRun("/api/v1/namespaces/knovvu-core/configmaps", claim)).toMatchObject({
      ok: true,
      status: 201,
    });
    expect(peer.requests()).toMatchObject([{ method: "POST", path: expect.stringMatching(/\?dryRun=All$/) }]);
  });

  test("bar 21: rights come from one rules review a namespace, and only gaps are asked one by one", async () => {
    const { peer, probe } = await start({});
    const tuple = (verb: string, resource: string) => ({ namespace: "knovvu-core", group: "", resource, verb });
    const results = await probe.access([tuple("get", "pods"), tuple("create", "pods"), tuple("create", "nodes")]);
    expect(results.map(({ answer, source }) => `${answer} by ${source}`)).toEqual([
      "allowed by rules-review",
      "allowed by rules-review",
      "denied by access-review",
    ]);
    expect(peer.requests()).toHaveLength(2);
  });

  test("bar 21: where an authorizer lists nothing, each right is asked and its answer counts", async () => {
    const { probe } = await start({ scenario: { ...healthyCluster({ token: TOKEN }), rulesIncomplete: true } });
    const [result] = await probe.access([{ namespace: "knovvu-core", group: "", resource: "pods", verb: "get" }]);
    expect(result).toMatchObject({ answer: "allowed", source: "access-review" });
  });

  test("bar 21: a denial that comes with an evaluation error is no denial: nobody could tell", async () => {
    const scenario = { ...healthyCluster({ token: TOKEN }), evaluationError: "webhook is away" };
    const { probe } = await start({ scenario });
    const [result] = await probe.access([{ group: "", resource: "nodes", verb: "delete" }]);
    expect(result).toMatchObject({ answer: "unknown", detail: "webhook is away" });
  });
});

describe("bar 22: texts that the cluster makes", () => {
  test("bar 22: a message of the server comes inert: no escapes, no direction marks, no megabyte", async () => {
    const name = `\u001b[2J\u202e<img onerror=x>${"x".repeat(3_000)}`;
    const { probe } = await start({ scenario: healthyCluster({ token: TOKEN }) });
    const answer = await probe.get(`/api/v1/namespaces/knovvu-core/configmaps/${encodeURIComponent(name)}`);
    expect(answer).toMatchObject({ ok: true, status: 404 });
    const message = answer.ok ? answer.message : "";
    for (const active of ["\u001b", "\u202e"]) expect(message).not.toContain(active);
    expect(message.length).toBeLessThanOrEqual(512);
  });
});
