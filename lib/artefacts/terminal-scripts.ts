import type { TerminalRole } from "@/lib/terminal/plan";
import { scriptKind, terminalScript } from "@/lib/terminal/script";
import { openPlan, openRunId } from "@/lib/terminal/without-code";

import type { ArtefactInput, GeneratedFile } from "./manifest";

/** Stands in for a project in files that the command makes: their results are for reading only. */
const NO_PROJECT = "local";

/** A13: the scripts of the terminal and the license server, without code; a signed-in person uploads the result. */
export function terminalScripts({ facts, project, kubeconfig }: ArtefactInput): GeneratedFile[] {
  const { answers, today } = facts;
  const projectId = project.id ?? NO_PROJECT;
  const roles: TerminalRole[] = ["terminal", ...(answers["lic.host"] ? (["license"] as const) : [])];
  return roles.map((role) => {
    const kind = scriptKind(role, answers["ts.os"]);
    const { path, text } = terminalScript({
      plan: openPlan(projectId, role, { answers, kubeconfig }),
      kind,
      runId: openRunId(projectId, role),
      projectId,
      projectName: project.name,
      code: "",
      sendTo: "",
      today,
    });
    return { path, text, mediaType: kind === "shell" ? "text/x-shellscript" : "text/plain" };
  });
}
