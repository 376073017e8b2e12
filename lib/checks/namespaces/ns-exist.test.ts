import { describe, test } from "vitest";

import { DEPLOYER } from "@/lib/peers/kubernetes/healthy";
import type { ClusterObject, ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { all, expectRow, grants, having, type Row, type Situation, serving } from "@/test/look";

const COMMON = "knovvu-common";
/** A project of OpenShift that the credential may read, where its namespace stays hidden and no role is bound. */
const project = (given: object): Situation => ({
  answers: { "ns.list": [{ name: "speech", role: "common" }] },
  cluster: all(
    serving({ "project.openshift.io": ["v1"] }),
    grants(() => [
      { to: [DEPLOYER], rules: [{ apiGroups: ["project.openshift.io"], resources: ["projects"], verbs: ["get"] }] },
    ]),
    having("/apis/project.openshift.io/v1/projects", [{ metadata: { name: "speech" }, ...given }]),
  ),
});

/** An object of somebody in the common namespace, and how a credential without cluster-wide rights comes to see it. */
const inCommon = (name: string, given: { labels?: Record<string, string>; status?: object } = {}): ClusterObject => ({
  metadata: { name, namespace: COMMON, labels: given.labels ?? {} },
  status: given.status ?? {},
});
const clusterPods = (...list: ClusterObject[]) => having("/api/v1/pods", list);
const clusterClaims = (...list: ClusterObject[]) => having("/api/v1/persistentvolumeclaims", list);
const namespacedOnly = grants((list) =>
  list.filter(({ rules }) => !rules.some(({ resources }) => resources.includes("nodes"))),
);
const RUNNING = { status: { phase: "Running" } };

const alsoMay = (rules: ClusterScenario["grants"][number]["rules"]) =>
  grants((list) => [...list, { to: [DEPLOYER], rules }]);

const ROWS: Row[] = [
  ["namespaces that are there pass", {}, "pass"],
  [
    "one that is not there fails",
    {
      answers: { "ns.list": [{ name: "gone", role: "common" }] },
      cluster: alsoMay([{ apiGroups: [""], resources: ["namespaces"], verbs: ["get"] }]),
    },
    "fail",
    "not-found",
  ],
  [
    "one that ends its life fails",
    {
      cluster: having("/api/v1/namespaces", [{ metadata: { name: COMMON }, status: { phase: "Terminating" } }]),
      answers: { "ns.list": [{ name: COMMON, role: "common" }] },
    },
    "fail",
  ],
  ["somebody's pod in it is a warning", { cluster: clusterPods(inCommon("old-0", RUNNING)) }, "warn", "residue"],
  ["somebody's claim in it is a warning", { cluster: clusterClaims(inCommon("data-old-0")) }, "warn", "residue"],
  [
    "a pod that only the namespace's own list shows is a warning too",
    {
      cluster: all(
        namespacedOnly,
        having(`/api/v1/namespaces/${COMMON}/pods`, [inCommon("old-0", { status: { phase: "Pending" } })]),
      ),
    },
    "warn",
    "residue",
  ],
  [
    "claims made by hand for the plan are no leftovers",
    { cluster: clusterClaims(inCommon("data-core-0")), answers: { "st.provisioning": "manual" } },
    "pass",
  ],
  [
    "a pod that has ended is no leftover",
    { cluster: clusterPods(inCommon("job-x", { status: { phase: "Succeeded" } })) },
    "pass",
  ],
  [
    "our own probe is no leftover",
    {
      cluster: clusterPods(
        inCommon("rdy-port-0a1b", { ...RUNNING, labels: { "app.kubernetes.io/managed-by": "knovvu-readiness" } }),
      ),
    },
    "pass",
  ],
  [
    "pods of another namespace are not ours to judge",
    { cluster: clusterPods({ metadata: { name: "web-0", namespace: "elsewhere" }, ...RUNNING }) },
    "pass",
  ],
  [
    "lists that may not be read leave what is known",
    {
      cluster: all(
        grants(() => [{ to: [DEPLOYER], rules: [{ apiGroups: [""], resources: ["namespaces"], verbs: ["get"] }] }]),
        clusterPods(inCommon("old-0", RUNNING)),
      ),
    },
    "pass",
  ],
  [
    "one whose phase nobody said is not called Active",
    {
      cluster: having("/api/v1/namespaces", [{ metadata: { name: COMMON } }]),
      answers: { "ns.list": [{ name: COMMON, role: "common" }] },
    },
    "could-not-tell",
    "error",
  ],
  ["a project of OpenShift that is Active passes", project({ status: { phase: "Active" } }), "pass"],
  ["a project of OpenShift that ends its life fails", project({ status: { phase: "Terminating" } }), "fail"],
  ["a project whose phase nobody said is not called Active", project({}), "could-not-tell", "forbidden"],
  [
    "one that may not be read passes by a role bound in it",
    {
      cluster: grants(() => [
        {
          to: [DEPLOYER],
          namespace: COMMON,
          rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
        },
      ]),
      answers: { "ns.list": [{ name: COMMON, role: "common" }] },
    },
    "pass",
  ],
  [
    "one without a right of its own is neither there nor missing, whatever rights hold everywhere",
    {
      cluster: grants(() => [{ to: [DEPLOYER], rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] }]),
      answers: { "ns.list": [{ name: COMMON, role: "common" }] },
    },
    "could-not-tell",
    "forbidden",
  ],
];

describe("ns-exist", () => {
  for (const row of ROWS) test(row[0], () => expectRow("ns-exist", row));
});
