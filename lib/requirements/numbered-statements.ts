import { DEFAULT_POLICY, type Policy } from "./policy";
import type { Facts, Requirement } from "./types";

/** A headline whose numbers are the policy's: those of the catalogue without a project, those in force with one. */
function numbered(words: (policy: Policy) => string): Required<Pick<Requirement, "statement" | "statementFor">> {
  return { statement: words(DEFAULT_POLICY), statementFor: ({ policy }: Pick<Facts, "policy">) => words(policy) };
}

export const VERSION_WINDOW = numbered(
  ({ kubernetesMinor: { min, max } }) => `Kubernetes is between 1.${min} and 1.${max}`,
);
export const QUOTA_ROOM = numbered(
  ({ quotaPercent }) => `Quotas leave room for the requests plus ${quotaPercent - 100} %`,
);
export const COMMON_LIMITS = numbered(
  ({ limitRange: { minCpu, minMemory, commonMaxCpu, commonMaxMemory } }) =>
    `The common namespace admits pods of ${minCpu} / ${minMemory} to ${commonMaxCpu} CPU / ${commonMaxMemory}`,
);
export const PRODUCT_LIMITS = numbered(
  ({ limitRange: { minCpu, minMemory, productMaxCpu, productMaxMemory } }) =>
    `The product namespaces admit pods of ${minCpu} / ${minMemory} to ${productMaxCpu} CPU / ${productMaxMemory}`,
);
