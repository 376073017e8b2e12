import { isNamed, numberOf, of, type TerminalJudge, untold } from "./context";

/** First builds of the Windows Servers, by the year in their name. */
const SERVER_BUILDS: Readonly<Record<number, number>> = { 2016: 14_393, 2019: 17_763, 2022: 20_348, 2025: 26_100 };
const MINUTE_MS = 60_000;

/** Windows license server provided (S179): the machine as it describes itself (D26). */
export const licHost: TerminalJudge = (context) => {
  const seen = of(context, "lic-host");
  const windows = seen.find(({ target }) => target === "Windows");
  const machine = seen.find(({ target }) => target === "machine");
  if (!windows && !machine) return [];
  const { answers, facts, head, skewMs } = context;
  const target = head.host || "license server";
  if (windows?.state !== "seen") return windows ? [untold(windows, "which Windows this is", target)] : [];
  const build = numberOf(windows.detail.build);
  const oldest = facts.policy.licenseServerOldest;
  const oldestBuild = SERVER_BUILDS[oldest] ?? 0;
  const { caption = "", productType = "" } = windows.detail;
  const detail = machine?.detail ?? {};
  const found = `${caption || "Windows"}, build ${build ?? "unknown"}`;
  const { "lic.host": stated, "ts.host": terminal, "lic.adminAccess": admin } = answers;
  const evidence = {
    caption,
    build,
    addresses: detail.addresses,
    dhcp: detail.dhcp,
    administrator: detail.administrator,
    model: detail.model,
    freeBytes: numberOf(detail.free),
    clockMinutes: skewMs === undefined ? undefined : Math.round(skewMs / MINUTE_MS),
  };
  const base = { target, expected: "Windows Server with a fixed address and administrator access", found, evidence };
  const concerns = [
    stated && !isNamed(stated, head.host, detail.addresses)
      ? `the script ran on ${head.host}, and the answer names ${stated}`
      : "",
    productType === "1" ? "it is a workstation's Windows" : "",
    terminal && isNamed(terminal, head.host, detail.addresses) ? "it is also the terminal server" : "",
    detail.dhcp === "yes" ? "its address is lent by DHCP" : "",
    build !== undefined && build < oldestBuild ? `it is older than Windows Server ${oldest}` : "",
    skewMs !== undefined && Math.abs(skewMs) > facts.policy.clockSkewMinutes * MINUTE_MS
      ? `its clock is ${Math.round(Math.abs(skewMs) / MINUTE_MS)} minutes off`
      : "",
  ].filter(Boolean);
  if (concerns.length > 0)
    return [
      {
        ...base,
        verdict: "warn",
        reasonCode: "answer-mismatch",
        message: `${found} is there, but ${concerns.join("; ")}.`,
      },
    ];
  if (build === undefined || productType === "")
    return [untold(windows, "the build and the kind of this Windows", target)];
  if (detail.dhcp !== "no")
    return [
      {
        ...base,
        verdict: "could-not-tell",
        reasonCode: "error",
        message: `${found} is there, but whether its address is fixed could not be told.`,
      },
    ];
  if (detail.administrator !== "yes" && admin?.access !== "yes")
    return [
      {
        ...base,
        verdict: "could-not-tell",
        reasonCode: "forbidden",
        message: `${found} is there, but administrator access was neither seen nor answered.`,
      },
    ];
  return [
    {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      message: `${found} is there, with a fixed address and administrator access.`,
    },
  ];
};
