import type { Judgement } from "@/lib/checks/define-check";
import { holds } from "@/lib/intake/addresses";
import type { Answers, KubeconfigSummary } from "@/lib/intake/answers";
import type { Facts } from "@/lib/requirements/types";

import type { TerminalPlan } from "../plan";
import type { Finding, TerminalHead } from "../result";

/** What judging a machine's findings may use. `now` is the time of the look, by our clock. */
export interface TerminalContext {
  answers: Answers;
  facts: Facts;
  now: Date;
  plan: TerminalPlan;
  head: TerminalHead;
  findings: readonly Finding[];
  kubeconfig?: KubeconfigSummary;
  /** The API server's certificate as this application saw it, for telling an interception. */
  apiCertificate?: { issuer: string; sha256: string };
  /** The machine's clock minus ours, where the result came straight from it. */
  skewMs?: number;
}

/** Judges one requirement from what the machine saw; nothing when the script did not look at it. */
export type TerminalJudge = (context: TerminalContext) => Judgement[];

/** The findings of one check, in the order in which they were written. */
export function of(context: TerminalContext, check: string): Finding[] {
  return context.findings.filter((finding) => finding.check === check);
}

/** A whole number that a script wrote; undefined for anything else. */
export function numberOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** A finding that says nothing: could-not-tell with the script's own reason. */
export function untold({ target, state, detail }: Finding, what: string, target_ = target): Judgement {
  const why = detail.reason ? `: ${detail.reason.replace(/\.$/, "")}` : "";
  return {
    target: target_,
    verdict: "could-not-tell",
    reasonCode: "error",
    found: state,
    message: `The script could not tell ${what}${why}.`,
  };
}

/** The short name of a machine, lower-cased plainly: SESTEK-TS01 and sestek-ts01.corp.example are one. */
export function shortName(host: string): string {
  return (host.split(".")[0] ?? "").toLowerCase();
}

/** True when the name or address of the answers may be this machine's. */
export function isNamed(stated: string, name: string, addresses = ""): boolean {
  return shortName(stated) === shortName(name) || holds(addresses.split(/[\s,]+/), stated);
}

/** Windows' build number as the script found it. */
export function buildOf(context: TerminalContext): number | undefined {
  return numberOf(of(context, "ts-os-version")[0]?.detail.build);
}

/** A 32-bit shell on 64-bit Windows does not see the list of 64-bit programs. */
export function seesHalf({ head }: TerminalContext): boolean {
  return head.shell.includes("32 on 64");
}
