import type { Judgement } from "@/lib/checks/define-check";

import type { Finding } from "../result";
import { judgeConnection, trustOf } from "./connection";
import { of, type TerminalJudge } from "./context";

function judge(seen: Finding): Judgement {
  const { target, state, detail } = seen;
  const { status, challenge = "", issuer, page, straight, proxy } = detail;
  const reached = judgeConnection(seen, { expected: "/v2/ answers 200, or 401 with a challenge" });
  const trust = trustOf(seen);
  const evidence = { ...reached.evidence, status, challenge, issuer, trust, server: detail.server };
  const say = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
    ...reached,
    ...(status ? { found: `HTTP ${status}` } : {}),
    evidence,
    verdict,
    reasonCode,
    message,
  });
  if (state === "tls" && trust === "untrusted")
    return say(
      "could-not-tell",
      "tls-untrusted",
      `The machine does not trust the certificate of ${target}, so that /v2/ could not be asked.`,
    );
  if (state !== "http")
    return reached.verdict === "pass"
      ? say("could-not-tell", "error", `${target} is reached, but /v2/ could not be asked.`)
      : { ...reached, evidence };
  if (status === "407") return say("fail", "auth", `A proxy on the way to ${target} asks for a log-in (407).`);
  if (page === "yes")
    return say(
      "fail",
      "unsupported",
      `A web page answers in place of the registry at ${target}: a block page, or its user interface.`,
    );
  if (status !== "200" && !(status === "401" && challenge !== ""))
    return say("could-not-tell", "unsupported", `${target} answers /v2/ with ${status}, which settles nothing.`);
  if (straight)
    return say("warn", "unsupported", `${target} is reached through the proxy ${proxy} only, not straight.`);
  if (trust === "untrusted" || trust === "name" || trust === "expired")
    return say(
      "warn",
      trust === "name" ? "tls-name" : trust === "expired" ? "tls-expired" : "tls-untrusted",
      `The machine reaches ${target}, but does not trust its certificate${issuer ? ` (issued by ${issuer})` : ""}: Maestro will need that CA.`,
    );
  return say("pass", "ok", `The machine that runs Maestro reaches ${target}.`);
}

/** The machine that runs Maestro reaches the registry (S54, S166). */
export const tsNetRegistry: TerminalJudge = (context) => of(context, "ts-net-registry").map(judge);
