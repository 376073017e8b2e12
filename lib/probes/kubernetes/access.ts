import type { AccessResult, AccessTuple, ApiResult } from "../types";

export interface ResourceRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
  resourceNames?: string[];
}
export interface RulesReview {
  resourceRules: ResourceRule[];
  incomplete: boolean;
}

const SSAR = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

const has = (list: readonly string[], wanted: string) => list.includes("*") || list.includes(wanted);

/** True when a listed rule grants the tuple; a rule for single names grants nothing in general. */
export function covered(tuple: AccessTuple, rules: readonly ResourceRule[]): boolean {
  const resource = tuple.subresource ? `${tuple.resource}/${tuple.subresource}` : tuple.resource;
  return rules.some(
    (rule) =>
      !rule.resourceNames?.length &&
      has(rule.apiGroups, tuple.group) &&
      has(rule.verbs, tuple.verb) &&
      (has(rule.resources, resource) ||
        (tuple.subresource !== undefined && rule.resources.includes(`*/${tuple.subresource}`))),
  );
}

/** The body of one access review (catalogue 1.6, step 2). */
export function accessReview(tuple: AccessTuple): unknown {
  const { namespace, group, resource, subresource, verb } = tuple;
  return {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: { namespace, group, resource, ...(subresource ? { subresource } : {}), verb } },
  };
}

interface ReviewStatus {
  status?: { allowed?: boolean; evaluationError?: string };
}

/** Only a plain `allowed: false` is a denial; an evaluation error means that nobody can tell. */
export function readReview(tuple: AccessTuple, result: ApiResult<ReviewStatus>): AccessResult {
  const source = "access-review" as const;
  if (!result.ok) return { tuple, answer: "unknown", detail: result.message, source };
  if (result.status !== 201 || typeof result.body?.status?.allowed !== "boolean") {
    return {
      tuple,
      answer: "unknown",
      detail: result.message || `the review was answered with ${result.status}`,
      source,
    };
  }
  const { allowed, evaluationError } = result.body.status;
  if (allowed) return { tuple, answer: "allowed", source };
  return evaluationError
    ? { tuple, answer: "unknown", detail: evaluationError, source }
    : { tuple, answer: "denied", source };
}

/** Method 1.6: what the rules review lists is trusted, everything else is asked one by one. */
export async function askAccess(
  tuples: readonly AccessTuple[],
  rulesOf: (namespace: string) => Promise<ApiResult<RulesReview>>,
  review: (path: string, body: unknown) => Promise<ApiResult<ReviewStatus>>,
): Promise<AccessResult[]> {
  return Promise.all(
    tuples.map(async (tuple) => {
      if (tuple.namespace !== undefined) {
        const rules = await rulesOf(tuple.namespace);
        if (rules.ok && rules.body && covered(tuple, rules.body.resourceRules)) {
          return { tuple, answer: "allowed" as const, source: "rules-review" as const };
        }
      }
      return readReview(tuple, await review(SSAR, accessReview(tuple)));
    }),
  );
}
