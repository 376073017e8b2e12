import type { Requirement } from "@/lib/requirements/types";
import type { JudgedVerdict, ReasonCode } from "@/lib/requirements/vocabulary";

import type { Observation } from "./types";

interface Decided {
  verdict: JudgedVerdict;
  reasonCode: ReasonCode;
  message: string;
}

const PROVED_BY: Record<string, string> = {
  cluster: "a probe pod on the workers",
  terminal: "the terminal server",
  person: "a named person",
};

/**
 * What an observation counts for in the fold: the app's view of a requirement that only a worker or the
 * terminal server can prove is shown, but settles nothing (catalogue 1.1; `Requirement.fromApp`).
 */
export function decidedBy({ fromApp, vantages }: Requirement, seen: Observation): Decided {
  const { verdict, reasonCode, message } = seen;
  const settles = fromApp === "decides" || (fromApp === "faults" && verdict === "fail");
  if (seen.vantage !== "app" || settles || verdict === "could-not-tell") return { verdict, reasonCode, message };
  const others = vantages.flatMap((vantage) => PROVED_BY[vantage] ?? []);
  const [one, second, third] = others;
  const next = third
    ? `${one}, ${second} or ${third} settles it.`
    : second
      ? `${one} or ${second} settles it.`
      : `${one} settles it.`;
  return {
    verdict: "could-not-tell",
    reasonCode: "unsupported",
    message: seen.host
      ? `${message} Seen from ${seen.host} only; ${next}`
      : `${message} Seen from this application only; ${next}`,
  };
}
