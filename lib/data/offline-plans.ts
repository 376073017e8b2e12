import "server-only";

import { randomBytes } from "node:crypto";

import type { Actor } from "@/lib/auth/actor";
import type { Answers } from "@/lib/intake/answers";
import { makePlan, planDigest } from "@/lib/offline/plan-file";
import type { Policy } from "@/lib/requirements/policy";
import { open, seal } from "@/lib/vault/vault";

import { db } from "./db";
import { createErrand, type ErrandRow } from "./errands";
import { factsOf } from "./facts";
import { getProject } from "./projects";
import { currentRing } from "./settings";

/** A plan that was just handed out; it is shown once, as its key is kept sealed only. */
export interface HandedPlan {
  errandId: string;
  fileName: string;
  text: string;
  expiresAt: string;
}

/** What is kept of a plan: its digest, and what its result was judged by. */
export interface KeptPlan {
  digest: string;
  answers: Answers;
  policy: Policy;
}

const bindingOf = ({ id, projectId }: Pick<ErrandRow, "id" | "projectId">) => ({
  projectId,
  field: `errand.${id}`,
  version: 1,
});

/** Hands out the plan for a closed network, with the one-time key that signs its result. It holds no secret. */
export async function handOutPlan(actor: Actor, projectId: string): Promise<HandedPlan> {
  const { customer, environment } = await getProject(actor, projectId);
  return (await db()).$transaction(async (tx) => {
    const { facts } = await factsOf(tx, projectId);
    const key = randomBytes(32).toString("base64url");
    const { id, expiresAt } = await createErrand(tx, actor, { projectId, kind: "offline", plan: {} }, key);
    const plan = makePlan(facts, {
      errand: id,
      project: projectId,
      name: `${customer}, ${environment}`,
      madeAt: new Date().toISOString(),
      expiresAt: expiresAt.toISOString(),
      key,
    });
    const text = `${JSON.stringify(plan, null, 2)}\n`;
    const digest = planDigest(JSON.parse(text) as Record<string, unknown>);
    const { answers, policy } = facts;
    const { sealed: sealedKey, keyId } = seal(key, bindingOf({ id, projectId }), currentRing());
    await tx.errand.update({
      where: { id },
      data: { plan: JSON.stringify({ digest, answers, policy } satisfies KeptPlan), sealedKey, keyId },
    });
    return { errandId: id, fileName: "readiness-plan.json", text, expiresAt: expiresAt.toISOString() };
  });
}

/** The key that signs the result of an errand; undefined for one without. */
export function openSigningKey(errand: ErrandRow): string | undefined {
  return errand.sealedKey ? open(errand.sealedKey, bindingOf(errand), currentRing()) : undefined;
}
