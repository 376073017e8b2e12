import { defineRule, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { type MatrixContradiction, matrixContradictions, openComponents } from "@/lib/intake/matrix";
import type { MatrixWords } from "@/lib/requirements/types";

const CONTRADICTS: Record<Exclude<MatrixContradiction["kind"], "support-apart">, string> = {
  "minio-at-customer":
    "The matrix leaves the object storage to the customer, but the answers say MinIO, which SESTEK deploys inside the cluster.",
  "elastic-elsewhere":
    "The matrix takes the Elastic Stack from SESTEK, but it comes with every deployment and SESTEK deploys it.",
};
const names = (list: readonly string[]) =>
  list.slice(0, 6).join(", ") + (list.length > 6 ? ` and ${list.length - 6} more` : "");

/** Every component has an owner for deployment, updates and support, agreed before the start (S183, S185). */
export const prjMatrix = defineRule({
  id: "prj-matrix",
  verdict: (context) => judge(context),
});

/** The day on which both sides had agreed: as answered, else the later of the two words. */
function agreedDay(stated: string | undefined, words: MatrixWords | undefined): string | undefined {
  if (stated) return stated;
  const { customer, sestek } = words ?? {};
  return customer && sestek ? [customer.on, sestek.on].sort().at(-1) : undefined;
}

function judge({ answers, facts }: JudgeContext): Judgement[] {
  const matrix = answers["resp.matrix"] ?? [];
  const start = answers["project.installStart"];
  const words = facts.matrixWords;
  const open = openComponents(matrix, facts.policy.matrix);
  const agreed = agreedDay(answers["resp.agreedOn"], words);
  const file = answers["resp.file"]?.name;
  const base = {
    target: "responsibility matrix",
    expected: "every component owned, agreed before the installation starts, the signed file attached",
    found: `${matrix.length} components, ${open.length} open, ${agreed ? `agreed on ${agreed}` : "not agreed"}, ${file ? `file ${file}` : "no file"}`,
    evidence: {
      components: matrix.length,
      open,
      agreedOn: agreed,
      file,
      customer: words?.customer,
      sestek: words?.sestek,
    },
  };
  const tell = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
    ...base,
    verdict,
    reasonCode,
    message,
  });
  if (open.length > 0) {
    const begun = start !== undefined && facts.today >= start;
    return [
      begun
        ? tell(
            "fail",
            "answer-missing",
            `The installation began on ${start}, and these have no owner yet: ${names(open)}.`,
          )
        : tell("could-not-tell", "answer-missing", `The matrix is a draft. Without an owner: ${names(open)}.`),
    ];
  }
  const [changed] = words?.void ?? [];
  if (changed)
    return [
      tell(
        "could-not-tell",
        "answer-mismatch",
        `The matrix was changed after ${changed.person} agreed to it on ${changed.on}. Both sides agree again.`,
      ),
    ];
  if (!agreed) {
    const who = words?.customer ? "SESTEK has" : words?.sestek ? "The customer has" : "Customer and SESTEK have";
    return [tell("could-not-tell", "answer-missing", `The matrix is complete. ${who} not agreed to it yet.`)];
  }
  if (!file)
    return [
      tell(
        "could-not-tell",
        "answer-missing",
        `The matrix is complete and was agreed on ${agreed}. Attach the signed file, or attest with it.`,
      ),
    ];
  const warnings = matrixContradictions(matrix, answers["os.strategy"]).flatMap(({ component, kind }): Judgement[] =>
    kind === "support-apart"
      ? []
      : [{ ...tell("warn", "answer-mismatch", CONTRADICTS[kind]), target: component || base.target }],
  );
  if (start !== undefined && agreed > start)
    warnings.push(
      tell("warn", "answer-mismatch", `The matrix was agreed on ${agreed}, after the installation began on ${start}.`),
    );
  if (warnings.length > 0) return warnings;
  return [tell("pass", "ok", `Every component has its owners, agreed on ${agreed}, with the file ${file}.`)];
}
