import { type PlanInput, type TerminalPlan, type TerminalRole, terminalPlan } from "./plan";
import { sha256 } from "./seal";

const PREFIX = "project";

/** The run's name of a script that anybody of the project may download: it carries no code. */
export function openRunId(projectId: string, role: TerminalRole): string {
  return `${PREFIX}-${projectId}-${role}`;
}

/** Project and role of such a run; undefined for the run of an errand. */
export function readOpenRunId(runId: string): { projectId: string; role: TerminalRole } | undefined {
  const [prefix, projectId = "", role] = runId.split("-");
  return prefix === PREFIX && (role === "terminal" || role === "license") ? { projectId, role } : undefined;
}

/** Its plan, made again from the answers: the random names are always the same for one project. */
export function openPlan(projectId: string, role: TerminalRole, input: Omit<PlanInput, "random">): TerminalPlan {
  let count = 0;
  const random = () => {
    count += 1;
    return sha256(`${projectId} ${role} ${count}`).slice(0, 8);
  };
  return terminalPlan(role, { ...input, random });
}
