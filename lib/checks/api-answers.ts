import type { ApiAnswer, ApiResult } from "@/lib/probes/types";

import type { Judgement } from "./define-check";

/** What was asked of the API: for messages that name verb and resource. */
export interface Asked {
  target: string;
  verb: string;
  resource: string;
}

/**
 * Catalogue 1.5: an API answer that settles nothing becomes could-not-tell with its reason. Never a
 * fail: what a 404 or a refusal means is judged by the requirement before it comes here.
 */
export function apiTrouble(answer: ApiResult, { target, verb, resource }: Asked): Judgement {
  const evidence = answer.ok
    ? { status: answer.status, reason: answer.reason }
    : { code: answer.code, phase: answer.phase };
  const tell = (reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
    target,
    verdict: "could-not-tell",
    reasonCode,
    message,
    evidence,
  });
  if (!answer.ok) {
    const reason = answer.code === "blocked-by-policy" ? "blocked-by-policy" : "app-unreachable";
    return tell(reason, `The API server could not be asked to ${verb} ${resource}: ${answer.message}`);
  }
  if (answer.status === 401)
    return tell("auth", `The API server did not accept the credential when asked to ${verb} ${resource}.`);
  if (answer.status === 403) {
    return tell(
      "forbidden",
      `The credential may not ${verb} ${resource}, so this could not be looked at. That is normal for a namespace administrator.`,
    );
  }
  if (answer.status === 404) return tell("not-found", `The cluster does not serve ${resource}.`);
  if (answer.status === 429)
    return tell(
      "rate-limited",
      `The API server asked us to slow down when asked to ${verb} ${resource}. Run this again in a minute.`,
    );
  if (answer.notJson)
    return tell(
      "error",
      `Something answered in place of the API server (${answer.status}, not JSON): a proxy or a log-in page, perhaps.`,
    );
  return tell(
    "error",
    `The API server answered ${answer.status} when asked to ${verb} ${resource}${answer.message ? `: ${answer.message}` : "."}`,
  );
}

/** What kind of refusal a dry-run met: admission speaks through 403 as well (catalogue 1.5). */
export type Refusal =
  | "rbac"
  | "quota"
  | "limit-range"
  | "psa"
  | "webhook"
  | "escalation"
  | "service-account"
  | "invalid"
  | "other";

/** Reads the Status message of a refused create. */
export function refusalKind(answer: ApiAnswer): Refusal {
  const text = answer.message;
  if (/attempting to grant RBAC permissions not currently held/i.test(text)) return "escalation";
  if (/exceeded quota|failed quota|must specify .*(cpu|memory)/i.test(text)) return "quota";
  if (/violates PodSecurity/i.test(text)) return "psa";
  if (/admission webhook|denied the request/i.test(text)) return "webhook";
  if (
    /(maximum|minimum) (cpu|memory|storage) usage per|(maximum|minimum) .* per (Pod|Container)|No limit is specified|No request is specified|ratio is/i.test(
      text,
    )
  )
    return "limit-range";
  if (/error looking up service account/i.test(text)) return "service-account";
  if (answer.status === 409 || answer.status === 422 || answer.status === 400) return "invalid";
  if (answer.status === 403 && /cannot \w+ resource|is forbidden: User/i.test(text)) return "rbac";
  return "other";
}

/** A refused dry-run as a judgement: rights and quotas are fails, everything of others is could-not-tell. */
export function dryRunTrouble(answer: ApiAnswer, asked: Asked): Judgement {
  const { target, verb, resource } = asked;
  const evidence = { status: answer.status, reason: answer.reason };
  const judged = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
    target,
    verdict,
    reasonCode,
    message: `${message} ${answer.message ? `The API server said: ${answer.message}` : ""}`.trim(),
    evidence,
  });
  switch (refusalKind(answer)) {
    case "rbac":
      return judged("fail", "forbidden", `In ${target} the credential may not ${verb} ${resource}.`);
    case "quota":
      return judged("fail", "admission-quota", `A quota in ${target} refuses to ${verb} ${resource}.`);
    case "limit-range":
      return judged("fail", "admission-quota", `A LimitRange in ${target} refuses to ${verb} ${resource}.`);
    case "psa":
      return judged("could-not-tell", "admission-psa", `The Pod Security level of ${target} refused the trial.`);
    case "webhook":
      return judged(
        "could-not-tell",
        "admission-webhook",
        `A policy webhook refused the trial in ${target}; it may allow the real thing.`,
      );
    default:
      return apiTrouble(answer, asked);
  }
}

/** "one namespace", "3 namespaces". */
export function count(number: number, one: string, many = `${one}s`): string {
  return number === 1 ? `one ${one}` : `${number} ${many}`;
}
