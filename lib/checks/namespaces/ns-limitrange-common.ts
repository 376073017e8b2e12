import { defineCheck } from "@/lib/checks/define-check";
import type { Facts } from "@/lib/requirements/types";

import { type Bounds, judgeLimits, lookAtLimits } from "./limit-ranges";

function bounds({ policy: { limitRange } }: Facts): Bounds {
  return {
    minCpu: limitRange.minCpu,
    minMemory: limitRange.minMemory,
    maxCpu: limitRange.commonMaxCpu,
    maxMemory: limitRange.commonMaxMemory,
  };
}

/** The LimitRange of the common namespace is wide enough (S123, S126, S127). */
export const nsLimitrangeCommon = defineCheck({
  id: "ns-limitrange-common",
  needs: ["kubernetes"],
  run: ({ probes, answers, facts }) => {
    const common = (answers["ns.list"] ?? []).filter(({ role }) => role === "common");
    return Promise.all(common.map(({ name }) => lookAtLimits(probes.kubernetes, name, bounds(facts))));
  },
  verdict: (seen, { facts }) => seen.map((one) => judgeLimits(one, bounds(facts), facts.policy.limitRange.absent)),
});
