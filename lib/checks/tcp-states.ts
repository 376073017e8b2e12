import type { Judgement } from "@/lib/checks/define-check";
import type { TcpResult, Unreachable } from "@/lib/probes/types";

import { connectionTrouble } from "./connection-trouble";

interface About {
  target: string;
  expected: string;
  /** The service that listens there is installed only later: a refusal is then no fault (catalogue 1.7, right column). */
  installedLater?: boolean;
}

/** The table of catalogue 1.7 for one address, as seen from the machine that looks. */
export function judgeTcp(result: TcpResult, { target, expected, installedLater = false }: About): Judgement {
  if (!result.ok) return judgeClosed(result, { target, expected, installedLater });
  const { durationMs, held, address } = result;
  const base = { target, expected, evidence: { address, durationMs, held } };
  if (held)
    return {
      ...base,
      found: `connected in ${durationMs} ms`,
      verdict: "pass",
      reasonCode: "ok",
      message: `${target} takes connections.`,
    };
  return {
    ...base,
    found: "closed at once",
    verdict: "could-not-tell",
    reasonCode: "reset",
    message: `${target} takes connections and closes them at once: a proxy or a load balancer may accept for a service that is not there.`,
  };
}

/** A connection that did not come about. */
export function judgeClosed(result: Unreachable, { target, expected, installedLater = false }: About): Judgement {
  if (result.code === "refused" && installedLater)
    return {
      target,
      expected,
      found: "refused",
      verdict: "warn",
      reasonCode: "refused",
      message: `${target} refuses the connection: the way is probably open, and the service is not installed yet. Look again after the installation.`,
    };
  return connectionTrouble(result, { target, expected });
}
