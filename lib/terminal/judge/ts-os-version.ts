import { numberOf, of, type TerminalJudge, untold } from "./context";

const SERVER_2016 = 14_393;
const WINDOWS_10 = 10_240;
const WINDOWS_11 = 22_000;
const SERVER_2016_ENDS = "2027-01-12";

/** Supported Windows version (S43): judged by build, as the names lie. */
export const tsOsVersion: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-os-version");
  if (!seen) return [];
  const target = context.head.host || "terminal server";
  if (seen.state !== "seen") return [untold(seen, "which Windows this is", target)];
  const { caption = "", ubr = "", productType = "", installation = "", architecture = "" } = seen.detail;
  const build = numberOf(seen.detail.build);
  const client = productType === "1" || (productType === "" && /^client$/i.test(installation));
  const known = productType !== "" || installation !== "";
  const expected = "Windows Server 2016 or newer, or Windows 10 or 11";
  if (build === undefined || !known)
    return [{ ...untold(seen, "the build and the kind of this Windows", target), expected, found: caption }];
  const found = `${caption || (client ? "Windows" : "Windows Server")}, build ${build}${ubr ? `.${ubr}` : ""}`;
  const base = { target, expected, found, evidence: { caption, build, ubr, installation, productType, architecture } };
  if (build < (client ? WINDOWS_10 : SERVER_2016))
    return [
      { ...base, verdict: "fail", reasonCode: "version-low", message: `${found} is older than what the tools run on.` },
    ];
  const { "project.installEnd": end } = context.answers;
  const last = [end ?? "", context.facts.today].sort().at(-1) ?? "";
  const concerns = [
    /core/i.test(installation) ? "it is Server Core, where the desktop tools do not run" : "",
    /^x86\s*$/i.test(architecture) ? "it is a 32-bit Windows" : "",
    client && build < WINDOWS_11 ? "Microsoft's support of Windows 10 ended on 2025-10-14" : "",
    !client && build === SERVER_2016 && last >= SERVER_2016_ENDS
      ? `Microsoft's support of Windows Server 2016 ends on ${SERVER_2016_ENDS}, within the project`
      : "",
    build < context.facts.policy.terminalServer.windowsTerminalBuild
      ? "Windows Terminal cannot be installed on this build"
      : "",
  ].filter(Boolean);
  if (concerns.length === 0) return [{ ...base, verdict: "pass", reasonCode: "ok", message: `${found} is supported.` }];
  const low = concerns.some((one) => /support|build/.test(one));
  return [
    {
      ...base,
      verdict: "warn",
      reasonCode: low ? "version-low" : "unsupported",
      message: `${found} works, but ${concerns.join("; ")}.`,
    },
  ];
};
