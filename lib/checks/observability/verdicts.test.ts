import { describe, test } from "vitest";

import { DEPLOYER } from "@/lib/peers/kubernetes/healthy";
import type { ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { all, expectRow, having, type Row, serving } from "@/test/look";

const GROUP = "monitoring.coreos.com";
const KINDS = ["servicemonitors", "prometheusrules", "alertmanagerconfigs"];
const VERBS = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
const operator = all(
  serving({ [GROUP]: ["v1", "v1alpha1"] }),
  ...["servicemonitors", "prometheusrules", "prometheuses"].map((plural) =>
    having(`/apis/${GROUP}/v1/${plural === "prometheuses" ? "" : "namespaces/default/"}${plural}`, []),
  ),
  having(`/apis/${GROUP}/v1alpha1/namespaces/default/alertmanagerconfigs`, []),
);
const allowed =
  (verbs: string[]) =>
  (healthy: ClusterScenario): ClusterScenario => ({
    ...healthy,
    grants: [...healthy.grants, { to: [DEPLOYER], rules: [{ apiGroups: [GROUP], resources: KINDS, verbs }] }],
  });
const prometheus = (spec: object) =>
  having(`/apis/${GROUP}/v1/prometheuses`, [{ metadata: { name: "main", namespace: "monitoring" }, spec }]);
/** The group is listed, and what it serves may not be read. */
const unreadable = all(operator, (healthy) => ({
  ...healthy,
  rogue: { kind: "status", status: 403, below: `/apis/${GROUP}/v1` },
}));
/** Only the version that serves alert routes may not be read. */
const routesHidden = all(operator, (healthy) => ({
  ...healthy,
  rogue: { kind: "status", status: 403, below: `/apis/${GROUP}/v1alpha1` },
}));
const yes = { "obs.promOperator": "yes" } as const;

const TABLE: Record<string, Row[]> = {
  "obs-prom-operator": [
    ["no operator and none answered passes", {}, "pass"],
    ["an operator that was answered passes", { cluster: operator, answers: yes }, "pass"],
    ["an operator that was denied is a warning", { cluster: operator }, "warn", "answer-mismatch"],
    ["one that was answered and is not there is a warning", { answers: yes }, "warn", "answer-mismatch"],
    ["a group that may not be read is not taken for absent", { cluster: unreadable }, "could-not-tell", "forbidden"],
    [
      "an operator that was denied is seen in a part of its group",
      { cluster: routesHidden },
      "warn",
      "answer-mismatch",
    ],
    [
      "alert routes that may not be read are not called missing",
      { cluster: routesHidden, answers: yes },
      "could-not-tell",
      "forbidden",
    ],
  ],
  "obs-prom-rbac": [
    ["all eight verbs on the three resources pass", { cluster: all(operator, allowed(VERBS)), answers: yes }, "pass"],
    [
      "without deletecollection alone it is a warning",
      { cluster: all(operator, allowed(VERBS.slice(0, 7))), answers: yes },
      "warn",
    ],
    [
      "definitions that may not be read are not called missing",
      { cluster: all(unreadable, allowed(VERBS)), answers: yes },
      "could-not-tell",
      "forbidden",
    ],
    ["reading alone fails", { cluster: all(operator, allowed(["get", "list"])), answers: yes }, "fail"],
  ],
  "obs-prom-scrape": [
    [
      "a Prometheus that selects everything passes",
      {
        cluster: all(operator, prometheus({ serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: {} })),
        answers: yes,
      },
      "pass",
    ],
    [
      "one that asks for a label is a warning",
      {
        cluster: all(
          operator,
          prometheus({
            serviceMonitorSelector: { matchLabels: { release: "main" } },
            serviceMonitorNamespaceSelector: {},
          }),
        ),
        answers: yes,
      },
      "warn",
    ],
    [
      "one that selects other namespaces fails",
      {
        cluster: all(
          operator,
          prometheus({ serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: { matchLabels: { team: "web" } } }),
        ),
        answers: yes,
      },
      "fail",
    ],
  ],
};

for (const [id, rows] of Object.entries(TABLE)) {
  describe(id, () => {
    for (const row of rows) test(row[0], () => expectRow(id, row));
  });
}
