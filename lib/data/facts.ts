import "server-only";

import type { Answers, KubeconfigSummary, SecretFieldId } from "@/lib/intake/answers";
import type { Facts } from "@/lib/requirements/types";

import type { Tx } from "./db";
import { matrixWordsOf } from "./matrix-words";
import { policyOf } from "./policy";
import { today } from "./settings";

export interface ProjectFacts {
  facts: Facts;
  kubeconfig?: KubeconfigSummary;
}

type FactsTx = Pick<Tx, "answer" | "secret" | "decision" | "matrixWord" | "projectProduct">;

/** What conditions and plans may look at, for one project. The caller has proved access. */
export async function factsOf(tx: FactsTx, projectId: string): Promise<ProjectFacts> {
  const [rows, secrets, policy] = await Promise.all([
    tx.answer.findMany({ where: { projectId }, select: { field: true, value: true } }),
    tx.secret.findMany({ where: { projectId }, select: { field: true, hint: true } }),
    policyOf(tx, projectId),
  ]);
  const answers: Record<string, unknown> = {};
  for (const { field, value } of rows) {
    const parsed: unknown = JSON.parse(value);
    if (parsed !== null) answers[field] = parsed;
  }
  const matrixWords = await matrixWordsOf(tx, projectId, answers["resp.matrix"]);
  const kubeconfig = secrets.find(({ field }) => field === "k8s.kubeconfig");
  return {
    facts: {
      answers: answers as Answers,
      secretsSet: new Set(secrets.map(({ field }) => field as SecretFieldId)),
      policy,
      matrixWords,
      today: today(),
    },
    ...(kubeconfig ? { kubeconfig: (JSON.parse(kubeconfig.hint) as { summary: KubeconfigSummary }).summary } : {}),
  };
}
