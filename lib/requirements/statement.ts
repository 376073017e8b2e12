import type { Facts, Requirement } from "./types";

/** The headline of a requirement, with the numbers in force where it has some. */
export function statementOf(requirement: Requirement, facts: Pick<Facts, "policy">): string {
  return requirement.statementFor?.(facts) ?? requirement.statement;
}
