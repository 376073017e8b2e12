import { apiTrouble, dryRunTrouble, refusalKind } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { MANAGE } from "@/lib/checks/permissions";
import type { ApiResult, KubernetesProbe } from "@/lib/probes/types";

const RBAC = "rbac.authorization.k8s.io";
const NAME = "rdy-trial";

interface Seen {
  name: string;
  account: ApiResult;
  role: ApiResult;
  binding: ApiResult;
}

async function look(kubernetes: KubernetesProbe, name: string): Promise<Seen> {
  const namespace = encodeURIComponent(name);
  const metadata = { name: NAME, namespace: name };
  const rbac = `/apis/${RBAC}/v1/namespaces/${namespace}`;
  const [account, role, binding] = await Promise.all([
    kubernetes.dryRun(`/api/v1/namespaces/${namespace}/serviceaccounts`, {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata,
    }),
    kubernetes.dryRun(`${rbac}/roles`, {
      apiVersion: `${RBAC}/v1`,
      kind: "Role",
      metadata,
      rules: [{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: MANAGE }],
    }),
    kubernetes.dryRun(`${rbac}/rolebindings`, {
      apiVersion: `${RBAC}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "view" },
      subjects: [{ kind: "ServiceAccount", name: "default", namespace: name }],
    }),
  ]);
  return { name, account, role, binding };
}

/** Service accounts and their roles can be created in every namespace (S106). */
export const rbacServiceaccounts = defineCheck({
  id: "rbac-serviceaccounts",
  needs: ["kubernetes"],
  run: ({ probes, answers }) =>
    Promise.all((answers["ns.list"] ?? []).map(({ name }) => look(probes.kubernetes, name))),
  verdict: (seen) => seen.map(judge),
});

function judge({ name, account, role, binding }: Seen): Judgement {
  const expected = "service account, role and role binding are admitted";
  const trials = [
    { resource: "serviceaccounts", answer: account },
    { resource: "roles", answer: role },
    { resource: "rolebindings", answer: binding },
  ];
  const found = trials
    .map(({ resource, answer }) => `${resource} ${answer.ok ? answer.status : answer.code}`)
    .join(", ");
  const base = { target: name, expected, found };
  let judged: Judgement | undefined;
  for (const { resource, answer } of trials) {
    if (answer.ok && answer.status === 201) continue;
    const asked = { target: name, verb: "create", resource };
    if (answer.ok && resource === "roles" && refusalKind(answer) === "escalation") {
      const message = `In ${name} a role for EndpointSlices cannot be created, because nobody can grant what he does not hold: the credential lacks those rights itself.`;
      judged ??= { ...base, verdict: "warn", reasonCode: "forbidden", message };
      continue;
    }
    const trouble = answer.ok ? dryRunTrouble(answer, asked) : apiTrouble(answer, asked);
    if (trouble.verdict === "fail") return { ...trouble, ...base };
    judged = { ...trouble, ...base };
  }
  return (
    judged ?? {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      message: `Service accounts, roles and bindings can be created in ${name}.`,
    }
  );
}
