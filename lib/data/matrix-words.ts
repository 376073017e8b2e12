import "server-only";

import { createHash } from "node:crypto";

import type { MatrixRow } from "@/lib/intake/answers";
import type { AgreedBy, MatrixWords } from "@/lib/requirements/types";

import type { Tx } from "./db";
import { today } from "./settings";

/** The hash that an agreement is bound to: over every cell and note, in the order of the rows. */
export function matrixHash(matrix: readonly MatrixRow[]): string {
  const cells = matrix.map(({ component, deployment, versionUpdate, support, note }) => [
    component,
    deployment ?? null,
    versionUpdate ?? null,
    support ?? null,
    note ?? null,
  ]);
  return createHash("sha256").update(JSON.stringify(cells)).digest("hex");
}

/** Who agreed to exactly this matrix, and who to an earlier one. The caller has proved access. */
export async function matrixWordsOf(
  tx: Pick<Tx, "matrixWord">,
  projectId: string,
  matrix: unknown,
): Promise<MatrixWords> {
  const rows = await tx.matrixWord.findMany({ where: { projectId }, orderBy: { at: "asc" } });
  const hash = matrixHash((matrix as MatrixRow[] | undefined) ?? []);
  const words: MatrixWords = { void: [] };
  const last = new Map(rows.map((row) => [row.side as "customer" | "sestek", row]));
  for (const [side, row] of last) {
    const agreed: AgreedBy = { person: row.personName, on: today(row.at) };
    if (row.matrixHash === hash) words[side] = agreed;
    else words.void.push(agreed);
  }
  return words;
}
