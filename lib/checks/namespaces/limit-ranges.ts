import type { V1LimitRangeItem } from "@kubernetes/client-node";

import { apiTrouble, refusalKind } from "@/lib/checks/api-answers";
import type { Judgement } from "@/lib/checks/define-check";
import { type LimitRangeFacts, listLimitRanges } from "@/lib/checks/facts/quotas";
import { parseQuantity } from "@/lib/intake/quantity";
import type { ApiResult, KubernetesProbe, ListResult } from "@/lib/probes/types";

/** The smallest and largest pod that must be admitted; Kubernetes quantities. */
export interface Bounds {
  minCpu: string;
  minMemory: string;
  maxCpu: string;
  maxMemory: string;
}
interface Resources {
  cpu: string;
  memory: string;
}
export interface SeenLimits {
  name: string;
  ranges: ListResult<LimitRangeFacts>;
  smallest: ApiResult;
  largest: ApiResult;
  plain: ApiResult;
}

function trialPod(namespace: string, resources?: Resources): unknown {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "rdy-trial", namespace },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "trial",
          image: "registry.k8s.io/pause:3.9",
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          ...(resources ? { resources: { requests: resources, limits: resources } } : {}),
        },
      ],
    },
  };
}

/** Reads the LimitRanges of a namespace and tries three pods without creating them. */
export async function lookAtLimits(kubernetes: KubernetesProbe, name: string, bounds: Bounds): Promise<SeenLimits> {
  const path = `/api/v1/namespaces/${encodeURIComponent(name)}/pods`;
  const [ranges, smallest, largest, plain] = await Promise.all([
    listLimitRanges(kubernetes, name),
    kubernetes.dryRun(path, trialPod(name, { cpu: bounds.minCpu, memory: bounds.minMemory })),
    kubernetes.dryRun(path, trialPod(name, { cpu: bounds.maxCpu, memory: bounds.maxMemory })),
    kubernetes.dryRun(path, trialPod(name)),
  ]);
  return { name, ranges, smallest, largest, plain };
}

function stricter(item: V1LimitRangeItem, bounds: Bounds): string[] {
  if (item.type !== "Pod" && item.type !== "Container") return [];
  const limits = [
    { resource: "cpu", bound: "min", must: bounds.minCpu, tooStrict: (have: bigint, want: bigint) => have > want },
    {
      resource: "memory",
      bound: "min",
      must: bounds.minMemory,
      tooStrict: (have: bigint, want: bigint) => have > want,
    },
    { resource: "cpu", bound: "max", must: bounds.maxCpu, tooStrict: (have: bigint, want: bigint) => have < want },
    {
      resource: "memory",
      bound: "max",
      must: bounds.maxMemory,
      tooStrict: (have: bigint, want: bigint) => have < want,
    },
  ] as const;
  return limits.flatMap(({ resource, bound, must, tooStrict }) => {
    const text = item[bound]?.[resource];
    const have = parseQuantity(text ?? "");
    const want = parseQuantity(must);
    if (have === undefined || want === undefined || !tooStrict(have, want)) return [];
    return [`${item.type} ${bound} ${resource} is ${text} (needed: ${must})`];
  });
}

function oddities(items: readonly V1LimitRangeItem[]): string[] {
  return items.flatMap((item) => {
    const notes: string[] = [];
    if (item.maxLimitRequestRatio && Object.keys(item.maxLimitRequestRatio).length > 0)
      notes.push(`${item.type} limits the ratio of limit to request`);
    if (item.type === "Container" && item.max && !item._default) {
      notes.push("a Container max without default makes every container request that maximum");
    }
    return notes;
  });
}

/**
 * Judges one namespace against its bounds (ns-limitrange-common, ns-limitrange-products). `absent` is what
 * SESTEK holds of a namespace without a LimitRange (D14).
 */
export function judgeLimits(
  { name, ranges, smallest, largest, plain }: SeenLimits,
  bounds: Bounds,
  absent: "pass" | "warn" | "fail",
): Judgement {
  const expected = `pods from ${bounds.minCpu} / ${bounds.minMemory} to ${bounds.maxCpu} / ${bounds.maxMemory} are admitted`;
  if (!ranges.ok)
    return { ...apiTrouble(ranges.answer, { target: name, verb: "list", resource: "limitranges" }), expected };
  // The wire says `default`; only the typed model of the client calls it `_default`.
  const items = ranges.items.flatMap((range) =>
    range.items.map(
      (item) =>
        ({
          ...item,
          _default: item._default ?? (item as { default?: Record<string, string> }).default,
        }) as V1LimitRangeItem,
    ),
  );
  const strict = items.flatMap((item) => stricter(item, bounds));
  const limiter = (answer: ApiResult) => answer.ok && answer.status !== 201 && refusalKind(answer) === "limit-range";
  const found =
    items.length > 0
      ? items.map((item) => `${item.type}: ${JSON.stringify({ min: item.min, max: item.max })}`).join("; ")
      : "no LimitRange";
  const evidence = {
    items,
    trials: [smallest, largest, plain].map((answer) => (answer.ok ? answer.status : answer.code)),
  };
  const base = { target: name, expected, found, evidence };
  if (strict.length > 0)
    return {
      ...base,
      verdict: "fail",
      reasonCode: "admission-quota",
      message: `The LimitRange of ${name} is too strict: ${strict.join("; ")}.`,
    };
  for (const [answer, size] of [
    [smallest, "smallest"],
    [largest, "largest"],
  ] as const) {
    if (limiter(answer) && answer.ok) {
      return {
        ...base,
        verdict: "fail",
        reasonCode: "admission-quota",
        message: `The LimitRange of ${name} refuses the ${size} pod: ${answer.message}`,
      };
    }
  }
  if (items.length === 0) return withoutLimits(base, name, absent);
  for (const answer of [smallest, largest]) {
    if (answer.ok && answer.status === 201) continue;
    if (!answer.ok)
      return { ...apiTrouble(answer, { target: name, verb: "create", resource: "pods" }), expected, found };
    const kind = refusalKind(answer);
    const reasonCode =
      kind === "psa"
        ? "admission-psa"
        : kind === "quota"
          ? "admission-quota"
          : kind === "webhook"
            ? "admission-webhook"
            : answer.status === 403
              ? "forbidden"
              : "error";
    const message = `The LimitRange of ${name} reads right, but the trial pod was refused for another reason, so it could not be proved: ${answer.message}`;
    return { ...base, verdict: "could-not-tell", reasonCode, message };
  }
  const notes = oddities(items);
  if (limiter(plain) && plain.ok) notes.push(`a pod without limits is refused (${plain.message})`);
  if (notes.length > 0)
    return {
      ...base,
      verdict: "warn",
      reasonCode: "unsupported",
      message: `The LimitRange of ${name} is wide enough, but ${notes.join("; ")}.`,
    };
  return {
    ...base,
    verdict: "pass",
    reasonCode: "ok",
    message: `The LimitRange of ${name} admits pods of every size that is needed.`,
  };
}

function withoutLimits(
  base: Pick<Judgement, "target" | "expected" | "found" | "evidence">,
  name: string,
  absent: "pass" | "warn" | "fail",
): Judgement {
  if (absent === "pass")
    return { ...base, verdict: "pass", reasonCode: "ok", message: `${name} has no LimitRange, so nothing is limited.` };
  const message =
    absent === "warn"
      ? `${name} has no LimitRange. Nothing blocks, but the vendor asks for one; apply the generated file.`
      : `${name} has no LimitRange, and SESTEK demands one; apply the generated file.`;
  return { ...base, verdict: absent, reasonCode: "not-found", message };
}
