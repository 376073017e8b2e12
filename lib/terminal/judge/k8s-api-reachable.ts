import type { Judgement } from "@/lib/checks/define-check";

import { judgeConnection, trustOf } from "./connection";
import type { TerminalJudge } from "./context";
import { apiFinding } from "./ts-net-cluster";

const plain = (hash: string | undefined) => (hash ?? "").toLowerCase().replaceAll(/[^0-9a-f]/g, "");

/** API server answers (S212), as the terminal server sees it. The certificate is compared, not verified by its CA. */
export const k8sApiReachable: TerminalJudge = (context) => {
  const seen = apiFinding(context);
  if (!seen) return [];
  const { answers, kubeconfig, apiCertificate, now } = context;
  const { status, issuer, sha256, rootSha256, notAfter } = seen.detail;
  const stated = answers["k8s.apiReachableFrom"] ?? "app";
  const reached = judgeConnection(seen, { expected: "verified TLS and an answer to GET /version" });
  const say = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement[] => [
    { ...reached, verdict, reasonCode, message, evidence: { ...reached.evidence, status, issuer, sha256, notAfter } },
  ];
  if (reached.verdict === "fail" && stated !== "terminal-only")
    return say(
      "could-not-tell",
      reached.reasonCode,
      `${reached.message} The answer does not say that it must be reached from there.`,
    );
  if (reached.verdict !== "pass") return [reached];
  if (seen.state === "http" && !["200", "401", "403"].includes(status ?? ""))
    return say("could-not-tell", "error", `Something answers at ${seen.target}, but with ${status}.`);
  if (notAfter && Date.parse(notAfter) < now.getTime())
    return say("fail", "tls-expired", `The certificate of ${seen.target} ended on ${notAfter}.`);
  const verified =
    trustOf(seen) === "trusted" ||
    (plain(kubeconfig?.caFingerprint) !== "" && plain(rootSha256) === plain(kubeconfig?.caFingerprint)) ||
    (plain(sha256) !== "" && plain(sha256) === plain(apiCertificate?.sha256));
  if (!verified)
    return say(
      "could-not-tell",
      "tls-untrusted",
      `${seen.target} answers there, but that machine could not verify its certificate (issued by ${issuer ?? "an unknown authority"}).`,
    );
  if (stated === "terminal-only")
    return say(
      "warn",
      "ok",
      `${seen.target} answers the terminal server over verified TLS. This application does not reach it, as the answer says.`,
    );
  return say("pass", "ok", `${seen.target} answers the terminal server over verified TLS.`);
};
