import { defineCheck } from "@/lib/checks/define-check";
import type { Facts } from "@/lib/requirements/types";

import { type Bounds, judgeLimits, lookAtLimits } from "./limit-ranges";

function bounds({ policy: { limitRange } }: Facts): Bounds {
  return {
    minCpu: limitRange.minCpu,
    minMemory: limitRange.minMemory,
    maxCpu: limitRange.productMaxCpu,
    maxMemory: limitRange.productMaxMemory,
  };
}

/** The LimitRanges of the STAI, Core, CA and VA namespaces are wide enough (S129, S131, S134, S135). */
export const nsLimitrangeProducts = defineCheck({
  id: "ns-limitrange-products",
  needs: ["kubernetes"],
  run: ({ probes, answers, facts }) => {
    const roles: readonly string[] = facts.policy.limitRange.productRoles;
    const products = (answers["ns.list"] ?? []).filter(({ role }) => roles.includes(role));
    return Promise.all(products.map(({ name }) => lookAtLimits(probes.kubernetes, name, bounds(facts))));
  },
  verdict: (seen, { facts }) => seen.map((one) => judgeLimits(one, bounds(facts), facts.policy.limitRange.absent)),
});
