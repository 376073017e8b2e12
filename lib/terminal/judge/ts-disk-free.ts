import { numberOf, of, type TerminalJudge, untold } from "./context";

const GIB = 1024 ** 3;

/** Free space for temporary files (S42): 2 GB are 2 × 1024³ bytes (D39). */
export const tsDiskFree: TerminalJudge = (context) =>
  of(context, "ts-disk-free").map((seen) => {
    const { diskWarnGiB, diskFailGiB } = context.facts.policy.terminalServer;
    const free = numberOf(seen.detail.free);
    const target = `${seen.target}${seen.detail.uses && seen.detail.uses !== seen.target ? ` (${seen.detail.uses})` : ""}`;
    if (seen.state !== "seen" || free === undefined) return untold(seen, `how much is free on ${target}`, target);
    const gib = (Math.floor((free / GIB) * 10) / 10).toFixed(1);
    const base = {
      target,
      expected: `${diskWarnGiB} GiB free`,
      found: `${gib} GiB free`,
      evidence: { freeBytes: free },
    };
    if (free >= diskWarnGiB * GIB)
      return { ...base, verdict: "pass", reasonCode: "ok", message: `${target} has ${gib} GiB free.` };
    return {
      ...base,
      verdict: free < diskFailGiB * GIB ? "fail" : "warn",
      reasonCode: "unsupported",
      message: `${target} has ${gib} GiB free; ${diskWarnGiB} GiB are recommended.`,
    };
  });
