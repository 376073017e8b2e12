import type { JudgeContext, Judgement } from "@/lib/checks/define-check";

const DAY_MS = 86_400_000;

/** Days from `today` to the start of the installation; undefined while no date is set. */
export function daysToStart({ answers, facts }: Pick<JudgeContext, "answers" | "facts">): number | undefined {
  const start = answers["project.installStart"];
  return start ? Math.round((Date.parse(start) - Date.parse(facts.today)) / DAY_MS) : undefined;
}

/** An open question is could-not-tell until the installation is near, then a fail (proposed: 10 days). */
export function unanswered(context: JudgeContext, target: string, what: string): Judgement {
  const days = daysToStart(context);
  const late = days !== undefined && days <= context.facts.policy.answerDeadlineDays;
  const message = late
    ? `Nobody has answered ${what}, and the installation starts in ${days} days.`
    : `Nobody has answered ${what} yet.`;
  return { target, verdict: late ? "fail" : "could-not-tell", reasonCode: "answer-missing", message };
}
