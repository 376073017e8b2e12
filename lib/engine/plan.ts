import type { FieldId } from "@/lib/intake/answers";
import { field, isAnswered } from "@/lib/intake/sections";
import type { Facts, Requirement } from "@/lib/requirements/types";
import type { Vantage } from "@/lib/requirements/vocabulary";

import type { PlanRow, RunScope } from "./types";

const ELSEWHERE: Record<Exclude<Vantage, "app">, string> = {
  cluster: "It can be seen from inside the cluster only, by a probe pod.",
  terminal: "It can be seen on the terminal or license server only.",
  person: "A named person attests it.",
};

/** Why the app cannot look at a requirement, in a sentence. */
export function notFromHere({ vantages }: Requirement): string {
  const elsewhere = vantages.flatMap((vantage) => (vantage === "app" ? [] : [ELSEWHERE[vantage]]));
  return elsewhere[0] ?? "This version does not look at it yet.";
}

/** Answers that a requirement still waits for; a question that does not apply is not waited for. */
export function missingNeeds({ needs }: Requirement, { answers, secretsSet }: Facts): FieldId[] {
  const open = (id: FieldId) => field(id).applies(answers) && !isAnswered(field(id), answers, secretsSet);
  return needs.flatMap((need) => {
    const either = typeof need === "string" ? [need] : need;
    return either.every(open) ? either.slice(0, 1) : [];
  });
}

/** The asked requirements and all that must hold before them, in catalogue order. */
function selected(catalogue: readonly Requirement[], scope: RunScope): Requirement[] {
  const asked = (one: Requirement) => {
    if (scope.kind === "all") return true;
    return scope.kind === "group" ? one.group === scope.group : scope.ids.includes(one.id);
  };
  const byId = new Map(catalogue.map((one) => [one.id, one]));
  const chosen = new Set<string>();
  const add = (one: Requirement) => {
    if (chosen.has(one.id)) return;
    chosen.add(one.id);
    for (const before of one.after) {
      const found = byId.get(before);
      if (found) add(found);
    }
  };
  for (const one of catalogue) if (asked(one)) add(one);
  return catalogue.filter(({ id }) => chosen.has(id));
}

/** What a run will do, decided from answers alone: nothing is contacted (catalogue 1.1). */
export function plan(options: {
  catalogue: readonly Requirement[];
  checks: { has(id: string): boolean };
  facts: Facts;
  scope: RunScope;
}): PlanRow[] {
  const { catalogue, checks, facts, scope } = options;
  return selected(catalogue, scope).map((one): PlanRow => {
    const requirementId = one.id;
    const applies = one.applies(facts);
    if (!applies.applies) {
      const { because, field: by } = applies;
      return { requirementId, action: "not-applicable", because, ...(by ? { field: by } : {}) };
    }
    if (!checks.has(requirementId)) return { requirementId, action: "not-from-here", because: notFromHere(one) };
    const missing = missingNeeds(one, facts);
    if (missing.length > 0) return { requirementId, action: "waiting", because: waitingFor(missing), missing };
    return { requirementId, action: "run" };
  });
}

/**
 * The checks that look at one answer first: they cite it, and nothing that must hold before them cites it
 * too. With a dead host there is no use in also trying the password.
 */
export function testsOf(
  id: FieldId,
  {
    catalogue,
    checks,
    facts,
  }: { catalogue: readonly Requirement[]; checks: { has(id: string): boolean }; facts: Facts },
): Requirement[] {
  const cites = new Set(
    catalogue
      .filter((one) => checks.has(one.id) && !one.rollUp && one.fields.includes(id) && one.applies(facts).applies)
      .map((one) => one.id),
  );
  const before = (one: Requirement) =>
    selected(catalogue, { kind: "only", ids: [one.id] }).filter((other) => other !== one);
  return catalogue.filter((one) => cites.has(one.id) && !before(one).some((other) => cites.has(other.id)));
}

/** The sentence of a row that waits. */
export function waitingFor(missing: readonly FieldId[]): string {
  return `Waiting for an answer: ${missing.map((id) => field(id).label).join(", ")}.`;
}
