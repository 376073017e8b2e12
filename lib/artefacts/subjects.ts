import type { Facts } from "@/lib/requirements/types";

export const DEPLOYER = "knovvu-deployer";
const RBAC = "rbac.authorization.k8s.io";

type Subject = { kind: string; name: string; apiGroup?: string; namespace?: string };

/** Where the deployer's service account lives: the common namespace, else the first one. */
export function homeNamespace({ answers }: Facts): string | undefined {
  const list = answers["ns.list"] ?? [];
  return (list.find(({ role }) => role === "common") ?? list[0])?.name;
}

/** Name and namespace of the account that the stored kubeconfig or the script uses. */
export function deployer(facts: Facts): Subject | undefined {
  const namespace = homeNamespace(facts);
  return namespace === undefined ? undefined : { kind: "ServiceAccount", name: DEPLOYER, namespace };
}

/** Every managing user of the answers, and the deployer. */
export function managingSubjects(facts: Facts): Subject[] {
  const users = (facts.answers["k8s.managingUsers"] ?? []).map((user): Subject => {
    if (user.kind === "ServiceAccount")
      return { kind: "ServiceAccount", name: user.name, ...(user.ns ? { namespace: user.ns } : {}) };
    return { apiGroup: RBAC, kind: user.kind, name: user.name };
  });
  const own = deployer(facts);
  return own ? [...users, own] : users;
}

/** A Role of one namespace, bound to subjects. */
export function boundRole(options: {
  namespace: string;
  role: string;
  binding: string;
  rules: readonly object[];
  subjects: readonly Subject[];
}): object[] {
  const { namespace, role, binding, rules, subjects } = options;
  return [
    { apiVersion: `${RBAC}/v1`, kind: "Role", metadata: { name: role, namespace }, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: "RoleBinding",
      metadata: { name: binding, namespace },
      roleRef: { apiGroup: RBAC, kind: "Role", name: role },
      subjects,
    },
  ];
}
