import { describe, test } from "vitest";

import { node } from "@/lib/peers/kubernetes/healthy";
import { shortLimits } from "@/lib/peers/kubernetes/probe-under-test";
import type { ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { all, expectRow, having, type Row, serving } from "@/test/look";

const version = (gitVersion: string) => (healthy: Parameters<ReturnType<typeof serving>>[0]) => ({
  ...healthy,
  version: gitVersion,
});
const nodes = (...list: ReturnType<typeof node>[]) => having("/api/v1/nodes", list);
const changed = (name: string, change: (status: Record<string, unknown>) => Record<string, unknown>) => {
  const made = node(name);
  return { ...made, status: change(made.status as Record<string, unknown>) };
};
const info = (part: Record<string, string>) => (status: Record<string, unknown>) => ({
  ...status,
  nodeInfo: { ...(status.nodeInfo as object), ...part },
});
const sizing = (cpu: string) => [{ name: "knovvu-va", requestsCpu: cpu, requestsMemory: "1Gi" }];
/** Everybody who is signed in may get objects of this kind. */
const everyone = (group: string, resource: string) => (healthy: ClusterScenario) => ({
  ...healthy,
  grants: [
    ...healthy.grants,
    { to: ["system:authenticated"], rules: [{ apiGroups: [group], resources: [resource], verbs: ["get"] }] },
  ],
});
/** What a `sha256~` token says of itself: nothing. */
const opaque = { credentialKind: "openshift-token", expiresAt: undefined } as never;
const OAUTH: [string, number, "pass" | "warn" | "fail", ("ok" | "expiring" | "expired" | "unsupported")?][] = [
  ["an OpenShift token of a day ends before the installation does: its own object tells", 86_400, "warn", "expiring"],
  ["an OpenShift token that has ended fails", 60, "fail", "expired"],
  ["an OpenShift token of some years passes", 200_000_000, "pass"],
];
const OPENSHIFT = { "config.openshift.io": ["v1"], "route.openshift.io": ["v1"] };

const TABLE: Record<string, Row[]> = {
  "k8s-kubeconfig-safe": [
    ["one context, a CA and a token pass", {}, "pass"],
    ["several contexts in the file are a warning that names the kept one", { kubeconfig: { contextCount: 3 } }, "warn"],
    ["an administrator's identity is a warning", { kubeconfig: { clusterAdminLike: true } }, "warn"],
  ],
  "k8s-api-reachable": [
    ["an answer over verified TLS passes", {}, "pass"],
    [
      "silence fails where the app was said to reach it",
      { rogue: { kind: "tls-never-ends" }, answers: { "k8s.apiReachableFrom": "app" }, policy: shortLimits() },
      "fail",
      "timeout",
    ],
    [
      "silence could not be told where only the terminal server reaches it",
      {
        rogue: { kind: "tls-never-ends" },
        answers: { "k8s.apiReachableFrom": "terminal-only" },
        policy: shortLimits(),
      },
      "could-not-tell",
    ],
  ],
  "k8s-credential-valid": [
    ["a token that outlives the installation by a week passes", {}, "pass"],
    [
      "a token that ends before that is a warning",
      { kubeconfig: { expiresAt: new Date(Date.now() + 45 * 86_400_000).toISOString() } },
      "warn",
      "expiring",
    ],
    ["a token that has ended fails", { kubeconfig: { expiresAt: "2020-01-01T00:00:00.000Z" } }, "fail", "expired"],
    [
      "a token that the server does not know fails",
      { cluster: (healthy) => ({ ...healthy, identities: {} }) },
      "fail",
      "auth",
    ],
    ...OAUTH.map(
      ([title, expiresIn, verdict, reasonCode]): Row => [
        title,
        {
          token: "sha256~abc",
          kubeconfig: opaque,
          cluster: all(
            serving({ "oauth.openshift.io": ["v1"] }),
            everyone("oauth.openshift.io", "useroauthaccesstokens"),
            having("/apis/oauth.openshift.io/v1/useroauthaccesstokens", [
              {
                metadata: {
                  // base64url(sha256("abc")), as OpenShift names the object of a token.
                  name: "sha256~ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
                  creationTimestamp: new Date(Date.now() - 3_600_000).toISOString(),
                } as never,
                expiresIn,
              },
            ]),
          ),
        },
        verdict,
        reasonCode,
      ],
    ),
    [
      "an OpenShift token whose end cannot be read is a warning that says so",
      { token: "sha256~abc", kubeconfig: opaque },
      "warn",
      "unsupported",
    ],
  ],
  "k8s-version-window": [
    [
      "a version that upstream no longer repairs is a warning while a newer one of the window is repaired",
      { cluster: version("v1.28.9"), today: "2026-03-01" },
      "warn",
      "expiring",
    ],
    [
      "a version that upstream no longer repairs passes when the window has none that is",
      { cluster: version("v1.28.9"), today: "2026-11-25" },
      "pass",
    ],
    ["1.22 passes", { cluster: version("v1.22.17") }, "pass"],
    ["1.34 with a vendor's suffix passes", { cluster: version("v1.34.1-gke.100") }, "pass"],
    ["1.21 fails", { cluster: version("v1.21.9") }, "fail", "version-low"],
    ["1.35 fails", { cluster: version("v1.35.0") }, "fail", "version-high"],
    ["a pre-release is a warning", { cluster: version("v1.34.0-rc.1") }, "warn"],
  ],
  "k8s-node-version": [
    ["workers inside the window pass", {}, "pass"],
    ["one that lags outside is a warning", { cluster: nodes(node("a"), node("b", "v1.20.1")) }, "warn"],
    ["all of them outside fail", { cluster: nodes(node("a", "v1.20.1"), node("b", "v1.21.0")) }, "fail", "version-low"],
    [
      "an arm64 worker is a warning",
      { cluster: nodes(node("a"), changed("b", info({ architecture: "arm64" }))) },
      "warn",
    ],
    [
      "a worker that is not Ready is a warning",
      {
        cluster: nodes(
          node("a"),
          changed("b", (status) => ({ ...status, conditions: [{ type: "Ready", status: "False" }] })),
        ),
      },
      "warn",
    ],
  ],
  "k8s-distribution": [
    ["no vendor's marker and vanilla answered passes", {}, "pass"],
    ["OpenShift is recognised", { cluster: serving(OPENSHIFT), answers: { "k8s.distribution": "openshift" } }, "pass"],
    [
      "Rancher is recognised by its version",
      { cluster: version("v1.30.2+rke2r1"), answers: { "k8s.distribution": "rancher" } },
      "pass",
    ],
    [
      "EKS is recognised by its version",
      { cluster: version("v1.30.2-eks-1de2ab1"), answers: { "k8s.distribution": "eks" } },
      "pass",
    ],
    [
      "GKE is recognised by its version",
      { cluster: version("v1.30.2-gke.1587003"), answers: { "k8s.distribution": "gke" } },
      "pass",
    ],
    [
      "Anthos is recognised on top of GKE",
      {
        cluster: all(version("v1.30.2-gke.1"), serving({ "baremetal.cluster.gke.io": ["v1"] })),
        answers: { "k8s.distribution": "anthos" },
      },
      "pass",
    ],
    [
      "AKS is recognised by its nodes",
      {
        cluster: nodes({ ...node("a"), metadata: { name: "a", labels: { "kubernetes.azure.com/cluster": "x" } } }),
        answers: { "k8s.distribution": "aks" },
      },
      "pass",
    ],
    [
      "OKE is recognised by its nodes",
      {
        cluster: nodes({ ...node("a"), spec: { providerID: "ocid1.instance.oc1..x" } }),
        answers: { "k8s.distribution": "oke" },
      },
      "pass",
    ],
    [
      "another one than answered is a warning",
      { cluster: serving(OPENSHIFT), answers: { "k8s.distribution": "eks" } },
      "warn",
      "answer-mismatch",
    ],
    ["one outside the tested list is a warning", { answers: { "k8s.distribution": "other" } }, "warn"],
    [
      "no marker and a cloud answered is a warning: nothing proves it",
      { answers: { "k8s.distribution": "oke" } },
      "warn",
    ],
  ],
  "k8s-platform-version": [
    [
      "an empty one fails on OpenShift",
      { cluster: serving(OPENSHIFT), answers: { "k8s.distribution": "openshift" } },
      "fail",
      "answer-missing",
    ],
    [
      "OpenShift's minor follows from Kubernetes: 1.34 is 4.21",
      { cluster: serving(OPENSHIFT), answers: { "k8s.distribution": "openshift", "k8s.platformVersion": "4.21.3" } },
      "pass",
    ],
    [
      "another minor is a warning",
      { cluster: serving(OPENSHIFT), answers: { "k8s.distribution": "openshift", "k8s.platformVersion": "4.16.1" } },
      "warn",
    ],
  ],
  "k8s-engine-version": [
    ["the stated one runs: pass", {}, "pass"],
    ["another minor is a warning", { answers: { "k8s.engineVersion": "1.30.0" } }, "warn"],
  ],
  "k8s-capacity": [
    ["room for the requests and 30 percent passes", { answers: { "ns.sizing": sizing("40") } }, "pass"],
    ["room for the requests alone is a warning", { answers: { "ns.sizing": sizing("60") } }, "warn"],
    ["less room than requested fails", { answers: { "ns.sizing": sizing("100") } }, "fail"],
  ],
};

for (const [id, rows] of Object.entries(TABLE)) {
  describe(id, () => {
    for (const row of rows) test(row[0], () => expectRow(id, row));
  });
}
