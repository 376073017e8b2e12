import "server-only";

import { randomBytes } from "node:crypto";

import type { Actor } from "@/lib/auth/actor";
import { publicOrigin } from "@/lib/auth/origin";
import { type TerminalRole, terminalPlan } from "@/lib/terminal/plan";
import { scriptKind, terminalScript } from "@/lib/terminal/script";

import { db } from "./db";
import { createErrand } from "./errands";
import { factsOf } from "./facts";
import { getProject } from "./projects";

/** A script that was just handed out; it is shown once, as its code is kept as a hash only. */
export interface HandedScript {
  errandId: string;
  fileName: string;
  text: string;
  expiresAt: string;
}

/** Makes a script for the terminal or the license server, with a one-time code in it. */
export async function handOutScript(actor: Actor, projectId: string, role: TerminalRole): Promise<HandedScript> {
  const { customer, environment } = await getProject(actor, projectId);
  return (await db()).$transaction(async (tx) => {
    const { facts, kubeconfig } = await factsOf(tx, projectId);
    const random = () => randomBytes(4).toString("hex");
    const plan = terminalPlan(role, { answers: facts.answers, kubeconfig, random });
    const { id, code, expiresAt } = await createErrand(tx, actor, { projectId, kind: role, plan });
    const { path, text } = terminalScript({
      plan,
      kind: scriptKind(role, facts.answers["ts.os"]),
      runId: id,
      projectId,
      projectName: `${customer}, ${environment}`,
      code,
      sendTo: `${publicOrigin()}/api/errands/${id}/result`,
      today: facts.today,
    });
    return { errandId: id, fileName: path, text, expiresAt: expiresAt.toISOString() };
  });
}
