import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { readApiGroups } from "@/lib/checks/facts/api-groups";
import { listClusterQuotas, listQuotas, type QuotaFacts } from "@/lib/checks/facts/quotas";
import type { NamespaceSizing } from "@/lib/intake/answers";
import { parseQuantity, scaleQuantity } from "@/lib/intake/quantity";
import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

interface Seen {
  sizing: NamespaceSizing;
  quotas: ListResult<QuotaFacts>;
  clusterQuotas?: ListResult<QuotaFacts>;
}

const NANO = 1_000_000_000n;
const quantity = (text: string | undefined) => parseQuantity(text ?? "0") ?? 0n;

async function look(kubernetes: KubernetesProbe, sizing: NamespaceSizing, openshift: boolean): Promise<Seen> {
  const [quotas, clusterQuotas] = await Promise.all([
    listQuotas(kubernetes, sizing.name),
    openshift ? listClusterQuotas(kubernetes, sizing.name) : Promise.resolve(undefined),
  ]);
  return { sizing, quotas, ...(clusterQuotas ? { clusterQuotas } : {}) };
}

/** What a namespace needs of one quota resource: the plain sum and, for requests, the buffered one. */
function need(
  resource: string,
  sizing: NamespaceSizing,
  percent: number,
): { plain: bigint; roomy: bigint } | undefined {
  const buffered = (plain: bigint) => ({ plain, roomy: scaleQuantity(plain, percent) });
  const exact = (plain: bigint) => ({ plain, roomy: plain });
  if (resource === "requests.cpu" || resource === "cpu") return buffered(quantity(sizing.requestsCpu));
  if (resource === "requests.memory" || resource === "memory") return buffered(quantity(sizing.requestsMemory));
  if (resource === "limits.cpu" && sizing.limitsCpu) return exact(quantity(sizing.limitsCpu));
  if (resource === "limits.memory" && sizing.limitsMemory) return exact(quantity(sizing.limitsMemory));
  if (/^(requests\.storage|.*\.storageclass\.storage\.k8s\.io\/requests\.storage)$/.test(resource))
    return sizing.storage ? exact(quantity(sizing.storage)) : undefined;
  if (/persistentvolumeclaims$/.test(resource))
    return sizing.pvcCount === undefined ? undefined : exact(BigInt(sizing.pvcCount) * NANO);
  if (resource === "pods" || resource === "count/pods")
    return sizing.pods === undefined ? undefined : exact(BigInt(sizing.pods) * NANO);
  return undefined;
}

/** Quotas leave room for the requests and a buffer (S115, S117). */
export const nsQuota = defineCheck({
  id: "ns-quota",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes }, answers }) {
    const groups = await readApiGroups(kubernetes);
    const openshift = groups.ok && groups.versions.has("quota.openshift.io");
    return Promise.all((answers["ns.sizing"] ?? []).map((sizing) => look(kubernetes, sizing, openshift)));
  },
  verdict: (seen, context) => seen.map((one) => judge(one, context)),
});

function judge({ sizing, quotas, clusterQuotas }: Seen, { facts }: JudgeContext): Judgement {
  const target = sizing.name;
  const percent = facts.policy.quotaPercent;
  const expected = `room for ${sizing.requestsCpu} CPU and ${sizing.requestsMemory} of requests, plus ${percent - 100} %`;
  if (!quotas.ok)
    return { ...apiTrouble(quotas.answer, { target, verb: "list", resource: "resourcequotas" }), expected };
  if (clusterQuotas && !clusterQuotas.ok) {
    return {
      ...apiTrouble(clusterQuotas.answer, { target, verb: "list", resource: "appliedclusterresourcequotas" }),
      expected,
    };
  }
  const all = [...quotas.items, ...(clusterQuotas?.ok ? clusterQuotas.items : [])];
  const evidence = { quotas: all.map(({ name, hard, used }) => ({ name, hard, used })) };
  const base = { target, expected, evidence };
  if (all.length === 0)
    return { ...base, verdict: "pass", reasonCode: "ok", message: `${target} has no quota.`, found: "no quota" };
  const short: string[] = [];
  const tight: string[] = [];
  const notes: string[] = [];
  for (const quota of all) {
    if (quota.scoped) notes.push(`quota ${quota.name} counts only some pods (scopes)`);
    if (Object.keys(quota.hard).some((resource) => resource.startsWith("limits.")))
      notes.push(`quota ${quota.name} counts limits, so every pod must declare them`);
    for (const [resource, hard] of Object.entries(quota.hard)) {
      const wanted = need(resource, sizing, percent);
      if (!wanted) continue;
      const room = quantity(hard) - quantity(quota.used[resource]);
      const text = `${resource} ${hard} with ${quota.used[resource] ?? "0"} used (${quota.name})`;
      if (room < wanted.plain) short.push(text);
      else if (room < wanted.roomy) tight.push(text);
    }
  }
  const found = all
    .map(
      (quota) =>
        `${quota.name}: ${Object.entries(quota.hard)
          .map(([name, value]) => `${name} ${value}`)
          .join(", ")}`,
    )
    .join("; ");
  if (short.length > 0) {
    return {
      ...base,
      found,
      verdict: "fail",
      reasonCode: "admission-quota",
      message: `In ${target} the quota is smaller than what the products request: ${short.join("; ")}.`,
    };
  }
  if (tight.length > 0) {
    return {
      ...base,
      found,
      verdict: "warn",
      reasonCode: "admission-quota",
      message: `In ${target} the quota holds the requests but not the ${percent - 100} % for rolling updates: ${tight.join("; ")}.`,
    };
  }
  if (notes.length > 0)
    return {
      ...base,
      found,
      verdict: "warn",
      reasonCode: "unsupported",
      message: `In ${target} the quota is large enough, but ${notes.join("; ")}.`,
    };
  return {
    ...base,
    found,
    verdict: "pass",
    reasonCode: "ok",
    message: `In ${target} the quota leaves room for the requests and ${percent - 100} %.`,
  };
}
