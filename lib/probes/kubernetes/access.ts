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
  evaluationError?: string;
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

type Review = (path: string, body: unknown) => Promise<ApiResult<ReviewStatus>>;

/**
 * Method 1.6: what the rules review lists is trusted. Gaps are asked one by one; where the review calls
 * itself complete, one question a namespace and API group confirms it for the other gaps of that group.
 */
export async function askAccess(
  tuples: readonly AccessTuple[],
  rulesOf: (namespace: string) => Promise<ApiResult<RulesReview>>,
  review: Review,
): Promise<AccessResult[]> {
  const ask = async (tuple: AccessTuple) => readReview(tuple, await review(SSAR, accessReview(tuple)));
  const samples = new Map<string, Promise<AccessResult>>();
  return Promise.all(
    tuples.map(async (tuple): Promise<AccessResult> => {
      if (tuple.namespace === undefined) return ask(tuple);
      const rules = await rulesOf(tuple.namespace);
      if (!rules.ok || !rules.body) return ask(tuple);
      if (covered(tuple, rules.body.resourceRules)) return { tuple, answer: "allowed", source: "rules-review" };
      if (rules.body.incomplete || rules.body.evaluationError) return ask(tuple);
      const key = `${tuple.namespace} ${tuple.group}`;
      const known = samples.get(key);
      const sample = known ?? ask(tuple);
      samples.set(key, sample);
      const seen = await sample;
      if (!known) return seen;
      return seen.answer === "denied" ? { tuple, answer: "denied", source: "rules-review" } : ask(tuple);
    }),
  );
}

interface LocalReview {
  spec?: { user?: string; resourceAttributes?: AccessTuple };
}

/**
 * A review of somebody who is ourselves needs no request when the rules already allow it.
 * Only a yes is taken from them: everything else is asked of the cluster.
 */
export async function allowedByOwnRules(
  body: unknown,
  whoAmI: () => Promise<string | undefined>,
  rulesOf: (namespace: string) => Promise<ApiResult<RulesReview>>,
): Promise<boolean> {
  const { user, resourceAttributes: tuple } = (body as LocalReview).spec ?? {};
  if (!user || !tuple?.namespace || user !== (await whoAmI())) return false;
  const rules = await rulesOf(tuple.namespace);
  return rules.ok && rules.body !== undefined && covered(tuple, rules.body.resourceRules);
}
