import "server-only";

import { isRequirementId, requirement } from "@/lib/requirements/catalogue";
import { statementOf } from "@/lib/requirements/statement";

import { db, type Tx } from "./db";
import { commonPolicy } from "./policy";

/** The headline of each requirement with the numbers in force; an id that the catalogue does not know stays itself. */
export async function statements(tx?: Pick<Tx, "decision">): Promise<(id: string) => string> {
  const policy = await commonPolicy(tx ?? (await db()));
  return (id) => (isRequirementId(id) ? statementOf(requirement(id), { policy }) : id);
}
