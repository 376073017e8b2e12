import { covered, type ResourceRule } from "@/lib/probes/kubernetes/access";
import type { AccessTuple } from "@/lib/probes/types";

import type { ClusterScenario, Identity } from "./scenario";

/** What the server lets every signed-in caller do: ask about his own rights. */
const EVERYBODY: readonly ResourceRule[] = [
  {
    apiGroups: ["authorization.k8s.io"],
    resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
    verbs: ["create"],
  },
  { apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"], verbs: ["create"] },
];

/** The rules that count for an identity, cluster-wide and in one namespace. */
export function rulesOf(
  { grants }: ClusterScenario,
  { username, groups }: Identity,
  namespace: string | undefined,
): ResourceRule[] {
  const held = grants.filter(
    (grant) =>
      (grant.namespace === undefined || grant.namespace === namespace) &&
      grant.to.some((subject) => subject === username || groups.includes(subject)),
  );
  return [...EVERYBODY, ...held.flatMap(({ rules }) => rules)];
}

export interface Attributes {
  namespace?: string;
  group: string;
  resource: string;
  subresource?: string;
  verb: string;
  name?: string;
}

/** True when a rule of the identity covers the request; rules for single names cover those names. */
export function allows(scenario: ClusterScenario, identity: Identity, attributes: Attributes): boolean {
  const { name, ...rest } = attributes;
  const rules = rulesOf(scenario, identity, attributes.namespace);
  const tuple: AccessTuple = rest;
  if (covered(tuple, rules)) return true;
  const named = rules
    .filter(({ resourceNames }) => name !== undefined && resourceNames?.includes(name))
    .map(({ resourceNames: _names, ...rule }) => rule);
  return covered(tuple, named);
}

/** True when the identity holds every rule that it wants to grant; else the server calls it an escalation. */
export function holdsAll(
  scenario: ClusterScenario,
  identity: Identity,
  namespace: string,
  wanted: readonly ResourceRule[],
): boolean {
  return wanted.every(({ apiGroups, resources, verbs }) =>
    apiGroups.every((group) =>
      resources.every((resource) =>
        verbs.every((verb) => allows(scenario, identity, { namespace, group, resource, verb })),
      ),
    ),
  );
}
