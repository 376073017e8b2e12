import type { V1LabelSelector, V1NetworkPolicy, V1NetworkPolicyPeer } from "@kubernetes/client-node";

/** How much of the traffic between two namespaces the readable policies let through. */
export type Reach = "open" | "partly" | "closed";

/** One end of a pair: its labels (the name label is always there) and its policies. */
export interface Place {
  name: string;
  labels: Record<string, string>;
  policies: readonly V1NetworkPolicy[];
}

const NAME_LABEL = "kubernetes.io/metadata.name";

/** Kubernetes label selector semantics; an empty selector matches everything. */
export function selects(selector: V1LabelSelector, labels: Record<string, string>): boolean {
  const exact = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const expressions = (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (operator === "In") return value !== undefined && values.includes(value);
    if (operator === "NotIn") return value === undefined || !values.includes(value);
    if (operator === "Exists") return value !== undefined;
    return operator === "DoesNotExist" ? value === undefined : false;
  });
  return exact && expressions;
}

const isEmpty = (selector: V1LabelSelector | undefined) =>
  !selector || (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0);

type Direction = "Ingress" | "Egress";

/** A policy counts as Ingress unless its types say otherwise, as Egress when listed or when it has egress rules. */
function covers(policy: V1NetworkPolicy, direction: Direction): boolean {
  const types = policy.spec?.policyTypes;
  if (types && types.length > 0) return types.includes(direction);
  return direction === "Ingress" ? true : (policy.spec?.egress ?? []).length > 0;
}

/** Whether a peer admits the pods of another namespace: all, some, or none. ipBlocks say nothing about pods. */
function peerAdmits(peer: V1NetworkPolicyPeer, here: Place, there: Place): Reach {
  if (peer.ipBlock) return "closed";
  const labels = { [NAME_LABEL]: there.name, ...there.labels };
  if (!peer.namespaceSelector) return here.name === there.name ? "open" : "closed";
  if (!selects(peer.namespaceSelector, labels)) return "closed";
  return isEmpty(peer.podSelector) ? "open" : "partly";
}

function rules(
  policy: V1NetworkPolicy,
  direction: Direction,
): { peers: V1NetworkPolicyPeer[] | undefined; ports: boolean }[] {
  if (direction === "Ingress")
    return (policy.spec?.ingress ?? []).map((rule) => ({
      peers: rule._from ?? (rule as { from?: V1NetworkPolicyPeer[] }).from,
      ports: Boolean(rule.ports?.length),
    }));
  return (policy.spec?.egress ?? []).map((rule) => ({ peers: rule.to, ports: Boolean(rule.ports?.length) }));
}

/** What the pods selected by `policies` in `here` may exchange with `there`, as the union of all rules. */
function admitted(policies: readonly V1NetworkPolicy[], direction: Direction, here: Place, there: Place): Reach {
  let best: Reach = "closed";
  for (const policy of policies) {
    for (const { peers, ports } of rules(policy, direction)) {
      const everyone = !peers || peers.length === 0;
      const reaches = everyone ? (["open"] as Reach[]) : peers.map((peer) => peerAdmits(peer, here, there));
      const whole = reaches.includes("open");
      if (whole && !ports) return "open";
      if (whole || reaches.includes("partly")) best = "partly";
    }
  }
  return best;
}

/** One direction seen from one namespace: policies on single pods only make it "partly" at worst. */
function side(here: Place, there: Place, direction: Direction): Reach {
  const counting = here.policies.filter((policy) => covers(policy, direction));
  const forAll = counting.filter((policy) => isEmpty(policy.spec?.podSelector));
  const forSome = counting.filter((policy) => !isEmpty(policy.spec?.podSelector));
  const base: Reach = forAll.length === 0 ? "open" : admitted(forAll, direction, here, there);
  if (forSome.length === 0) return base;
  if (base === "open")
    return forAll.length > 0 || admitted(forSome, direction, here, there) === "open" ? "open" : "partly";
  return base === "closed" && admitted(forSome, direction, here, there) === "closed" ? "closed" : "partly";
}

/** Traffic from `a` to `b`: egress of a and ingress of b must both admit it (ns-connectivity-policy). */
export function reach(a: Place, b: Place): Reach {
  const sides = [side(a, b, "Egress"), side(b, a, "Ingress")];
  if (sides.includes("closed")) return "closed";
  return sides.includes("partly") ? "partly" : "open";
}
