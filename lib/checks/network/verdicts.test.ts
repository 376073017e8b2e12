import { describe, test } from "vitest";

import type { ClusterObject } from "@/lib/peers/kubernetes/scenario";
import { all, expectRow, having, type Row, serving } from "@/test/look";

const CORE = "knovvu-core";
const classes = (...list: [name: string, controller: string][]) =>
  having(
    "/apis/networking.k8s.io/v1/ingressclasses",
    list.map(([name, controller]) => ({ metadata: { name }, spec: { controller } })),
  );
const labelled = (labels: Record<string, string>) =>
  having(
    "/api/v1/namespaces",
    ["knovvu-common", CORE, "knovvu-va"].map(
      (name): ClusterObject => ({
        metadata: { name, labels: { "kubernetes.io/metadata.name": name, ...(name === CORE ? labels : {}) } },
      }),
    ),
  );
const MESH = { "networking.istio.io": ["v1"], "security.istio.io": ["v1"] };
const denied = having(`/apis/networking.k8s.io/v1/namespaces/${CORE}/networkpolicies`, [
  { metadata: { name: "deny", namespace: CORE }, spec: { podSelector: {}, policyTypes: ["Ingress"] } },
]);
const late = { today: "2027-01-05" };
const soon = { "project.installStart": "2027-01-11" };

const TABLE: Record<string, Row[]> = {
  "net-ingress-controller": [
    ["the named class passes", {}, "pass"],
    [
      "community ingress-nginx is a warning: it is retired",
      { cluster: classes(["nginx", "k8s.io/ingress-nginx"]), answers: { "net.ingressClass": "nginx" } },
      "warn",
    ],
    [
      "several classes and none named is a warning",
      { cluster: classes(["a", "x/y"], ["b", "x/z"]), answers: { "net.ingressClass": undefined as never } },
      "warn",
    ],
    ["a named class that is not there fails", { answers: { "net.ingressClass": "nginx" } }, "fail", "not-found"],
    [
      "OpenShift's router passes without a class",
      {
        cluster: all(classes(), serving({ "route.openshift.io": ["v1"] })),
        answers: { "net.ingressClass": undefined as never, "net.ingressController": "openshift-router" },
      },
      "pass",
    ],
  ],
  "net-ssl-redirect": [["settings that cannot be read could not be told", {}, "could-not-tell"]],
  "net-base-domain": [
    [
      "a suffix below which everybody may register is nobody's own",
      { answers: { "net.baseDomain": "com.tr", "net.baseDomainConfirmed": "yes" } },
      "fail",
      "answer-mismatch",
      /^com\.tr is a suffix/,
    ],
    [
      "a name of the customer's own below such a suffix passes",
      { answers: { "net.baseDomain": "acme.com.tr", "net.baseDomainConfirmed": "yes" } },
      "pass",
    ],
    ["a confirmed domain passes", {}, "pass"],
    ["none fails", { answers: { "net.baseDomain": undefined as never } }, "fail", "answer-missing"],
    ["the documentation's example fails", { answers: { "net.baseDomain": "knovvu.mycompany.com" } }, "fail"],
    ["a .local one is a warning", { answers: { "net.baseDomain": "knovvu.bank.local" } }, "warn"],
    [
      "a very long one is a warning",
      { answers: { "net.baseDomain": `${"a".repeat(60)}.${"b".repeat(45)}.test` } },
      "warn",
    ],
    ["one that nobody confirmed could not be told", { answers: { "net.baseDomainConfirmed": "no" } }, "could-not-tell"],
  ],
  "net-mesh": [
    ["no mesh and none answered passes", {}, "pass"],
    [
      "a mesh that was answered passes",
      { cluster: serving(MESH), answers: { "net.serviceMesh": { present: "yes", kind: "istio" } } },
      "pass",
    ],
    [
      "a mesh whose rules may not be read passes, and says what was not seen",
      { cluster: serving(MESH), answers: { "net.serviceMesh": { present: "yes", kind: "istio" } } },
      "pass",
      "ok",
      /whether mTLS is STRICT could not be read in knovvu-common, knovvu-core, knovvu-va/,
    ],
    [
      "a mesh that injects into our namespace and was denied is a warning",
      { cluster: all(serving(MESH), labelled({ "istio-injection": "enabled" })) },
      "warn",
    ],
    [
      "one that acts and is of another kind than answered is said to be both",
      {
        cluster: all(serving(MESH), labelled({ "istio-injection": "enabled" })),
        answers: { "net.serviceMesh": { present: "yes", kind: "linkerd" } },
      },
      "warn",
      "unsupported",
      /A mesh acts on knovvu-core .*The answer says linkerd, the cluster shows istio\./s,
    ],
    [
      "another kind than answered is a warning",
      { cluster: serving(MESH), answers: { "net.serviceMesh": { present: "yes", kind: "linkerd" } } },
      "warn",
      "answer-mismatch",
    ],
    ["definitions where none was answered are a warning", { cluster: serving(MESH) }, "warn", "answer-mismatch"],
    [
      "a mesh that was answered and has left no sign is a warning",
      { answers: { "net.serviceMesh": { present: "yes", kind: "istio" } } },
      "warn",
      "answer-mismatch",
    ],
    [
      "an answer that nobody knows could not be told",
      { cluster: serving(MESH), answers: { "net.serviceMesh": { present: "unknown" } } },
      "could-not-tell",
      "answer-unknown",
    ],
    [
      "nobody's answer ten days before the start fails",
      { answers: { "net.serviceMesh": undefined as never, ...soon }, ...late },
      "fail",
      "answer-missing",
    ],
  ],
  "net-netpol": [
    ["no policy and none answered passes", {}, "pass"],
    ["policies that were denied are a warning", { cluster: denied }, "warn", "answer-mismatch"],
    [
      "policies that were stated pass",
      { cluster: denied, answers: { "net.networkPolicies": { present: "yes" } } },
      "pass",
    ],
    [
      "stated ones that are not in our namespaces are a warning",
      { answers: { "net.networkPolicies": { present: "yes" } } },
      "warn",
    ],
    [
      "nobody's answer ten days before the start fails",
      { answers: { "net.networkPolicies": undefined as never, ...soon }, ...late },
      "fail",
      "answer-missing",
    ],
  ],
};

for (const [id, rows] of Object.entries(TABLE)) {
  describe(id, () => {
    for (const row of rows) test(row[0], () => expectRow(id, row));
  });
}
