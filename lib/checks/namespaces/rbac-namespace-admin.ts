import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { readApiGroups } from "@/lib/checks/facts/api-groups";
import { byAnswer, MANAGE, resourceName, sayTuples, tuples } from "@/lib/checks/permissions";
import type { AccessResult, AccessTuple } from "@/lib/probes/types";

const RESOURCES: readonly (readonly [group: string, resources: readonly string[]])[] = [
  [
    "",
    [
      "pods",
      "services",
      "configmaps",
      "secrets",
      "serviceaccounts",
      "persistentvolumeclaims",
      "replicationcontrollers",
    ],
  ],
  ["apps", ["deployments", "statefulsets", "daemonsets", "replicasets"]],
  ["batch", ["jobs", "cronjobs"]],
  ["autoscaling", ["horizontalpodautoscalers"]],
  ["policy", ["poddisruptionbudgets"]],
  ["networking.k8s.io", ["ingresses", "networkpolicies"]],
  ["rbac.authorization.k8s.io", ["roles", "rolebindings"]],
  ["coordination.k8s.io", ["leases"]],
];
const SINGLE: readonly (readonly [group: string, resources: readonly string[], verbs: readonly string[]])[] = [
  ["", ["pods/exec", "pods/portforward", "pods/eviction", "serviceaccounts/token"], ["create"]],
  ["", ["pods/log"], ["get"]],
  ["apps", ["deployments/scale", "statefulsets/scale"], ["patch"]],
  ["", ["events", "endpoints", "resourcequotas", "limitranges"], ["get", "list"]],
];
const ROUTES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["route.openshift.io", ["routes"], MANAGE],
  ["route.openshift.io", ["routes/custom-host"], ["create"]],
];
/** Missing ones are a nuisance, not an obstacle. */
const MINOR = new Set(["networkpolicies.networking.k8s.io", "leases.coordination.k8s.io", "pods/eviction"]);

/** Every permission asked for in one namespace (S106, catalogue 3.3). */
export function namespaceAdminTuples(namespace: string, openshift: boolean): AccessTuple[] {
  return [
    ...RESOURCES.flatMap(([group, resources]) => tuples(namespace, group, resources, MANAGE)),
    ...[...SINGLE, ...(openshift ? ROUTES : [])].flatMap(([group, resources, verbs]) =>
      tuples(namespace, group, resources, verbs),
    ),
  ];
}

/** The credential administers every Knovvu namespace (S106; D33: ClusterRole `admin` by RoleBinding). */
export const rbacNamespaceAdmin = defineCheck({
  id: "rbac-namespace-admin",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes }, answers }) {
    const groups = await readApiGroups(kubernetes);
    const openshift = groups.ok && groups.versions.has("route.openshift.io");
    const namespaces = (answers["ns.list"] ?? []).map(({ name }) => name);
    return Promise.all(
      namespaces.map(async (name) => ({
        name,
        results: await kubernetes.access(namespaceAdminTuples(name, openshift)),
      })),
    );
  },
  verdict: (seen) => seen.map(judge),
});

function judge({ name, results }: { name: string; results: AccessResult[] }): Judgement {
  const { allowed, denied, unknown } = byAnswer(results);
  const expected = `all ${results.length} permissions of a namespace administrator`;
  const found = `${allowed.length} of ${results.length} allowed`;
  const base = {
    target: name,
    expected,
    found,
    evidence: { denied: denied.map((one) => `${one.tuple.verb} ${resourceName(one.tuple)}`) },
  };
  const serious = denied.filter(({ tuple }) => !MINOR.has(resourceName(tuple)) && tuple.verb !== "watch");
  if (serious.length > 0) {
    const noRoles =
      serious.some(({ tuple }) => tuple.resource === "rolebindings") &&
      !serious.some(({ tuple }) => tuple.resource === "deployments" && !tuple.subresource);
    const edit = noRoles ? " The role edit is not enough: admin is needed." : "";
    return {
      ...base,
      verdict: "fail",
      reasonCode: "forbidden",
      message: `In ${name} the credential may not ${sayTuples(serious)}.${edit}`,
    };
  }
  if (unknown.length > 0) {
    const message = `In ${name} the cluster gave no answer for ${sayTuples(unknown)}: ${unknown[0]?.detail ?? "no reason given"}.`;
    return { ...base, verdict: "could-not-tell", reasonCode: "error", message };
  }
  if (denied.length > 0) {
    return {
      ...base,
      verdict: "warn",
      reasonCode: "forbidden",
      message: `In ${name} the credential administers nearly everything, but may not ${sayTuples(denied)}.`,
    };
  }
  return { ...base, verdict: "pass", reasonCode: "ok", message: `The credential administers ${name}.` };
}
