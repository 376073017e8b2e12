import { asciiComment, type PlanValues, powershellPlan, shellPlan } from "./encode";
import { CHECKS_OF, type TerminalPlan, type TerminalRole } from "./plan";
import { APPS } from "./powershell/apps";
import { FINISH, FRAME } from "./powershell/frame";
import { LICENSE_SERVER } from "./powershell/license-server";
import { MACHINE } from "./powershell/machine";
import { NETWORK } from "./powershell/network";
import { asciiJson } from "./seal";
import { FINISH as SH_FINISH, FRAME as SH_FRAME } from "./shell/frame";
import { MACHINE as SH_MACHINE } from "./shell/machine";
import { NETWORK as SH_NETWORK } from "./shell/network";

/** How often, one second apart, each steady place is connected (ts-net-stability). */
const ROUNDS = 20;
const LICENSE_PORT = 30113;

/** Which language the script speaks: the license server runs Windows always (S179). */
export type ScriptKind = "powershell" | "shell";

export interface ScriptInput {
  plan: TerminalPlan;
  kind: ScriptKind;
  /** Names the result and its file; letters, digits and dashes. */
  runId: string;
  projectId: string;
  projectName: string;
  /** One-time code; empty where a signed-in person uploads the result. */
  code: string;
  /** Full address that takes the result; empty for none. */
  sendTo: string;
  /** `YYYY-MM-DD`. */
  today: string;
  rounds?: number;
}

/** The kind of script for that machine (D1: a terminal server may run Linux). */
export function scriptKind(role: TerminalRole, os: string | undefined): ScriptKind {
  return role === "terminal" && os === "linux" ? "shell" : "powershell";
}

/** File name of the script. */
export function scriptName(role: TerminalRole, kind: ScriptKind): string {
  const machine = role === "license" ? "license-server" : "terminal-server";
  return `readiness-${machine}.${kind === "shell" ? "sh" : "ps1"}`;
}

function heading({ plan, projectName, today, sendTo }: ScriptInput, run: string): string {
  const machine = plan.role === "license" ? "the license server" : "the terminal server";
  return [
    `Looks at ${machine} for the installation of Knovvu. Artefact A13.`,
    `Project: ${asciiComment(projectName)}. Made ${today} by Knovvu Readiness for: ${CHECKS_OF[plan.role].join(", ")}.`,
    "",
    "For the security officer:",
    "- It reads. It installs nothing, changes no setting, and needs no internet and no administrator.",
    "- It writes one file, readiness-<run>.json, into the folder that it is started in.",
    "- It connects only to the hosts and ports of the plan below, without any credential.",
    sendTo
      ? "- Only when it is started with the word for sending, it also sends that file to the address in the plan."
      : "- It sends nothing anywhere: a signed-in person uploads the file.",
    "- The plan holds no secret. Its one-time code only proves which script a result comes from.",
    "",
    `Run it: ${run}`,
  ]
    .map((line) => `# ${line}`.trimEnd())
    .join("\n");
}

/** The script for one machine with its plan filled in; every value goes through the encoder (catalogue A13). */
export function terminalScript(input: ScriptInput): { path: string; text: string } {
  const { plan, kind, runId, projectId, code, sendTo, rounds = ROUNDS } = input;
  const path = scriptName(plan.role, kind);
  const shell = kind === "shell";
  const values: PlanValues = {
    runId,
    project: projectId,
    role: plan.role,
    code,
    sendTo,
    engine: plan.engine,
    maestroPath: plan.maestroPath,
    maestroSha256: plan.maestroSha256,
    installer: plan.installer,
    installerSha256: plan.installerSha256,
    licensePort: LICENSE_PORT,
    rounds,
    names: plan.names.map(({ check, host }) => ({ check, host })),
    places: plan.places.map(({ check, target, host, port, speak, name, path: page }) => ({
      check,
      target: shell ? asciiJson(target).slice(1, -1) : target,
      host,
      port,
      speak,
      name,
      path: page,
    })),
    steady: plan.steady.map(({ target, host, port }) => ({
      target: shell ? asciiJson(target).slice(1, -1) : target,
      host,
      port,
    })),
  };
  if (shell) {
    const head = heading(input, `sh ${path}`);
    return {
      path,
      text: `#!/bin/sh\n${head}\n\n# ---- The plan: what is looked at ----\n\n${shellPlan(values)}\n${SH_FRAME}${SH_MACHINE}${SH_NETWORK}${SH_FINISH}`,
    };
  }
  const head = heading(input, `powershell -ExecutionPolicy Bypass -File .\\${path}`);
  const parts = [MACHINE, ...(plan.role === "license" ? [APPS_FILES_ONLY, LICENSE_SERVER] : [APPS, NETWORK])];
  const planText = `\n# ---- The plan: what is looked at ----\n\n${powershellPlan(values)}\n`;
  const [parameters = "", ...rest] = FRAME.split("$ErrorActionPreference = 'Stop'");
  const text = `${head}\n${parameters}\n${planText}\n$ErrorActionPreference = 'Stop'${rest.join("")}${parts.join("")}${FINISH}`;
  return { path, text: text.replaceAll("\n", "\r\n") };
}

/** Of the tools' part the license server needs only what reads one file. */
const APPS_FILES_ONLY = APPS.slice(APPS.indexOf("# Name, size, time, SHA-256"));
