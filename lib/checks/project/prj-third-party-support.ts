import { defineRule, type Judgement } from "@/lib/checks/define-check";
import { DUTIES } from "@/lib/intake/matrix";

/** Who deploys a component also updates and supports it (S183). Never fails alone. */
export const prjThirdPartySupport = defineRule({
  id: "prj-third-party-support",
  verdict({ answers }): Judgement[] {
    const target = "responsibility matrix";
    const expected = "SESTEK updates and supports what SESTEK deploys";
    const matrix = answers["resp.matrix"] ?? [];
    if (matrix.length === 0)
      return [
        {
          target,
          verdict: "could-not-tell",
          reasonCode: "answer-missing",
          message: "The responsibility matrix is not filled yet.",
          expected,
        },
      ];
    const draft = matrix.filter((row) => DUTIES.some((duty) => row[duty] === undefined));
    if (draft.length > 0)
      return [
        {
          target,
          verdict: "could-not-tell",
          reasonCode: "answer-missing",
          message: `The matrix is a draft: ${draft.map(({ component }) => component).join(", ")} has cells without an owner.`,
          expected,
        },
      ];
    const exceptions = matrix.filter(
      (row) => row.deployment === "SESTEK" && (row.versionUpdate !== "SESTEK" || row.support !== "SESTEK"),
    );
    const found = exceptions.length === 0 ? "no exception" : exceptions.map(({ component }) => component).join(", ");
    if (exceptions.length === 0)
      return [
        {
          target,
          verdict: "pass",
          reasonCode: "ok",
          message: "What SESTEK deploys, SESTEK also updates and supports.",
          expected,
          found,
        },
      ];
    return exceptions.map((row) => ({
      target: row.component,
      verdict: "warn" as const,
      reasonCode: "answer-mismatch" as const,
      message: `${row.component} is deployed by SESTEK, but updated by ${row.versionUpdate} and supported by ${row.support}${row.note ? `: ${row.note}` : ". Note why."}`,
      expected,
      found: `updates ${row.versionUpdate}, support ${row.support}`,
    }));
  },
});
