import type { AccessResult, AccessTuple } from "@/lib/probes/types";

/** Seven verbs that make up full management of a resource (catalogue 3.3). */
export const MANAGE = ["get", "list", "watch", "create", "update", "patch", "delete"] as const;

/** The tuples of `verbs` on `resources` of one API group in one namespace. */
export function tuples(
  namespace: string,
  group: string,
  resources: readonly string[],
  verbs: readonly string[],
): AccessTuple[] {
  return resources.flatMap((name) => {
    const [resource = "", subresource] = name.split("/");
    return verbs.map((verb) => ({ namespace, group, resource, ...(subresource ? { subresource } : {}), verb }));
  });
}

/** `deployments.apps/scale` in the way kubectl writes it. */
export function resourceName({ group, resource, subresource }: AccessTuple): string {
  return `${resource}${group ? `.${group}` : ""}${subresource ? `/${subresource}` : ""}`;
}

/** "patch deployments.apps; create, delete secrets": results in few words, grouped by resource. */
export function sayTuples(results: readonly AccessResult[], most = 8): string {
  const verbs = new Map<string, string[]>();
  for (const { tuple } of results) {
    const name = resourceName(tuple);
    verbs.set(name, [...(verbs.get(name) ?? []), tuple.verb]);
  }
  const all = [...verbs].map(([name, list]) => `${list.join(", ")} ${name}`);
  return all.slice(0, most).join("; ") + (all.length > most ? `; and ${all.length - most} more resources` : "");
}

/** Results by answer, so that a judgement reads like its sentence. */
export function byAnswer(results: readonly AccessResult[]) {
  const of = (answer: AccessResult["answer"]) => results.filter((result) => result.answer === answer);
  return { allowed: of("allowed"), denied: of("denied"), unknown: of("unknown") };
}
