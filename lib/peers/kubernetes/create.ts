import type { ResourceRule } from "@/lib/probes/kubernetes/access";

import { allows, holdsAll } from "./access";
import { admit } from "./admission";
import type { ApiPath } from "./paths";
import type { ClusterObject, ClusterScenario, Identity } from "./scenario";
import { type Answer, notFound, qualified, refused, status } from "./status";
import type { World } from "./world";

const VIEW: readonly ResourceRule[] = [
  { apiGroups: [""], resources: ["pods", "services", "configmaps"], verbs: ["get", "list", "watch"] },
];

/** A create: authorization has been passed; then the namespace, the name, escalation and admission. */
export function create(
  scenario: ClusterScenario,
  identity: Identity,
  path: ApiPath,
  body: Record<string, unknown>,
  { dryRun, world }: { dryRun: boolean; world: World },
): Answer {
  const object = body as unknown as ClusterObject;
  const { namespace } = path;
  const name = object.metadata?.name ?? "";
  if (namespace && !exists(scenario, namespace))
    return notFound({ group: "", resource: "namespaces", verb: "get" }, namespace);
  if (object.metadata?.namespace && object.metadata.namespace !== namespace)
    return status(
      400,
      "BadRequest",
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  const escalation =
    path.group === "rbac.authorization.k8s.io" ? escalates(scenario, identity, path, object) : undefined;
  if (escalation) return refused(path, name, escalation);
  const refusal = namespace ? admit(scenario, namespace, path.resource, object) : undefined;
  if (refusal) return refused(path, name, refusal);
  const there = [...(scenario.objects[path.collection] ?? []), ...world.made(scenario, path.collection)];
  if (there.some((one) => one.metadata.name === name)) {
    const details = { name, ...(path.group ? { group: path.group } : {}), kind: path.resource };
    return status(409, "AlreadyExists", `${qualified(path.resource, path.group)} "${name}" already exists`, details);
  }
  if (!dryRun) return { status: 201, body: world.create(scenario, path, object) };
  const metadata = {
    ...object.metadata,
    ...(namespace ? { namespace } : {}),
    uid: "00000000-0000-4000-8000-000000000000",
    creationTimestamp: "2026-01-01T00:00:00Z",
  };
  return { status: 201, body: { ...body, metadata } };
}

function exists(scenario: ClusterScenario, namespace: string): boolean {
  return (scenario.objects["/api/v1/namespaces"] ?? []).some((one) => one.metadata.name === namespace);
}

/** Nobody grants what he does not hold, unless he holds `escalate` or `bind`. */
function escalates(
  scenario: ClusterScenario,
  identity: Identity,
  path: ApiPath,
  object: ClusterObject,
): string | undefined {
  const verb = path.resource.endsWith("bindings") ? "bind" : "escalate";
  if (allows(scenario, identity, { ...path, verb })) return undefined;
  const wanted = verb === "bind" ? VIEW : ((object.rules ?? []) as ResourceRule[]);
  if (holdsAll(scenario, identity, path.namespace ?? "", wanted)) return undefined;
  const groups = identity.groups.map((group) => `"${group}"`).join(" ");
  const quote = (list: readonly string[]) => list.map((one) => `"${one}"`).join(" ");
  const missing = wanted.map(
    ({ apiGroups, resources, verbs }) =>
      `{APIGroups:[${quote(apiGroups)}], Resources:[${quote(resources)}], Verbs:[${quote(verbs)}]}`,
  );
  return `user "${identity.username}" (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n${missing.join("\n")}`;
}
