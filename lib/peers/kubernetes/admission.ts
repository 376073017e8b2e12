import { formatCpu, formatMemory, parseQuantity } from "@/lib/intake/quantity";

import { violatesPodSecurity } from "./pod-security";
import type { ClusterObject, ClusterScenario } from "./scenario";

type Amounts = Record<string, string>;
interface LimitItem {
  type: string;
  min?: Amounts;
  max?: Amounts;
  default?: Amounts;
  defaultRequest?: Amounts;
  maxLimitRequestRatio?: Amounts;
}
interface Container {
  name: string;
  resources?: { requests?: Amounts; limits?: Amounts };
}
type Pick = (one: Container) => Amounts | undefined;

const NANO = 1_000_000_000n;
const nano = (text: string | undefined) => (text === undefined ? undefined : parseQuantity(text));
const show = (resource: string, amount: bigint) =>
  resource.endsWith("cpu") ? formatCpu(amount) : formatMemory(amount);
const requests: Pick = (one) => one.resources?.requests;
const limits: Pick = (one) => one.resources?.limits;

/** The sum over containers; undefined when none of them says it. */
function total(containers: readonly Container[], pick: Pick, resource: string): bigint | undefined {
  const said = containers.map((one) => nano(pick(one)?.[resource])).filter((one) => one !== undefined);
  return said.length > 0 ? said.reduce((sum, one) => sum + one, 0n) : undefined;
}

function limitItems(scenario: ClusterScenario, namespace: string): LimitItem[] {
  const ranges = scenario.objects[`/api/v1/namespaces/${namespace}/limitranges`] ?? [];
  return ranges.flatMap((range) => ((range.spec as { limits?: LimitItem[] } | undefined)?.limits ?? []).map(filled));
}

/** The server's own defaults of a LimitRange item: a missing default is the max, a missing request the default. */
function filled(item: LimitItem): LimitItem {
  if (item.type !== "Container") return item;
  const standard = { ...item.max, ...item.default };
  return { ...item, default: standard, defaultRequest: { ...item.min, ...standard, ...item.defaultRequest } };
}

/** Fills in what LimitRanges of type Container give, and requests that follow from limits. */
function defaulted(containers: readonly Container[], items: readonly LimitItem[]): Container[] {
  const given = (pick: (item: LimitItem) => Amounts | undefined): Amounts =>
    Object.assign({}, ...items.filter(({ type }) => type === "Container").map(pick));
  return containers.map((one) => ({
    name: one.name,
    resources: {
      limits: { ...given((item) => item.default), ...limits(one) },
      requests: { ...given((item) => item.defaultRequest), ...limits(one), ...requests(one) },
    },
  }));
}

function bounds(item: LimitItem, group: readonly Container[]): string[] {
  const problems: string[] = [];
  for (const [resource, text] of Object.entries(item.min ?? {})) {
    const least = nano(text) ?? 0n;
    const [request, limit] = [total(group, requests, resource), total(group, limits, resource)];
    const base = `minimum ${resource} usage per ${item.type} is ${text}`;
    if (request === undefined) problems.push(`${base}.  No request is specified`);
    else if (request < least) problems.push(`${base}, but request is ${show(resource, request)}`);
    else if (limit !== undefined && limit < least) problems.push(`${base}, but limit is ${show(resource, limit)}`);
  }
  for (const [resource, text] of Object.entries(item.max ?? {})) {
    const most = nano(text) ?? 0n;
    const [request, limit] = [total(group, requests, resource), total(group, limits, resource)];
    const base = `maximum ${resource} usage per ${item.type} is ${text}`;
    if (limit === undefined) problems.push(`${base}.  No limit is specified`);
    else if (limit > most) problems.push(`${base}, but limit is ${show(resource, limit)}`);
    else if (request !== undefined && request > most)
      problems.push(`${base}, but request is ${show(resource, request)}`);
  }
  for (const [resource, text] of Object.entries(item.maxLimitRequestRatio ?? {})) {
    const [request, limit] = [total(group, requests, resource), total(group, limits, resource)];
    if (!request || !limit || limit * NANO <= request * (nano(text) ?? NANO)) continue;
    const ratio = Number(limit) / Number(request);
    problems.push(
      `${resource} max limit to request ratio per ${item.type} is ${text}, but provided ratio is ${ratio.toFixed(6)}`,
    );
  }
  return problems;
}

function limitRangeProblems(items: readonly LimitItem[], containers: readonly Container[]): string | undefined {
  const problems = items.flatMap((item) => {
    if (item.type === "Pod") return bounds(item, containers);
    return item.type === "Container" ? containers.flatMap((one) => bounds(item, [one])) : [];
  });
  return problems.length > 1 ? `[${problems.join(", ")}]` : problems[0];
}

/** What a new object counts in a quota, by the quota's own names. */
function podUsage(containers: readonly Container[]): Record<string, bigint | undefined> {
  return {
    ...Object.fromEntries(
      ["cpu", "memory"].flatMap((resource) => [
        [resource, total(containers, requests, resource)],
        [`requests.${resource}`, total(containers, requests, resource)],
        [`limits.${resource}`, total(containers, limits, resource)],
      ]),
    ),
    pods: NANO,
    "count/pods": NANO,
  };
}

function claimUsage(claim: ClusterObject): Record<string, bigint | undefined> {
  const spec = claim.spec as { storageClassName?: string; resources?: { requests?: Amounts } } | undefined;
  const storage = nano(spec?.resources?.requests?.storage);
  const ofClass = `${spec?.storageClassName ?? ""}.storageclass.storage.k8s.io/`;
  return {
    "requests.storage": storage,
    persistentvolumeclaims: NANO,
    "count/persistentvolumeclaims": NANO,
    [`${ofClass}requests.storage`]: storage,
    [`${ofClass}persistentvolumeclaims`]: NANO,
  };
}

function quotaProblem(
  scenario: ClusterScenario,
  namespace: string,
  usage: Record<string, bigint | undefined>,
  containers: readonly Container[],
): string | undefined {
  const wanted = (key: string, amount: bigint) =>
    key.includes("cpu") || key.includes("memory") || key.includes("storage") ? show(key, amount) : `${amount / NANO}`;
  for (const quota of scenario.objects[`/api/v1/namespaces/${namespace}/resourcequotas`] ?? []) {
    const spec = quota.spec as { hard?: Amounts; scopes?: string[] } | undefined;
    if (spec?.scopes?.length) continue;
    const hard = spec?.hard ?? {};
    const used = (quota.status as { used?: Amounts } | undefined)?.used ?? {};
    const counted = Object.keys(hard)
      .filter((key) => key in usage)
      .sort();
    const name = quota.metadata.name;
    const missing = counted.filter((key) => usage[key] === undefined);
    if (missing.length > 0) {
      const who = containers.map((one) => one.name).join(",");
      return `failed quota: ${name}: must specify ${missing.map((key) => `${key} for: ${who}`).join("; ")}`;
    }
    const over = counted.filter((key) => (usage[key] ?? 0n) + (nano(used[key]) ?? 0n) > (nano(hard[key]) ?? 0n));
    if (over.length === 0) continue;
    const say = (value: (key: string) => string) => over.map((key) => `${key}=${value(key)}`).join(",");
    const requested = say((key) => wanted(key, usage[key] ?? 0n));
    return `exceeded quota: ${name}, requested: ${requested}, used: ${say((key) => used[key] ?? "0")}, limited: ${say((key) => hard[key] ?? "")}`;
  }
  return undefined;
}

/** The admission chain in the server's order; why the object is refused, undefined when it is admitted. */
export function admit(
  scenario: ClusterScenario,
  namespace: string,
  resource: string,
  object: ClusterObject,
): string | undefined {
  if (resource === "persistentvolumeclaims") return quotaProblem(scenario, namespace, claimUsage(object), []);
  if (resource !== "pods") return undefined;
  const spec = (object.spec ?? {}) as { containers?: Container[]; serviceAccountName?: string };
  const items = limitItems(scenario, namespace);
  const containers = defaulted(spec.containers ?? [], items);
  return (
    limitRangeProblems(items, containers) ??
    accountProblem(scenario, namespace, spec.serviceAccountName ?? "default") ??
    violatesPodSecurity(securityLevel(scenario, namespace), spec) ??
    quotaProblem(scenario, namespace, podUsage(containers), containers)
  );
}

function accountProblem(scenario: ClusterScenario, namespace: string, account: string): string | undefined {
  const accounts = scenario.objects[`/api/v1/namespaces/${namespace}/serviceaccounts`];
  if (!accounts || accounts.some((one) => one.metadata.name === account)) return undefined;
  return `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`;
}

function securityLevel(scenario: ClusterScenario, namespace: string): string | undefined {
  const found = (scenario.objects["/api/v1/namespaces"] ?? []).find((one) => one.metadata.name === namespace);
  return found?.metadata.labels?.["pod-security.kubernetes.io/enforce"];
}
