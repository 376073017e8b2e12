import type { Judgement, Step } from "@/lib/checks/define-check";
import type { Unreachable } from "@/lib/probes/types";

/** The rungs that every connection climbs before a protocol begins. */
const RUNGS: readonly { name: string; phases: readonly Unreachable["phase"][] }[] = [
  { name: "resolve", phases: ["policy", "dns"] },
  { name: "connect", phases: ["connect"] },
  { name: "TLS", phases: ["tls"] },
];

/** The first rungs of a ladder: all done for an answer, up to where it broke for none. */
export function connectionSteps(answer: { ok: true } | Unreachable, options: { tls: boolean }): Step[] {
  const rungs = RUNGS.filter(({ name }) => options.tls || name !== "TLS");
  if (answer.ok) return rungs.map(({ name }): Step => ({ name, state: "done" }));
  const at = rungs.findIndex(({ phases }) => phases.includes(answer.phase));
  return rungs.map(({ name }, index): Step => {
    if (at < 0 || index < at) return { name, state: "done" };
    if (index > at) return { name, state: "not-reached" };
    return { name, state: isFault(answer) ? "failed" : "could-not-tell", detail: answer.message };
  });
}

function isFault({ code }: Unreachable): boolean {
  return code === "refused" || code === "tls-untrusted" || code === "tls-expired" || code === "tls-name";
}

/**
 * No answer from an address that the customer stated (catalogue 1.7; docs/decisions/007): refused and
 * TLS faults are seen not to hold; a name or a way that is closed to this application may be open to the
 * workers, so it is could-not-tell.
 */
export function connectionTrouble(
  answer: Unreachable,
  about: Pick<Judgement, "target"> & Partial<Pick<Judgement, "expected" | "steps" | "evidence">>,
): Judgement {
  const { code, phase, message, durationMs, addressesTried, certificate } = answer;
  return {
    ...about,
    verdict: isFault(answer) ? "fail" : "could-not-tell",
    reasonCode: code,
    message,
    evidence: { ...about.evidence, phase, addressesTried, durationMs, ...(certificate ? { certificate } : {}) },
  };
}
