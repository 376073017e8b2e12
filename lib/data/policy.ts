import "server-only";

import { PRODUCT_CODES, type ProductCode, type ProductDefinition } from "@/lib/products/definition";
import { verifiedVersions } from "@/lib/products/fill";
import { decidedPolicy } from "@/lib/requirements/decisions";
import type { Policy } from "@/lib/requirements/policy";

import type { Tx } from "./db";
import { currentPolicy } from "./settings";

/** The numbers and choices that hold everywhere: the installation's own, and over them SESTEK's decisions. */
export async function commonPolicy(tx: Pick<Tx, "decision">): Promise<Policy> {
  const rows = await tx.decision.findMany({ select: { id: true, value: true } });
  return decidedPolicy(
    currentPolicy(),
    rows.map(({ id, value }) => ({ id, value: JSON.parse(value) as unknown })),
  );
}

/** The policy of one project: its product versions say which databases they were verified with. The caller has proved access. */
export async function policyOf(tx: Pick<Tx, "decision" | "projectProduct">, projectId: string): Promise<Policy> {
  const [policy, chosen] = await Promise.all([
    commonPolicy(tx),
    tx.projectProduct.findMany({
      where: { projectId },
      select: { product: { select: { code: true, definition: true } } },
    }),
  ]);
  if (chosen.length === 0) return policy;
  const verified = verifiedVersions(
    chosen.map(({ product: { code, definition } }) => ({
      code: code as ProductCode,
      databaseVersions: (JSON.parse(definition) as ProductDefinition).databaseVersions,
    })),
  );
  const databaseVersions = { ...policy.databaseVersions };
  for (const code of PRODUCT_CODES)
    if (verified[code]) databaseVersions[code] = { ...databaseVersions[code], ...verified[code] };
  return { ...policy, databaseVersions };
}
