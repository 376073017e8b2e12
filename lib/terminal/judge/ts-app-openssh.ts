import { appBase, appFound } from "./apps";
import { of, type TerminalJudge, untold } from "./context";

/** OpenSSH client (S29, S31): ssh.exe of Windows runs. Git's and PuTTY's do not count. */
export const tsAppOpenssh: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-app-openssh");
  if (!seen) return [];
  const base = appBase(seen);
  if (seen.state === "found" && !seen.detail.version)
    return [
      {
        ...base,
        verdict: "could-not-tell",
        reasonCode: "error",
        message: `ssh.exe lies at ${seen.detail.path}, but did not tell its version when it was started.`,
      },
    ];
  if (seen.state === "found" && seen.detail.onPath === "no")
    return [
      {
        ...base,
        verdict: "warn",
        reasonCode: "unsupported",
        message: `The OpenSSH client is installed at ${seen.detail.path}, but not on the path.`,
      },
    ];
  if (seen.state === "found") return [appFound(seen)];
  if (seen.state === "other")
    return [
      {
        ...base,
        verdict: "warn",
        reasonCode: "unsupported",
        message: `Only another program's ssh was found (${seen.detail.path}); the OpenSSH client of Windows is missing.`,
      },
    ];
  if (seen.state === "missing")
    return [{ ...base, verdict: "fail", reasonCode: "not-found", message: "No ssh.exe was found on the machine." }];
  return [untold(seen, "whether the OpenSSH client is installed")];
};
