import type { AnyCheck, JudgeContext, Judgement } from "@/lib/checks/define-check";
import type { KubeconfigRefusal, KubeconfigSummary } from "@/lib/intake/answers";
import type { Probes } from "@/lib/probes/types";
import { statementOf } from "@/lib/requirements/statement";
import type { Facts, Requirement } from "@/lib/requirements/types";

import { capped } from "./evidence";
import type { Observation, PlanRow } from "./types";
import { worst } from "./worst";

export interface Execution {
  rows: readonly PlanRow[];
  catalogue: readonly Requirement[];
  checks: ReadonlyMap<string, AnyCheck>;
  facts: Facts;
  probes: Partial<Probes>;
  kubeconfig?: KubeconfigSummary;
  kubeconfigRefusals?: readonly KubeconfigRefusal[];
  /** Requirements whose check may write what it needs to write (catalogue 1.8). */
  consent?: readonly string[] | "all";
  /** Ends everything: cancelled by a person, or the process stops. Nothing is recorded afterwards. */
  signal: AbortSignal;
  scrub: <Value>(value: Value) => Value;
  onStart?: (requirementId: string) => void;
  onObservations: (requirementId: string, observations: Observation[]) => void;
  /** Told of a check's own defect; the row says could-not-tell. */
  onDefect?: (requirementId: string, error: unknown) => void;
}

class Deadline extends Error {}

/** A bounded number of checks at once. */
function slots(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async take() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}

/** Resolves with the work, or rejects when the time is over or the run ends. */
function within<Result>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const own = new AbortController();
  return new Promise<Result>((resolve, reject) => {
    const end = (reason: Error) => {
      own.abort(reason);
      reject(reason);
    };
    const timer = setTimeout(() => end(new Deadline()), milliseconds);
    const stop = () => end(new Error("The run ended."));
    signal.addEventListener("abort", stop, { once: true });
    work(own.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
      });
  });
}

const couldNotTell = (target: string, reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
  target,
  verdict: "could-not-tell",
  reasonCode,
  message,
});

/**
 * Executes a plan: each check once, after what must hold before it, several at a time, each with its
 * deadline. A throw, a time-out or a missing probe becomes could-not-tell; it never hides another check.
 */
export async function execute(options: Execution): Promise<void> {
  const { rows, catalogue, checks, facts, signal } = options;
  const { perRun, checkMs, runMs, evidenceChars } = facts.policy.limits;
  const byId = new Map(catalogue.map((one) => [one.id, one]));
  const planned = new Map(rows.map((row) => [row.requirementId, row]));
  const slot = slots(perRun);
  const endsAt = Date.now() + runMs;
  const settled = new Map<string, Promise<Observation[]>>();

  function observed(requirementId: string, started: number, judgements: readonly Judgement[]): Observation[] {
    const observedAt = new Date().toISOString();
    return judgements.map(({ evidence, ...judgement }) =>
      options.scrub({
        ...judgement,
        requirementId,
        vantage: "app" as const,
        evidence: capped(evidence ?? {}, evidenceChars) as Record<string, unknown>,
        observedAt,
        durationMs: Date.now() - started,
      }),
    );
  }

  /** The requirement whose failure keeps this one from being looked at, if any. */
  async function cause(requirement: Requirement): Promise<{ id: string; seen?: Observation } | undefined> {
    for (const id of requirement.after) {
      const row = planned.get(id);
      if (row?.action === "waiting") return { id };
      if (row?.action !== "run") continue;
      const seen = worst(await result(id));
      if (!seen || seen.verdict === "pass" || seen.verdict === "warn") continue;
      if (!requirement.despite.includes(seen.reasonCode)) return { id: seen.blockedBy ?? id, seen };
    }
    return undefined;
  }

  async function look(requirement: Requirement, check: AnyCheck): Promise<Judgement[]> {
    const context: JudgeContext = {
      answers: facts.answers,
      facts,
      consented: options.consent === "all" || (options.consent ?? []).includes(requirement.id),
      now: new Date(),
      ...(options.kubeconfig ? { kubeconfig: options.kubeconfig } : {}),
      ...(options.kubeconfigRefusals ? { kubeconfigRefusals: options.kubeconfigRefusals } : {}),
    };
    const deadline = check.deadlineMs?.(facts.policy) ?? checkMs;
    const lacking = check.needs.filter((need) => options.probes[need] === undefined);
    if (lacking.length > 0)
      return [couldNotTell(requirement.id, "answer-missing", "The access that this needs is not stored yet.")];
    try {
      const left = Math.min(deadline, endsAt - Date.now());
      if (left <= 0) throw new Deadline();
      const { now: _now, kubeconfigRefusals: _refusals, ...shared } = context;
      const seen = await within(left, signal, (own) =>
        check.run({ ...shared, probes: options.probes as Probes, signal: own }),
      );
      const judgements = check.verdict(seen, { ...context, now: new Date() });
      return judgements.length > 0
        ? judgements
        : [couldNotTell(requirement.id, "error", "The check saw nothing that it could judge.")];
    } catch (error) {
      if (error instanceof Deadline)
        return [
          couldNotTell(
            requirement.id,
            "timeout",
            `No answer came within ${Math.round(deadline / 1000)} s. Run it again; when it stays, the way to the target is slow or closed.`,
          ),
        ];
      if (!signal.aborted) options.onDefect?.(requirement.id, error);
      return [
        couldNotTell(
          requirement.id,
          "error",
          "The check itself failed. Run it again; when it stays, report it with the id of the requirement.",
        ),
      ];
    }
  }

  async function work(requirement: Requirement, check: AnyCheck): Promise<Observation[]> {
    const blocked = await cause(requirement);
    if (signal.aborted) return [];
    if (blocked) {
      const { id, seen } = blocked;
      const unsettled = byId.get(id);
      const message = `Not looked at, because this is not settled: ${unsettled ? statementOf(unsettled, facts) : id}.`;
      const judgement = couldNotTell(requirement.id, seen?.reasonCode ?? "answer-missing", message);
      const observations = observed(requirement.id, Date.now(), [judgement]).map((one) => ({ ...one, blockedBy: id }));
      options.onObservations(requirement.id, observations);
      return observations;
    }
    await slot.take();
    try {
      if (signal.aborted) return [];
      options.onStart?.(requirement.id);
      const started = Date.now();
      const judgements = await look(requirement, check);
      if (signal.aborted) return [];
      const observations = observed(requirement.id, started, judgements);
      options.onObservations(requirement.id, observations);
      return observations;
    } finally {
      slot.give();
    }
  }

  function result(id: string): Promise<Observation[]> {
    const known = settled.get(id);
    if (known) return known;
    const requirement = byId.get(id);
    const check = checks.get(id);
    const looking =
      requirement && check && planned.get(id)?.action === "run" ? work(requirement, check) : Promise.resolve([]);
    settled.set(id, looking);
    return looking;
  }

  await Promise.all(rows.filter(({ action }) => action === "run").map(({ requirementId }) => result(requirementId)));
}
