import { appBase, appFound } from "./apps";
import { buildOf, of, type TerminalJudge, untold } from "./context";

/** Windows Terminal (S32): where the build is too old for it, the console is accepted (D3). */
export const tsAppWindowsTerminal: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-app-windows-terminal");
  if (!seen) return [];
  if (seen.state === "found") return [appFound(seen)];
  const build = buildOf(context);
  const { windowsTerminalBuild: oldest, olderConsole } = context.facts.policy.terminalServer;
  if (seen.state === "missing" && build === undefined)
    return [
      {
        ...appBase(seen),
        verdict: "could-not-tell",
        reasonCode: "unsupported",
        message: "Windows Terminal was not found, and whether this Windows could run it is not known.",
      },
    ];
  if (seen.state === "missing" && build !== undefined && build < oldest)
    return [
      {
        ...appBase(seen),
        verdict: olderConsole,
        reasonCode: "version-low",
        message:
          olderConsole === "warn"
            ? `Windows Terminal cannot be installed on build ${build}; the console of PowerShell is accepted there.`
            : `Windows Terminal cannot be installed on build ${build}, and SESTEK demands it. Use a newer Windows.`,
      },
    ];
  if (seen.state === "missing")
    return [
      {
        ...appBase(seen),
        verdict: "fail",
        reasonCode: "not-found",
        message: "Windows Terminal was not found for the account that ran the script.",
      },
    ];
  return [untold(seen, "whether Windows Terminal is installed")];
};
