import type { Judgement } from "@/lib/checks/define-check";
import { isIp } from "@/lib/intake/schemas/basics";

import type { Finding } from "../result";
import { judgeConnection } from "./connection";
import { of, type TerminalJudge } from "./context";

/** The host in a finding's target, as the plan wrote it. */
export function hostIn({ target }: Finding): string {
  return target.replace(/^database /, "").replace(/:\d+$/, "");
}

/** Terminal server reaches the database (S52), by name and by address. */
export const tsNetDatabase: TerminalJudge = (context) => {
  const engine = context.plan.engine === "mssql" ? "SQL Server" : "PostgreSQL";
  const judged = of(context, "ts-net-database").map((seen): { seen: Finding; judgement: Judgement } => {
    const judgement = judgeConnection(seen, { expected: `${engine} answers` });
    if (seen.state === "answered" && seen.detail.protocol === "other")
      return {
        seen,
        judgement: {
          ...judgement,
          verdict: "fail",
          reasonCode: "answer-mismatch",
          message: `${seen.target} answers, but does not speak ${engine}'s protocol.`,
        },
      };
    return seen.state === "held" || seen.state === "shaken"
      ? { seen, judgement: { ...judgement, verdict: "could-not-tell", reasonCode: "unsupported" } }
      : { seen, judgement };
  });
  const addressWorks = judged.some(({ seen, judgement }) => isIp(hostIn(seen)) && judgement.verdict === "pass");
  return judged.map(({ seen, judgement }) =>
    addressWorks && !isIp(hostIn(seen)) && judgement.verdict === "fail" && seen.state !== "answered"
      ? { ...judgement, verdict: "warn", message: `${judgement.message} Its address works.` }
      : judgement,
  );
};
