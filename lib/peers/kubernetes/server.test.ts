import { once } from "node:events";
import { connect } from "node:tls";

import { afterEach, describe, expect, test } from "vitest";

import { healthyCluster, limitRange, node, quota } from "./healthy";
import { TOKEN, type UnderTest, underTest } from "./probe-under-test";
import type { ClusterObject, ClusterScenario } from "./scenario";

let current: UnderTest | undefined;
afterEach(async () => {
  await current?.close();
  current = undefined;
});

const PODS = "/api/v1/namespaces/knovvu-core/pods";
const SAFE = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  allowPrivilegeEscalation: false,
};

function pod(resources: object | undefined, secure = true): unknown {
  const { allowPrivilegeEscalation, securityContext } = SAFE;
  const container = {
    name: "trial",
    image: "registry.example/pause:1",
    ...(resources ? { resources } : {}),
    ...(secure ? { securityContext: { allowPrivilegeEscalation, capabilities: { drop: ["ALL"] } } } : {}),
  };
  const spec = { containers: [container], ...(secure ? { securityContext } : {}) };
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "rdy-trial", namespace: "knovvu-core" }, spec };
}

const same = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });

function cluster(change: Record<string, readonly ClusterObject[]> = {}): ClusterScenario {
  const healthy = healthyCluster({ token: TOKEN });
  return { ...healthy, objects: { ...healthy.objects, ...change } };
}

async function start(scenario: ClusterScenario): Promise<UnderTest> {
  current = await underTest({ scenario });
  return current;
}

describe("the practice cluster refuses as a real API server does", () => {
  test("a pod above the LimitRange is refused with the bound and the limit", async () => {
    const { probe } = await start(cluster({ "/api/v1/namespaces/knovvu-core/limitranges": [limitRange("3", "6Gi")] }));
    const answer = await probe.dryRun(PODS, pod(same("16", "32Gi")));
    expect(answer).toMatchObject({
      status: 403,
      reason: "Forbidden",
      message:
        'pods "rdy-trial" is forbidden: [maximum cpu usage per Pod is 3, but limit is 16, maximum memory usage per Pod is 6Gi, but limit is 32Gi]',
    });
  });

  test("a pod above the quota is refused with what is asked, used and allowed", async () => {
    const { probe } = await start(
      cluster({ "/api/v1/namespaces/knovvu-core/resourcequotas": [quota({ "requests.cpu": "8" })] }),
    );
    const answer = await probe.dryRun(PODS, pod(same("16", "32Gi")));
    expect(answer).toMatchObject({
      status: 403,
      message:
        'pods "rdy-trial" is forbidden: exceeded quota: knovvu-quota, requested: requests.cpu=16, used: requests.cpu=0, limited: requests.cpu=8',
    });
  });

  test("a pod without requests is refused by a quota when no LimitRange gives a default", async () => {
    const { probe } = await start(cluster({ "/api/v1/namespaces/knovvu-core/limitranges": [] }));
    const answer = await probe.dryRun(PODS, pod(undefined));
    expect(answer).toMatchObject({
      status: 403,
      message:
        'pods "rdy-trial" is forbidden: failed quota: knovvu-quota: must specify requests.cpu for: trial; requests.memory for: trial',
    });
  });

  test("a careless pod is refused by the restricted Pod Security level, a careful one is admitted", async () => {
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    const { probe } = await start(
      cluster({ "/api/v1/namespaces": [{ metadata: { name: "knovvu-core", labels }, status: { phase: "Active" } }] }),
    );
    const careless = await probe.dryRun(PODS, pod(same("1", "1Gi"), false));
    expect(careless.ok ? careless.message : "").toMatch(
      /violates PodSecurity "restricted:latest": allowPrivilegeEscalation/,
    );
    expect(await probe.dryRun(PODS, pod(same("1", "1Gi")))).toMatchObject({ ok: true, status: 201 });
  });

  test("an unknown token is 401, an unknown path is plain text, a missing object is named", async () => {
    const { probe } = await start(cluster());
    expect(await probe.get("/apis/nothing.example/v1")).toMatchObject({ status: 404, notJson: true });
    expect(await probe.get("/apis/storage.k8s.io/v1/storageclasses/slow")).toMatchObject({
      status: 404,
      message: 'storageclasses.storage.k8s.io "slow" not found',
    });
    current?.peer.setScenario({ ...cluster(), identities: {} });
    expect(await probe.get("/api/v1/nodes")).toMatchObject({ status: 401, message: "Unauthorized" });
  });

  test("a role with rights that its maker does not hold is refused as an escalation", async () => {
    const { probe } = await start(cluster());
    const role = (resource: string) => ({
      metadata: { name: "rdy-trial" },
      rules: [{ apiGroups: [""], resources: [resource], verbs: ["get"] }],
    });
    const path = "/apis/rbac.authorization.k8s.io/v1/namespaces/knovvu-core/roles";
    expect(await probe.dryRun(path, role("pods"))).toMatchObject({ status: 201 });
    const answer = await probe.dryRun(path, role("nodes/proxy"));
    expect(answer.ok ? answer.message : "").toMatch(/attempting to grant RBAC permissions not currently held/);
  });

  test("pages carry how many objects are left, and a broken continue token is a bad request", async () => {
    const { probe } = await start(cluster({ "/api/v1/nodes": Array.from({ length: 3 }, (_, at) => node(`w${at}`)) }));
    const first = await probe.get<{ metadata: { remainingItemCount: number } }>("/api/v1/nodes?limit=2");
    expect(first).toMatchObject({ body: { metadata: { remainingItemCount: 1 } } });
    expect(await probe.get("/api/v1/nodes?limit=2&continue=nonsense")).toMatchObject({ status: 400 });
  });
});

test("a caller who leaves in the middle of a request does not end the practice cluster", async () => {
  current = await underTest({});
  const { peer, probe } = current;
  const caller = connect({ port: peer.port, host: "127.0.0.1", ca: peer.caPem });
  await once(caller, "secureConnect");
  caller.write(`POST ${PODS} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{`);
  await expect.poll(() => peer.requests().some(({ path }) => path === PODS)).toBe(true);
  caller.destroy();
  await expect.poll(() => peer.connections().open).toBe(0);
  expect(await probe.get("/version")).toMatchObject({ ok: true, status: 200 });
});
