import { afterEach, describe, expect, test } from "vitest";

import { ADMIN_RULES, DEPLOYER, healthyCluster, node, quota } from "@/lib/peers/kubernetes/healthy";
import type { Plays } from "@/lib/peers/kubernetes/plays";
import { TOKEN } from "@/lib/peers/kubernetes/probe-under-test";
import type { ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { type KubernetesPeer, startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { clusterRun, probingAnswers, type RunSeen } from "@/test/cluster-run";

/** Pods are played through the API here: what is proved is what the application makes of an API server's answers. */
let peer: KubernetesPeer | undefined;
afterEach(async () => {
  await peer?.close();
  peer = undefined;
});

const HEALTHY = healthyCluster({ token: TOKEN });
const three = { ...HEALTHY.objects, "/api/v1/nodes": [node("worker-1"), node("worker-2"), node("worker-3")] };

async function run(
  plays: Plays = {},
  change: Partial<ClusterScenario> = {},
  options: Parameters<typeof clusterRun>[1] = {},
): Promise<RunSeen> {
  peer = await startKubernetesPeer({ ...HEALTHY, objects: three, plays, ...change });
  const config = {
    contextName: "test",
    server: peer.url,
    ca: peer.caPem,
    credential: { kind: "token" as const, token: TOKEN },
  };
  return clusterRun(config, options);
}

/** Everything that was made is gone again, and nothing else was touched. */
function expectClean(seen: RunSeen) {
  expect(seen.defects).toEqual([]);
  expect(seen.left).toEqual([]);
  expect(peer?.counts().removed).toBe(peer?.counts().created);
  expect(seen.swept?.removed.length ?? 0).toBe(seen.writtenDown.length);
}

describe("a look from inside a healthy cluster", () => {
  test("judges every requirement of the workers, from every worker, and leaves nothing behind", async () => {
    const seen = await run();
    expectClean(seen);
    expect(seen.verdicts("net-license-port")).toEqual(["pass ok"]);
    expect(seen.of("net-license-port")[0]?.places).toEqual(["worker-1", "worker-2", "worker-3"]);
    expect(seen.verdicts("net-db-port")).toEqual(["pass ok", "pass ok"]);
    expect(seen.verdicts("db-endpoint")).toEqual(["pass ok"]);
    expect(seen.verdicts("net-dns")).toEqual(["pass ok"]);
    expect(seen.verdicts("os-endpoint")).toEqual(["pass ok"]);
    expect(seen.verdicts("reg-node-pull")).toEqual(["pass ok"]);
    expect(seen.verdicts("ns-connectivity-live")).toEqual(Array.from({ length: 6 }, () => "pass ok"));
    expect(seen.verdicts("st-dynamic-live")).toEqual(["pass ok"]);
    expect(seen.verdicts("st-nfs-squash")).toEqual(["pass ok"]);
    expect(seen.verdicts("net-ssl-redirect")).toEqual(["pass ok"]);
    expect([...seen.seen.values()].flat().every(({ vantage }) => vantage === "cluster")).toBe(true);
  });

  test("writes every object down before it is created, and creates nothing that was not written down", async () => {
    const asked: string[] = [];
    const seen = await run(
      {},
      {},
      {
        onWrittenDown: (name) => {
          asked.push(name);
          const posted = peer?.requests().filter(({ method, path }) => method === "POST" && !path.includes("dryRun"));
          const others = (posted ?? []).filter(({ path }) => !path.includes("reviews"));
          expect(others.length).toBeLessThan(asked.length);
        },
      },
    );
    expect(peer?.counts().created).toBe(seen.writtenDown.length);
    expect(new Set(asked.map((name) => name.slice(-4)))).toEqual(new Set(["1a2b"]));
  });

  test("tells the ports while further workers are still looking", async () => {
    const seen = await run({ apartMs: 400 });
    expect(seen.partial.get("net-license-port")).toBeGreaterThanOrEqual(2);
  });

  test("keeps nothing of a log but the lines of the probe", async () => {
    const seen = await run();
    expect(JSON.stringify([...seen.seen])).not.toContain("nobody's business");
  });
});

describe("what was agreed to", () => {
  test("is all that is created: other answers since then, and nothing is", async () => {
    const seen = await run({}, {}, { agreement: { agreed: "something else" } });
    expect(peer?.counts()).toEqual({ created: 0, removed: 0 });
    expect(seen.verdicts("net-license-port")).toEqual(["could-not-tell answer-mismatch"]);
  });

  test("without the customer's yes nothing is created", async () => {
    await run({}, {}, { answers: probingAnswers({ "k8s.probeAllowed": "unknown" }) });
    expect(peer?.counts().created).toBe(0);
  });

  test("one part alone creates its own objects and looks at its own requirements", async () => {
    const seen = await run({}, {}, { parts: ["ports"] });
    expect(seen.writtenDown).toEqual(["Job knovvu-common/rdy-ports-1a2b"]);
    expect(seen.seen.has("st-dynamic-live")).toBe(false);
  });

  test("a class that keeps its volumes needs a word of its own", async () => {
    const seen = await run({}, {}, { parts: ["volume"], agreement: { volumeMayStay: false } });
    expect(seen.verdicts("st-dynamic-live")).toEqual(["could-not-tell answer-missing"]);
    expect(seen.writtenDown.some((one) => one.startsWith("PersistentVolumeClaim"))).toBe(false);
  });
});

describe("workers", () => {
  test("that the scheduler leaves out are counted and named", async () => {
    const seen = await run({ takes: ["worker-1", "worker-3"] }, {}, { parts: ["ports"] });
    expect(seen.verdicts("net-license-port")).toEqual(["pass ok", "warn unsupported"]);
    expect(seen.of("net-license-port")[1]).toMatchObject({ found: "covered 2 of 3" });
    expect(seen.of("net-license-port")[1]?.message).toContain("Not covered: worker-2");
  });

  test("whose number nobody knows leave the requirement open", async () => {
    const reader = healthyCluster({ token: TOKEN, clusterReader: false });
    const seen = await run({}, { grants: reader.grants }, { parts: ["ports"] });
    expect(seen.verdicts("net-license-port")).toEqual(["pass ok", "could-not-tell answer-missing"]);
    expect(seen.of("net-license-port")[1]?.message).toContain("worker-1");
  });

  test("fewer than the answers say are a warning with the numbers", async () => {
    const reader = healthyCluster({ token: TOKEN, clusterReader: false });
    const seen = await run(
      {},
      { grants: reader.grants },
      {
        parts: ["ports"],
        answers: probingAnswers({ "k8s.workerCount": 5 }),
      },
    );
    expect(seen.verdicts("net-license-port")).toEqual(["pass ok", "warn unsupported"]);
    expect(seen.of("net-license-port")[1]?.found).toBe("covered 3 of 5");
  });
});

describe("an image that cannot be pulled", () => {
  test.each([
    ["failed to pull and unpack image: failed to authorize: 401 Unauthorized", "auth"],
    ["manifest for registry.acme.test/knovvu/agnhost:2.45 not found: manifest unknown", "not-found"],
    ["tls: failed to verify certificate: x509: certificate signed by unknown authority", "tls-untrusted"],
    ["dial tcp: lookup registry.acme.test on 10.0.0.2:53: no such host", "dns"],
    ["dial tcp 10.1.1.1:443: i/o timeout", "timeout"],
    ["dial tcp 10.1.1.1:443: connect: connection refused", "refused"],
  ])("%s: %s, and all that needs a pod could not be told for that reason", async (message, code) => {
    const seen = await run({ pull: { "*": { reason: "ErrImagePull", message } } });
    expectClean(seen);
    expect(seen.verdicts("reg-node-pull")).toEqual([`fail ${code}`]);
    for (const id of ["net-license-port", "ns-connectivity-live", "st-dynamic-live", "net-ssl-redirect"])
      expect(seen.verdicts(id), id).toEqual([`could-not-tell ${code}`]);
  });

  test("on one worker only is a warning that names it, and the others look", async () => {
    const seen = await run({ pull: { "worker-2": { reason: "ErrImagePull", message: "x509: unknown authority" } } });
    expect(seen.verdicts("reg-node-pull").sort()).toEqual(["pass ok", "warn tls-untrusted", "warn unsupported"]);
    expect(seen.of("net-license-port")[0]?.places).toEqual(["worker-1", "worker-3"]);
    expect(seen.verdicts("net-license-port")).toEqual(["pass ok", "warn unsupported"]);
  });
});

describe("what a cluster refuses", () => {
  const objects = (path: string, items: (typeof three)["/api/v1/nodes"]) => ({ objects: { ...three, [path]: items } });

  test("a quota", async () => {
    const full = quota({ "requests.cpu": "1m", "requests.memory": "1Mi" });
    const seen = await run({}, objects("/api/v1/namespaces/knovvu-common/resourcequotas", [full]));
    expectClean(seen);
    expect(seen.verdicts("net-license-port")).toEqual(["could-not-tell admission-quota"]);
    expect(seen.of("net-license-port")[0]?.message).toContain("exceeded quota");
  });

  test("a quota of another namespace closes its pairs only", async () => {
    const full = quota({ "requests.cpu": "1m", "requests.memory": "1Mi" });
    const seen = await run({}, objects("/api/v1/namespaces/knovvu-va/resourcequotas", [full]), { parts: ["traffic"] });
    const pairs = Object.fromEntries(seen.of("ns-connectivity-live").map(({ target, verdict }) => [target, verdict]));
    expect(pairs).toMatchObject({
      "knovvu-common → knovvu-core": "pass",
      "knovvu-common → knovvu-va": "could-not-tell",
    });
  });

  test("scheduling", async () => {
    const seen = await run({ unschedulable: "0/3 nodes are available: 3 Insufficient cpu." });
    expectClean(seen);
    expect(seen.verdicts("net-license-port")).toEqual(["could-not-tell unsupported"]);
    expect(seen.of("net-license-port")[0]?.message).toContain("Insufficient cpu");
    expect(seen.verdicts("reg-node-pull")).toEqual(["could-not-tell unsupported"]);
  });

  test("the right to create", async () => {
    const rules = ADMIN_RULES.filter(({ apiGroups }) => !apiGroups.includes("batch"));
    const grants = HEALTHY.grants.map((grant) => (grant.rules === ADMIN_RULES ? { ...grant, rules } : grant));
    const seen = await run({}, { grants }, { parts: ["ports"] });
    expect(seen.verdicts("net-license-port")).toEqual(["could-not-tell forbidden"]);
  });

  test("the credential", async () => {
    const seen = await run({}, { identities: {} }, { parts: ["ports"] });
    expect(seen.verdicts("net-license-port")).toEqual(["could-not-tell auth"]);
    expect(peer?.counts().created).toBe(0);
  });

  test("a volume that stays pending is a fail with the cluster's own words", async () => {
    const pending = { reason: "ProvisioningFailed", message: "storageclass fast: no capacity left on array" };
    const seen = await run({ claim: { pending } }, {}, { parts: ["volume"] });
    expectClean(seen);
    expect(seen.verdicts("st-dynamic-live")).toEqual(["fail error"]);
    expect(seen.of("st-dynamic-live")[0]?.message).toContain("no capacity left");
  });

  test("a namespace deleted in the middle", async () => {
    const seen = await run(
      { runMs: 1_500, vanishes: { namespace: "knovvu-common", afterMs: 500 } },
      {},
      {
        parts: ["ports"],
      },
    );
    expect(seen.defects).toEqual([]);
    expect(seen.left).toEqual([]);
    expect(seen.verdicts("net-license-port")).toEqual(["could-not-tell not-found"]);
    expect(seen.of("net-license-port")[0]?.message).toContain("deleted");
  });
});

describe("residue", () => {
  const noDelete = ADMIN_RULES.map((rule) => ({ ...rule, verbs: rule.verbs.filter((verb) => verb !== "delete") }));
  const grants = HEALTHY.grants.map((grant) =>
    grant.to.includes(DEPLOYER) && grant.rules === ADMIN_RULES ? { ...grant, rules: noDelete } : grant,
  );

  test("is named with what the cluster said, and the verdicts stay", async () => {
    const seen = await run({}, { grants }, { parts: ["ports"] });
    expect(seen.left.map(({ resource, name }) => `${resource}/${name}`)).toContain("jobs/rdy-ports-1a2b");
    expect(seen.left[0]?.because).toContain("cannot delete");
    expect(seen.verdicts("net-license-port")).toEqual(["pass ok"]);
  });
});

test("a run that is stopped in the middle removes what it made", async () => {
  const stop = new AbortController();
  const seen = await run(
    { runMs: 5_000 },
    {},
    { signal: stop.signal, onWrittenDown: () => setTimeout(() => stop.abort(), 200) as never },
  );
  expect(peer?.counts().created).toBeGreaterThan(0);
  expect(peer?.counts().removed).toBe(peer?.counts().created);
  expect(seen.left).toEqual([]);
});
