import { contentDigest, sealOf, sha256 } from "@/lib/terminal/seal";

export type TrialItem = { check: string; target: string; state: string; detail?: Record<string, string> };
export type TrialHead = Record<string, string>;

const now = (ahead = 0) => `${new Date(Date.now() + ahead).toISOString().slice(0, 19)}Z`;

/** The header of a result as a script on the terminal server writes it. */
export function trialHead(change: TrialHead = {}): TrialHead {
  return {
    schema: "knovvu-readiness/terminal@1",
    runId: "run",
    project: "project",
    role: "terminal",
    host: "SESTEK-TS01",
    user: "CORP\\engineer",
    elevated: "no",
    startedAt: now(),
    finishedAt: now(),
    shell: "PowerShell 5.1.17763.1, FullLanguage, 64 bit",
    ...change,
  };
}

/** A whole result, sealed as the script with that code seals it. */
export function trialResult(code: string, head: TrialHead, items: readonly TrialItem[]): string {
  const full = { ...trialHead(head), count: String(items.length) };
  const whole = items.map(({ detail = {}, ...one }) => ({ ...one, detail }));
  const digest = contentDigest({
    head: Object.values(full),
    items: whole.map(({ check, target, state, detail }) => [check, target, state, ...Object.entries(detail).flat()]),
  });
  return JSON.stringify({ ...full, items: whole, seal: sealOf(sha256(code), digest) });
}

/** The one-time code and the run that stand in a script. */
export function inScript(text: string): { code: string; runId: string } {
  const value = (name: string) =>
    new RegExp(`^\\s*(?:PLAN_)?${name}\\s*=\\s*'?([\\w-]*)'?\\s*$`, "m").exec(text)?.[1] ?? "";
  return { code: value("code"), runId: value("runId") };
}
