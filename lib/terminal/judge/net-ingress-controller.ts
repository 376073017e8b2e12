import type { Judgement } from "@/lib/checks/define-check";

import { judgeConnection } from "./connection";
import type { TerminalJudge } from "./context";
import { ingressFindings } from "./ts-net-cluster";

/** An ingress serves the base domain (derived): the terminal server sees its ports, the class is seen by the API. */
export const netIngressController: TerminalJudge = (context) =>
  ingressFindings(context).map((seen): Judgement => {
    const judged = judgeConnection(seen, { expected: "ports 80 and 443 of the ingress answer" });
    if (judged.verdict === "fail" && seen.state === "timeout") return judged;
    return {
      ...judged,
      verdict: "could-not-tell",
      reasonCode: judged.verdict === "pass" ? "unsupported" : judged.reasonCode,
      message:
        judged.verdict === "pass"
          ? `${seen.target} answers the terminal server. Which controller serves there is seen in the cluster.`
          : judged.message,
    };
  });
