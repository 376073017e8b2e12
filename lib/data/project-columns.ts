import "server-only";

import type { AnswerFieldId } from "@/lib/intake/answers";
import { searchText } from "@/lib/messages/search";

import type { Tx } from "./db";

const KEPT = ["project.customer", "project.installStart", "project.installEnd"] as const satisfies AnswerFieldId[];
type Kept = (typeof KEPT)[number];

/** True for an answer that the list of projects shows, sorts or searches by. */
export function isKept(field: string): field is Kept {
  return (KEPT as readonly string[]).includes(field);
}

/** Brings the columns of a project that repeat its answers up to date, in the transaction that changed them. */
export async function keepColumns(tx: Pick<Tx, "answer" | "project">, projectId: string): Promise<void> {
  const rows = await tx.answer.findMany({
    where: { projectId, field: { in: [...KEPT] } },
    select: { field: true, value: true },
  });
  const answers = new Map(rows.map(({ field, value }) => [field, JSON.parse(value) as unknown]));
  const text = (field: Kept) => {
    const value = answers.get(field);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { customer: true, environment: true },
  });
  const customer = text("project.customer") ?? project.customer;
  await tx.project.update({
    where: { id: projectId },
    data: {
      customer,
      searchText: searchText(`${customer} ${project.environment}`),
      installStart: text("project.installStart"),
      installEnd: text("project.installEnd"),
    },
  });
}
