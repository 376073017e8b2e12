import type { Judgement } from "@/lib/checks/define-check";

import type { Finding } from "../result";
import { isIntercepted, judgeConnection } from "./connection";
import { of, type TerminalContext, type TerminalJudge } from "./context";

const API = /^API server /;

/** The finding of the API server, where a kubeconfig named one. */
export function apiFinding(context: TerminalContext): Finding | undefined {
  return of(context, "ts-net-cluster").find(({ target }) => API.test(target));
}

/** The findings of the ingress's two ports. */
export function ingressFindings(context: TerminalContext): Finding[] {
  return of(context, "ts-net-cluster").filter(({ target }) => !API.test(target));
}

function judgeApi(seen: Finding, context: TerminalContext): Judgement {
  const expected = "TLS and an answer to GET /version";
  const { status, issuer, straight, proxy } = seen.detail;
  const base = judgeConnection(seen, { expected });
  if (base.verdict !== "pass") return base;
  const evidence = { ...base.evidence, status, issuer, subject: seen.detail.subject };
  if (straight)
    return {
      ...base,
      evidence,
      verdict: "warn",
      reasonCode: "unsupported",
      message: `${seen.target} is reached through the proxy ${proxy} only, not straight.`,
    };
  if (isIntercepted(seen, context.apiCertificate))
    return {
      ...base,
      evidence,
      verdict: "warn",
      reasonCode: "tls-untrusted",
      message: `${seen.target} shows the terminal server a certificate of ${issuer}, and this application one of ${context.apiCertificate?.issuer}: something on the way opens the connections.`,
    };
  if (seen.state === "http" && !["200", "401", "403"].includes(status ?? ""))
    return {
      ...base,
      evidence,
      verdict: "could-not-tell",
      reasonCode: "error",
      message: `Something answers at ${seen.target}, but with ${status} where the Kubernetes API answers 200, 401 or 403.`,
    };
  return { ...base, evidence, message: `The terminal server reaches the ${seen.target}.` };
}

/** Terminal server reaches the cluster (S49, S51, D6): the API decides; without the ingress it is a warning. */
export const tsNetCluster: TerminalJudge = (context) => {
  const api = apiFinding(context);
  const ingress = ingressFindings(context).map((seen): Judgement => {
    const judged = judgeConnection(seen, { expected: "the ingress answers" });
    return judged.verdict === "fail" ? { ...judged, verdict: "warn" } : judged;
  });
  if (context.plan.role !== "terminal") return [];
  const planned = context.plan.places.some(({ check, target }) => check === "ts-net-cluster" && API.test(target));
  if (!api && planned) return ingress;
  if (!api)
    return [
      {
        target: "API server",
        expected: "the API server answers",
        verdict: "could-not-tell",
        reasonCode: "answer-missing",
        message:
          "No kubeconfig was given when the script was made, so the API server was not tried. Store it and hand out a new script.",
      },
      ...ingress,
    ];
  return [judgeApi(api, context), ...ingress];
};
