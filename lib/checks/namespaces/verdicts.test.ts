import { describe, test } from "vitest";

import { ADMIN_RULES, DEPLOYER, limitRange, quota } from "@/lib/peers/kubernetes/healthy";
import type { ClusterObject, ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { all, expectRow, grants, having, type Row } from "@/test/look";

const [COMMON, CORE, VA] = ["knovvu-common", "knovvu-core", "knovvu-va"];
const ranges = (namespace = VA, ...list: ClusterObject[]) =>
  having(`/api/v1/namespaces/${namespace}/limitranges`, list);
const quotas = (namespace = CORE, ...list: ClusterObject[]) =>
  having(`/api/v1/namespaces/${namespace}/resourcequotas`, list);
const policies = (namespace = CORE, ...list: ClusterObject[]) =>
  having(`/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`, list);
const policy = (spec: object): ClusterObject => ({ metadata: { name: "p", namespace: CORE ?? "" }, spec });
const isSlices = (grant: ClusterScenario["grants"][number]) =>
  grant.rules !== ADMIN_RULES && grant.rules[0]?.apiGroups[0] === "discovery.k8s.io";
const without = (unwanted: (grant: ClusterScenario["grants"][number]) => boolean) =>
  grants((list) => list.filter((grant) => !unwanted(grant)));
const also = (rules: ClusterScenario["grants"][number]["rules"]) =>
  grants((list) => [...list, { to: [DEPLOYER], rules }]);
const open = { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] };

const TABLE: Record<string, Row[]> = {
  "ns-names": [
    ["one common namespace and one for each product pass", {}, "pass"],
    ["a product without a namespace is a warning", { answers: { "project.products": ["CORE", "VA", "CA"] } }, "warn"],
    [
      "two common ones are a draft",
      {
        answers: {
          "ns.list": [
            { name: "a", role: "common" },
            { name: "b", role: "common" },
          ],
        },
      },
      "could-not-tell",
    ],
    ["none, long before the start, is a draft", { answers: { "ns.list": [] } }, "could-not-tell", "answer-missing"],
    [
      "none, ten days before the start, fails",
      { answers: { "ns.list": [], "project.installStart": "2027-01-11" }, today: "2027-01-01" },
      "fail",
      "answer-missing",
    ],
  ],
  "ns-connectivity-policy": [
    ["no policy at all passes", {}, "pass"],
    ["a policy that lets everything in passes", { cluster: policies(CORE, policy(open)) }, "pass"],
    [
      "a policy that lets nothing in fails",
      { cluster: policies(CORE, policy({ podSelector: {}, policyTypes: ["Ingress"] })) },
      "fail",
    ],
    [
      "a policy that lets our namespaces in passes",
      {
        cluster: policies(
          CORE,
          policy({
            podSelector: {},
            policyTypes: ["Ingress"],
            ingress: [
              {
                from: [
                  {
                    namespaceSelector: {
                      matchExpressions: [
                        { key: "kubernetes.io/metadata.name", operator: "In", values: [COMMON, CORE, VA] },
                      ],
                    },
                  },
                ],
              },
            ],
          }),
        ),
      },
      "pass",
    ],
  ],
  "rbac-namespace-admin": [
    ["the stock admin role passes", {}, "pass"],
    [
      "no rights in one namespace fail",
      { cluster: without((grant) => grant.namespace === VA && !isSlices(grant)) },
      "fail",
      "forbidden",
    ],
  ],
  "rbac-not-cluster-admin": [
    ["rights in the namespaces alone pass", {}, "pass"],
    [
      "everything everywhere is a warning",
      { cluster: also([{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]) },
      "warn",
    ],
  ],
  "rbac-serviceaccounts": [
    ["accounts, roles and bindings that are admitted pass", {}, "pass"],
    [
      "no right to make accounts fails",
      {
        cluster: grants((list) =>
          list.map((grant) =>
            grant.rules === ADMIN_RULES
              ? {
                  ...grant,
                  rules: ADMIN_RULES.map((rule) => ({
                    ...rule,
                    resources: rule.resources.filter((name) => name !== "serviceaccounts"),
                  })),
                }
              : grant,
          ),
        ),
      },
      "fail",
    ],
  ],
  "rbac-endpointslice-write": [
    ["the generated role passes", {}, "pass"],
    ["the stock admin role alone fails", { cluster: without(isSlices) }, "fail", "forbidden"],
  ],
  "rbac-endpointslice-users": [
    ["a managing account with the role passes", {}, "pass"],
    [
      "another managing user without it fails",
      { answers: { "k8s.managingUsers": [{ kind: "User", name: "jane", groups: [] }] } },
      "fail",
    ],
    [
      "a group that holds it passes",
      {
        answers: { "k8s.managingUsers": [{ kind: "Group", name: "ops" }] },
        cluster: grants((list) => [
          ...list,
          {
            to: ["ops"],
            rules: [
              {
                apiGroups: ["discovery.k8s.io"],
                resources: ["endpointslices"],
                verbs: ["create", "update", "patch", "delete"],
              },
            ],
          },
        ]),
      },
      "pass",
    ],
  ],
  "ns-quota": [
    ["room for the requests and 30 percent passes", {}, "pass"],
    ["no quota at all passes", { cluster: all(quotas(COMMON), quotas(CORE), quotas(VA)) }, "pass"],
    [
      "room for the requests alone is a warning",
      { cluster: quotas(CORE, quota({ "requests.cpu": "11", "requests.memory": "80Gi" })) },
      "warn",
    ],
    [
      "less than the requests fails",
      { cluster: quotas(CORE, quota({ "requests.cpu": "9", "requests.memory": "80Gi" })) },
      "fail",
      "admission-quota",
    ],
    [
      "exactly 13 cores for 10 requested pass: 130 percent is enough",
      { cluster: quotas(CORE, quota({ "requests.cpu": "13", "requests.memory": "52Gi" })) },
      "pass",
    ],
    [
      "one milli-core less is a warning",
      { cluster: quotas(CORE, quota({ "requests.cpu": "12999m", "requests.memory": "52Gi" })) },
      "warn",
    ],
  ],
  "ns-limitrange-common": [
    ["10m to 3 cores pass", {}, "pass"],
    ["a smaller maximum fails", { cluster: ranges(COMMON, limitRange("2", "6Gi")) }, "fail"],
    ["no LimitRange at all is a warning: nothing blocks, but one is asked for", { cluster: ranges(COMMON) }, "warn"],
  ],
  "ns-limitrange-products": [
    ["10m to 16 cores pass", {}, "pass"],
    ["a smaller maximum fails", { cluster: ranges(VA, limitRange("16", "16Gi")) }, "fail"],
    [
      "a larger minimum fails",
      {
        cluster: ranges(VA, {
          metadata: { name: "l" },
          spec: {
            limits: [
              { type: "Pod", min: { cpu: "50m", memory: "6Mi" }, max: { cpu: "16", memory: "32Gi" } },
              {
                type: "Container",
                default: { cpu: "500m", memory: "512Mi" },
                defaultRequest: { cpu: "50m", memory: "64Mi" },
              },
            ],
          },
        }),
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
