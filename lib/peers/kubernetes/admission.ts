import { parseQuantity } from "@/lib/intake/quantity";

import type { ClusterObject, ClusterScenario } from "./scenario";

type Amounts = Record<string, string>;
interface LimitItem {
  type: string;
  min?: Amounts;
  max?: Amounts;
  default?: Amounts;
  defaultRequest?: Amounts;
}
interface Container {
  resources?: { requests?: Amounts; limits?: Amounts };
}

const nano = (text: string | undefined) => (text === undefined ? undefined : parseQuantity(text));
const total = (containers: readonly Container[], pick: (one: Container) => Amounts | undefined, resource: string) => {
  const amounts = containers.map((one) => nano(pick(one)?.[resource]));
  return amounts.some((one) => one === undefined) ? undefined : amounts.reduce((sum: bigint, one) => sum + (one ?? 0n), 0n);
};

function limitItems(scenario: ClusterScenario, namespace: string): LimitItem[] {
  const ranges = scenario.objects[`/api/v1/namespaces/${namespace}/limitranges`] ?? [];
  return ranges.flatMap((range) => (range.spec as { limits?: LimitItem[] } | undefined)?.limits ?? []);
}

/** Fills in what a LimitRange of type Container gives by default. */
function defaulted(containers: readonly Container[], items: readonly LimitItem[]): Container[] {
  return containers.map((one) => {
    const limits = { ...Object.assign({}, ...items.map((item) => (item.type === "Container" ? (item.default ?? item.max) : {}))), ...one.resources?.limits } as Amounts;
    const requests = { ...limits, ...Object.assign({}, ...items.map((item) => (item.type === "Container" ? item.defaultRequest : {}))), ...one.resources?.limits, ...one.resources?.requests } as Amounts;
    return { resources: { limits, requests } };
  });
}

function podLimits(containers: readonly Container[], items: readonly LimitItem[]): string[] {
  const problems: string[] = [];
  for (const item of items.filter(({ type }) => type === "Pod" || type === "Container")) {
    const groups = item.type === "Pod" ? [containers] : containers.map((one) => [one]);
    for (const group of groups) {
      for (const [resource, most] of Object.entries(item.max ?? {})) {
        const limit = total(group, (one) => one.resources?.limits, resource);
        if (limit === undefined) problems.push(`maximum ${resource} usage per ${item.type} is ${most}.  No limit is specified`);
        else if (limit > (nano(most) ?? limit)) problems.push(`maximum ${resource} usage per ${item.type} is ${most}, but limit is ${limit / 1_000_000_000n}`);
      }
      for (const [resource, least] of Object.entries(item.min ?? {})) {
        const request = total(group, (one) => one.resources?.requests, resource);
        if (request === undefined) problems.push(`minimum ${resource} usage per ${item.type} is ${least}.  No request is specified`);
        else if (request < (nano(least) ?? request)) problems.push(`minimum ${resource} usage per ${item.type} is ${least}, but request is ${request / 1_000_000_000n}`);
      }
    }
  }
  return problems;
}

function podQuota(scenario: ClusterScenario, namespace: string, containers: readonly Container[], name: string): string | undefined {
  for (const quota of scenario.objects[`/api/v1/namespaces/${namespace}/resourcequotas`] ?? []) {
    const hard = (quota.spec as { hard?: Amounts } | undefined)?.hard ?? {};
    const used = (quota.status as { used?: Amounts } | undefined)?.used ?? {};
    const missing: string[] = [];
    for (const [key, most] of Object.entries(hard)) {
      const [kind, resource] = key.split(".");
      if ((kind !== "requests" && kind !== "limits") || (resource !== "cpu" && resource !== "memory")) continue;
      const wanted = total(containers, (one) => one.resources?.[kind], resource);
      if (wanted === undefined || wanted === 0n) missing.push(key);
      else if (wanted + (nano(used[key]) ?? 0n) > (nano(most) ?? wanted)) return `pods "${name}" is forbidden: exceeded quota: ${quota.metadata.name}, requested: ${key}=${wanted / 1_000_000_000n}, used: ${key}=${used[key] ?? "0"}, limited: ${key}=${most}`;
    }
    if (missing.length > 0) return `pods "${name}" is forbidden: failed quota: ${quota.metadata.name}: must specify ${missing.join("; ")}`;
  }
  return undefined;
}

/** The admission of a pod: LimitRange defaults and bounds, then quotas. A sentence when it is refused. */
export function admitPod(scenario: ClusterScenario, namespace: string, pod: ClusterObject): string | undefined {
  const items = limitItems(scenario, namespace);
  const given = (pod.spec as { containers?: Container[] } | undefined)?.containers ?? [];
  const containers = defaulted(given, items);
  const problems = podLimits(containers, items);
  if (problems.length > 0) return `pods "${pod.metadata.name}" is forbidden: [${problems.join(", ")}]`;
  return podQuota(scenario, namespace, containers, pod.metadata.name);
}
