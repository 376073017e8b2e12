import type { Judgement } from "@/lib/checks/define-check";

import type { Finding } from "../result";
import { seesHalf, type TerminalContext, untold } from "./context";

/** What is said of a tool in every case, so that the single rules only say what is special about theirs. */
export function appBase({
  target,
  state,
  detail,
}: Finding): Pick<Judgement, "target" | "expected" | "found" | "evidence"> {
  const { path, version, entry, scope } = detail;
  return {
    target,
    expected: `${target} is installed`,
    found: [state, version].filter(Boolean).join(" "),
    evidence: { path, version, entry, scope },
  };
}

/** The tool is there. */
export function appFound(finding: Finding): Judgement {
  const { target, detail } = finding;
  const version = detail.version ? ` ${detail.version}` : "";
  return { ...appBase(finding), verdict: "pass", reasonCode: "ok", message: `${target}${version} is installed.` };
}

/** The tool was not found: a fail, unless the script's shell sees only half of the programs. */
export function appMissing(finding: Finding, context: TerminalContext): Judgement {
  const { target } = finding;
  if (finding.state !== "missing") return untold(finding, `whether ${target} is installed`);
  if (seesHalf(context))
    return {
      ...appBase(finding),
      verdict: "could-not-tell",
      reasonCode: "unsupported",
      message: `${target} was not found, but the script ran in the 32-bit PowerShell, which does not see all programs. Run it in the 64-bit one.`,
    };
  return {
    ...appBase(finding),
    verdict: "fail",
    reasonCode: "not-found",
    message: `${target} was not found on the machine.`,
  };
}
