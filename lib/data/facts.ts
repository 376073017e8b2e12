import "server-only";

import type { Answers, KubeconfigSummary, SecretFieldId } from "@/lib/intake/answers";
import { PROVED_BY } from "@/lib/requirements/proved-elsewhere";
import type { Facts } from "@/lib/requirements/types";

import type { Tx } from "./db";
import { matrixWordsOf } from "./matrix-words";
import { policyOf } from "./policy";
import { today } from "./settings";
import { BROUGHT } from "./stored-observations";

export interface ProjectFacts {
  facts: Facts;
  kubeconfig?: KubeconfigSummary;
}

type FactsTx = Pick<Tx, "observation" | "answer" | "secret" | "decision" | "matrixWord" | "projectProduct">;

/** Secrets that stay with the customer and by which a look from there could log in; stored ones are left out. */
async function provedElsewhere(tx: Pick<Tx, "observation">, projectId: string): Promise<Set<SecretFieldId>> {
  const rows = await tx.observation.findMany({
    where: { projectId, ...BROUGHT, requirementId: { in: Object.values(PROVED_BY) } },
    select: { requirementId: true, verdict: true, reasonCode: true },
  });
  // A warning for "auth" is a system that let anybody in: the secret was not what opened it.
  const loggedIn = ({ verdict, reasonCode }: { verdict: string; reasonCode: string }) =>
    verdict === "pass" || (verdict === "warn" && reasonCode !== "auth");
  const proved = (id: string) => {
    const seen = rows.filter(({ requirementId }) => requirementId === id);
    return seen.length > 0 && seen.every(loggedIn);
  };
  const ids = Object.keys(PROVED_BY) as (keyof typeof PROVED_BY)[];
  return new Set(ids.filter((id) => proved(PROVED_BY[id])));
}

/** What conditions and plans may look at, for one project. The caller has proved access. */
export async function factsOf(tx: FactsTx, projectId: string): Promise<ProjectFacts> {
  const [rows, secrets, policy, elsewhere] = await Promise.all([
    tx.answer.findMany({ where: { projectId }, select: { field: true, value: true } }),
    tx.secret.findMany({ where: { projectId }, select: { field: true, hint: true } }),
    policyOf(tx, projectId),
    provedElsewhere(tx, projectId),
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
      provedElsewhere: elsewhere,
      policy,
      matrixWords,
      today: today(),
    },
    ...(kubeconfig ? { kubeconfig: (JSON.parse(kubeconfig.hint) as { summary: KubeconfigSummary }).summary } : {}),
  };
}
