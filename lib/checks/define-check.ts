import type { Answers, KubeconfigRefusal, KubeconfigSummary } from "@/lib/intake/answers";
import type { ProbeName, Probes } from "@/lib/probes/types";
import type { Policy } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";
import type { JudgedVerdict, ReasonCode } from "@/lib/requirements/vocabulary";

/** What looking may use: answers, the declared probes, and the shared end signal. */
export interface LookContext<Need extends ProbeName> {
  answers: Answers;
  facts: Facts;
  probes: Pick<Probes, Need>;
  signal: AbortSignal;
  /** True when the person agreed to what this check writes at the customer's (catalogue 1.8). */
  consented: boolean;
  /** Non-secret facts of the stored kubeconfig, when one is stored. */
  kubeconfig?: KubeconfigSummary;
}

/** What judging may use: nothing that can reach the world. `now` is the time of the observation. */
export interface JudgeContext {
  answers: Answers;
  facts: Facts;
  /** True when the person agreed to what this check writes (catalogue 1.8). */
  consented: boolean;
  now: Date;
  kubeconfig?: KubeconfigSummary;
  /** Why the given kubeconfig was refused; the command judges it, the app never stores one. */
  kubeconfigRefusals?: readonly KubeconfigRefusal[];
}

/** One rung of a ladder such as resolve, connect, TLS, log in: how far the check came, and what it met. */
export interface Step {
  name: string;
  state: "done" | "failed" | "could-not-tell" | "not-reached";
  detail?: string;
}

/** One thing seen, judged. `expected` and `found` are shown side by side on the row. */
export interface Judgement {
  /** What was looked at: a namespace, a node, a host:port, or the requirement's subject. */
  target: string;
  verdict: JudgedVerdict;
  reasonCode: ReasonCode;
  /** A full sentence for the engineer: what was found and what it means. */
  message: string;
  expected?: string;
  found?: string;
  /** Parsed fields worth keeping, never bodies; capped and scrubbed by the engine. */
  evidence?: Record<string, unknown>;
  /** How far a check of several steps came, in order. */
  steps?: Step[];
  /** Everything that the judgement holds for, when it is more than one thing, such as the missing images. */
  places?: string[];
  /** An observed value that could replace an answer: powers "take what was found". */
  suggests?: { field: keyof Answers; value: unknown };
}

/**
 * One check observes something for exactly one requirement of the same id, from the app's vantage.
 * `run` may touch the world and has no opinion; `verdict` has an opinion and touches nothing.
 * A throw or a timeout becomes could-not-tell in the engine; a check never turns one into pass or fail.
 */
export interface Check<Need extends ProbeName = ProbeName, Seen = unknown> {
  id: string;
  needs: readonly Need[];
  run: (context: LookContext<Need>) => Promise<Seen>;
  verdict: (seen: Seen, context: JudgeContext) => Judgement[];
  /** Milliseconds it may take when the policy's usual deadline is too short for a long list. */
  deadlineMs?: (policy: Policy) => number;
}

/** A check with its types sealed, as the catalogue of checks holds it. */
export type AnyCheck = Check<ProbeName, unknown>;

/** Declares a check; the type of what was seen flows from `run` into `verdict`. */
export function defineCheck<Need extends ProbeName, Seen>(check: Check<Need, Seen>): Check<Need, Seen> {
  return check;
}

/** A rule decided by answers alone: nothing is contacted. */
export function defineRule(rule: {
  id: string;
  verdict: (context: JudgeContext) => Judgement[];
}): Check<never, undefined> {
  return { id: rule.id, needs: [], run: async () => undefined, verdict: (_seen, context) => rule.verdict(context) };
}
