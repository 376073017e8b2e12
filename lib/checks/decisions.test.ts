import { describe, expect, test } from "vitest";

import { generateArtefact } from "@/lib/artefacts/generate";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { NAMESPACES, node } from "@/lib/peers/kubernetes/healthy";
import { requirement } from "@/lib/requirements/catalogue";
import { decidedPolicy } from "@/lib/requirements/decisions";
import { DEFAULT_POLICY, type Policy } from "@/lib/requirements/policy";
import type { ArtefactId, Facts } from "@/lib/requirements/types";
import { all, having, look, type Situation, serving } from "@/test/look";

import { checks } from "./registry";

const [COMMON, CORE] = NAMESPACES;
const decided = (id: string, value: unknown): Policy => decidedPolicy(DEFAULT_POLICY, [{ id, value }]);
const facts = (answers: Partial<Answers>, policy: Policy): Facts => ({
  answers,
  secretsSet: new Set(),
  policy,
  today: "2026-11-25",
});
const collection = (namespace: string | undefined, kind: string) => `/api/v1/namespaces/${namespace}/${kind}`;
const namespaceWith = (labels: Record<string, string>) =>
  having("/api/v1/namespaces", [{ metadata: { name: COMMON ?? "", labels }, status: { phase: "Active" } }]);
const arm = () => {
  const made = node("worker-arm");
  const status = made.status as { nodeInfo: object };
  return { ...made, status: { ...status, nodeInfo: { ...status.nodeInfo, architecture: "arm64" } } };
};
const MESH = { "networking.istio.io": ["v1"], "security.istio.io": ["v1"] };
const own = { "ns.list": [{ name: COMMON ?? "", role: "common" as const }] };

/** What the proposal says in a situation, and what another decision says of the same one. */
type LookRow = [id: string, check: string, situation: Situation, proposed: string, value: unknown, changed: string];
describe("a changed decision changes the verdict of the checks that use it", () => {
  test.each<LookRow>([
    [
      "D7",
      "k8s-version-window",
      { cluster: (healthy) => ({ ...healthy, version: "v1.23.4" }) },
      "pass",
      { min: 24 },
      "fail",
    ],
    [
      "D8",
      "k8s-node-version",
      { cluster: having("/api/v1/nodes", [arm()]) },
      "warn",
      { nodeArchitectures: ["amd64", "arm64"] },
      "pass",
    ],
    [
      "D9",
      "ns-exist",
      { cluster: namespaceWith({ "pod-security.kubernetes.io/enforce": "restricted" }), answers: own },
      "warn",
      { podSecurityRestricted: "fail" },
      "fail",
    ],
    [
      "D13",
      "ns-quota",
      {
        cluster: having(collection(CORE, "resourcequotas"), [
          { metadata: { name: "q" }, spec: { hard: { "requests.cpu": "13", "requests.memory": "52Gi" } } },
        ]),
      },
      "pass",
      { quotaPercent: 150 },
      "warn",
    ],
    [
      "D14",
      "ns-limitrange-common",
      { cluster: having(collection(COMMON, "limitranges"), []) },
      "warn",
      { absent: "fail" },
      "fail",
    ],
    ["D14", "ns-limitrange-common", {}, "pass", { commonMaxMemory: "64Gi" }, "fail"],
    ["D31", "k8s-distribution", { answers: { "k8s.distribution": "other" } }, "warn", { outside: "fail" }, "fail"],
    ["D31", "k8s-distribution", {}, "pass", { tested: ["openshift"] }, "warn"],
    [
      "D37",
      "net-mesh",
      {
        cluster: all(serving(MESH), namespaceWith({ "istio-injection": "enabled" })),
        answers: { ...own, "net.serviceMesh": { present: "yes", kind: "istio" } },
      },
      "warn",
      { meshPresent: "pass" },
      "pass",
    ],
    [
      "D38",
      "prj-information",
      { answers: { "project.installStart": "2027-01-11" }, today: "2026-12-20" },
      "could-not-tell",
      { answerDeadlineDays: 30 },
      "fail",
    ],
  ])("%s in %s", async (id, check, situation, proposed, value, changed) => {
    const said = async (policy: Policy) => worst(await look(check, { ...situation, policy }));
    expect(await said(DEFAULT_POLICY)).toMatchObject({ verdict: proposed });
    expect(await said(decided(id, value))).toMatchObject({ verdict: changed });
  });

  test("D29: GCP stands for the distributions that SESTEK names", async () => {
    const refused = [{ id: "D31", value: { outside: "fail" } }];
    const said = async (more: { id: string; value: unknown }[]) => {
      const policy = decidedPolicy(DEFAULT_POLICY, [...refused, ...more]);
      return worst(await look("k8s-distribution", { answers: { "k8s.distribution": "gke" }, policy }));
    };
    expect(await said([])).toMatchObject({ verdict: "warn" });
    expect(await said([{ id: "D29", value: { googleCloud: ["anthos"] } }])).toMatchObject({ verdict: "fail" });
  });

  test("D30: the newest version of Kubernetes", async () => {
    expect(worst(await look("k8s-version-window", {}))).toMatchObject({ verdict: "pass" });
    const older = worst(await look("k8s-version-window", { policy: decided("D30", { max: 30 }) }));
    expect(older).toMatchObject({ verdict: "fail" });
  });

  test("D5: the products' limits hold for the roles that SESTEK names", async () => {
    const answers = { "ns.list": [{ name: COMMON ?? "", role: "other" as const }] };
    const asked = (policy: Policy) => look("ns-limitrange-products", { answers, policy });
    expect(await asked(DEFAULT_POLICY)).toEqual([]);
    expect(await asked(decided("D5", { productRoles: ["va", "other"] }))).toMatchObject([{ target: COMMON }]);
  });
});

describe("a changed decision changes what was seen outside the cluster", () => {
  const judged = (check: string, seen: unknown, answers: Partial<Answers>, policy: Policy) =>
    worst(
      checks.get(check)?.verdict(seen, { answers, facts: facts(answers, policy), consented: true, now: new Date() }) ??
        [],
    );

  test("D20: tags without the list of all repositories", () => {
    const seen = { repository: "knovvu/va/web", known: true, tags: { ok: true, status: 200, headers: {}, text: "{}" } };
    const answers: Partial<Answers> = { "reg.type": "gcr-gar" };
    expect(judged("reg-list", seen, answers, DEFAULT_POLICY)).toMatchObject({ verdict: "warn" });
    expect(judged("reg-list", seen, answers, decided("D20", { withoutCatalog: "fail" }))).toMatchObject({
      verdict: "fail",
    });
    expect(judged("reg-list", seen, answers, decided("D20", { withoutCatalog: "pass" }))).toMatchObject({
      verdict: "pass",
    });
  });

  test("D24: the verified versions of a database", () => {
    const seen = { session: { ok: true, facts: { version: "17.2", major: 17 } }, greeting: { ok: false } };
    const answers: Partial<Answers> = { "db.engine": "postgresql", "project.products": ["VA"] };
    expect(judged("db-version", seen, answers, DEFAULT_POLICY)).toMatchObject({ verdict: "fail" });
    const newer = decided("D24", { "VA-postgresql": [16, 17] });
    expect(judged("db-version", seen, answers, newer)).toMatchObject({ verdict: "pass" });
  });

  test("D26: the oldest Windows of the license server", () => {
    const answers: Partial<Answers> = { "lic.host": "lic.acme.test", "lic.os": "Windows Server 2019" };
    expect(judged("lic-host", {}, answers, DEFAULT_POLICY)).toMatchObject({ verdict: "could-not-tell" });
    expect(judged("lic-host", {}, answers, decided("D26", { licenseServerOldest: 2022 }))).toMatchObject({
      verdict: "warn",
      reasonCode: "version-low",
    });
  });

  test("D28: the components that the matrix must name", () => {
    const row = { deployment: "SESTEK", versionUpdate: "SESTEK", support: "SESTEK" } as const;
    const answers: Partial<Answers> = {
      "resp.matrix": [{ component: "Redis", ...row }],
      "resp.agreedOn": "2026-11-20",
      "resp.file": { name: "SOW.txt", text: "signed" },
    };
    expect(judged("prj-matrix", undefined, answers, DEFAULT_POLICY)).toMatchObject({ verdict: "could-not-tell" });
    const shorter = decided("D28", { matrix: [{ component: "Redis" }] });
    expect(judged("prj-matrix", undefined, answers, shorter)).toMatchObject({ verdict: "pass" });
  });

  test("D11: OpenShift's restricted slices, once SESTEK needs them", () => {
    const tuple = { namespace: "knovvu-va", group: "discovery.k8s.io", resource: "endpointslices", verb: "create" };
    const seen = [
      { name: "knovvu-va", results: [], dryRun: { ok: true, status: 201 }, restricted: { tuple, answer: "denied" } },
    ];
    expect(judged("rbac-endpointslice-write", seen, {}, DEFAULT_POLICY)).toMatchObject({ verdict: "pass" });
    expect(judged("rbac-endpointslice-write", seen, {}, decided("D11", { restricted: "demand" }))).toMatchObject({
      verdict: "fail",
    });
  });

  test("D6: the ports that the terminal server must reach", async () => {
    const dialled: number[] = [];
    const tcp = { dial: async (_host: string, port: number) => void dialled.push(port) };
    const answers: Partial<Answers> = { "net.ingressAddress": "ingress.acme.test" };
    const policy = decided("D6", { clusterPorts: [8443] });
    const context = { answers, facts: facts(answers, policy), probes: { tcp }, signal: new AbortController().signal };
    await checks.get("ts-net-cluster")?.run({ ...context, consented: false } as never);
    expect(dialled).toEqual([8443]);
  });
});

describe("a changed decision changes whether a requirement applies", () => {
  test.each<[id: string, requirementId: string, answers: Partial<Answers>, value: unknown, before: boolean]>([
    ["D1", "ts-admin-rights", { "ts.os": "linux" }, { linux: "refuse" }, false],
    ["D10", "rbac-endpointslice-write", { "k8s.distribution": "aks" }, { demandedOn: "openshift" }, true],
    ["D10", "rbac-endpointslice-users", { "k8s.distribution": "aks" }, { demandedOn: "openshift" }, true],
    ["D18", "net-recorder-port", { "project.products": ["VA"] }, { recorderProducts: ["CA", "VA"] }, false],
    ["D21", "reg-push", { "reg.mode": "proxy" }, { pushWhenProxying: "skip" }, true],
  ])("%s in %s", (id, requirementId, answers, value, before) => {
    const { applies } = requirement(requirementId);
    expect(applies(facts(answers, DEFAULT_POLICY)).applies).toBe(before);
    expect(applies(facts(answers, decided(id, value))).applies).toBe(!before);
  });
});

describe("a changed decision changes the generated file", () => {
  const answers: Partial<Answers> = {
    "k8s.distribution": "openshift",
    "ns.list": [
      { name: "knovvu-common", role: "common" },
      { name: "knovvu-va", role: "va" },
    ],
    "os.strategy": "existing-s3",
    "os.buckets": ["knovvu-va"],
  };
  test.each<[id: string, artefact: ArtefactId, value: unknown, holds: string]>([
    ["D11", "A2", { restricted: "demand" }, "endpointslices/restricted"],
    ["D14", "A5", { productMaxMemory: "48Gi" }, "48Gi"],
    ["D25", "A17", { onObjects: ["s3:GetObject", "s3:RestoreObject"] }, "s3:RestoreObject"],
  ])("%s in %s", (id, artefact, value, holds) => {
    const text = (policy: Policy) =>
      generateArtefact(artefact, { facts: facts(answers, policy), project: { name: "Acme" } })
        .map((file) => file.text)
        .join();
    expect(text(DEFAULT_POLICY)).not.toContain(holds);
    expect(text(decided(id, value))).toContain(holds);
  });
});
