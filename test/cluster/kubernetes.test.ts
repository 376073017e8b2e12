import { readFileSync } from "node:fs";

import { afterEach, describe, expect, test } from "vitest";

import { check } from "@/test/readiness-command";

import { healthyAnswers } from "./answers";
import { startTestCluster, type TestCluster } from "./cluster";
import { expectVerdicts } from "./expectations";
import { realHands } from "./real-hands";
import { SCENARIOS } from "./scenarios";
import { kubeconfig } from "./seed";

const given = process.env.READINESS_TEST_KUBECONFIG;
let cluster: TestCluster | undefined;

afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

describe.runIf(!given)("on a real API server with RBAC", () => {
  for (const scenario of SCENARIOS) {
    test(scenario.title, async () => {
      cluster = await startTestCluster({ clusterReader: scenario.clusterReader ?? true });
      await scenario.prepare?.(realHands(cluster.plane.admin));
      expectVerdicts(await cluster.check(scenario.answers), scenario);
    });
  }

  test("a token that the server does not know fails as such, and blocks what needs it", async () => {
    cluster = await startTestCluster();
    const wrong = await check(healthyAnswers(), kubeconfig(cluster.plane, "no-such-token"));
    expect(wrong.row("k8s-credential-valid")).toMatchObject({ verdict: "fail", reasonCode: "auth" });
    expect(wrong.row("ns-exist")).toMatchObject({ verdict: "could-not-tell", blockedBy: "k8s-credential-valid" });
    expect(wrong.row("k8s-version-window").verdict).not.toBe("fail");
  });

  test("looking changes nothing in the cluster", async () => {
    cluster = await startTestCluster();
    const { admin } = cluster.plane;
    const everything = async () => {
      const paths = [
        "/api/v1/pods",
        "/api/v1/persistentvolumeclaims",
        "/api/v1/serviceaccounts",
        "/apis/rbac.authorization.k8s.io/v1/roles",
        "/apis/rbac.authorization.k8s.io/v1/rolebindings",
        "/apis/discovery.k8s.io/v1/endpointslices",
      ];
      const lists = await Promise.all(paths.map(async (path) => (await admin.request("GET", path)).body.items));
      return lists.map((items: { metadata: { name: string; namespace?: string } }[]) =>
        items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort(),
      );
    };
    const before = await everything();
    await cluster.check();
    expect(await everything()).toEqual(before);
  });
});

describe.runIf(given)("on the cluster that READINESS_TEST_KUBECONFIG names", () => {
  test("every requirement gets a verdict, and the API server is reached", async () => {
    const { row, result } = await check(healthyAnswers(), readFileSync(given ?? "", "utf8"));
    expect(result.requirements).toHaveLength(90);
    expect(row("k8s-api-reachable").verdict).not.toBe("fail");
  });
});
