import type { DecisionView } from "@/lib/requirements/decisions-vocabulary";

import type { Say } from "./translate";

/** An open question in the reader's language; names of distributions and the like say themselves. */
export function decisionIn(say: Say, one: DecisionView): DecisionView {
  return {
    ...one,
    title: say(one.title),
    missing: say(one.missing),
    proposal: say(one.proposal),
    parts: one.parts.map(({ options, ...part }) => ({
      ...part,
      label: say(part.label),
      ...(options ? { options: options.map(({ value, label }) => ({ value, label: say(label) })) } : {}),
    })),
  };
}
