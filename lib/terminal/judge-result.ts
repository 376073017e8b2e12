import type { Judgement } from "@/lib/checks/define-check";
import { capped } from "@/lib/engine/evidence";
import type { Observation } from "@/lib/engine/types";
import { inert } from "@/lib/probes/inert";
import { catalogue } from "@/lib/requirements/catalogue";

import { isNamed, type TerminalContext } from "./judge/context";
import { terminalJudges } from "./judge/registry";
import type { TerminalPlan } from "./plan";
import type { Finding, RefusedItem } from "./result";

const DRIVE = /^([A-Za-z]:|system|TEMP|Maestro package|drives)$/;
/** What is seen of Maestro belongs to the machine that runs it. */
const OF_MAESTRO = ["ts-maestro-zip", "ts-net-registry"];
const MOST_CHARS = 600;

/** Targets that do not come from the plan: the script's own names for what it looks at. */
const OWN_TARGETS: Readonly<Record<string, readonly string[]>> = {
  "ts-host": ["machine"],
  "ts-os-version": ["Windows"],
  "ts-admin-rights": ["account"],
  "ts-app-openssh": ["OpenSSH client"],
  "ts-app-windows-terminal": ["Windows Terminal"],
  "ts-app-notepadpp": ["Notepad++"],
  "ts-app-postman": ["Postman"],
  "ts-app-ssms": ["SQL Server Management Studio"],
  "ts-app-pgadmin": ["pgAdmin 4"],
  "ts-maestro-zip": ["Maestro package"],
  "ts-net-stability": ["connections"],
  "lic-host": ["Windows", "machine"],
  "lic-installer": ["installer"],
  "lic-port": ["port 30113", "listener"],
};

/** Keeps what was asked for; the rest is refused by name. A script never tells of places of its own choice. */
export function askedFor(
  findings: readonly Finding[],
  plan: TerminalPlan,
): { kept: Finding[]; refused: RefusedItem[] } {
  const asked = new Set([
    ...plan.places.map(({ check, target }) => `${check} ${target}`),
    ...plan.names.map(({ check, host }) => `${check} ${host}`),
    ...plan.steady.map(({ target }) => `ts-net-stability ${target}`),
    ...(plan.installer ? [`lic-installer ${plan.installer}`] : []),
  ]);
  const kept: Finding[] = [];
  const refused: RefusedItem[] = [];
  findings.forEach((finding, index) => {
    const { check, target } = finding;
    const own = check === "ts-disk-free" ? DRIVE.test(target) : OWN_TARGETS[check]?.includes(target);
    if (own || asked.has(`${check} ${target}`)) kept.push(finding);
    else
      refused.push({
        item: index + 1,
        about: inert(`${check} ${target}`, 80),
        because: "The plan of this script did not ask for it; the answers may have changed since.",
      });
  });
  return { kept, refused };
}

/** Judges everything that the machine saw, one observation a target (vantage `terminal`). Pure. */
export function judgeResult(context: TerminalContext): Observation[] {
  const { facts, head, now } = context;
  const applying = catalogue.filter(({ id, applies }) => terminalJudges.has(id) && applies(facts).applies);
  return applying
    .filter(({ id }) => isItsMachine(id, context))
    .flatMap(({ id }) =>
      judged(id, context).map(
        (judgement): Observation => ({
          ...judgement,
          requirementId: id,
          target: inert(judgement.target),
          message: inert(judgement.message, MOST_CHARS),
          vantage: "terminal",
          evidence: capped({ host: head.host, ...judgement.evidence }, facts.policy.limits.evidenceChars) as Record<
            string,
            unknown
          >,
          observedAt: now.toISOString(),
          durationMs: Number(judgement.evidence?.ms ?? 0) || 0,
        }),
      ),
    );
}

function judged(id: string, context: TerminalContext): Judgement[] {
  try {
    return terminalJudges.get(id)?.(context) ?? [];
  } catch {
    const message = "What the machine told of this could not be judged.";
    return [{ target: context.head.host, verdict: "could-not-tell", reasonCode: "error", message }];
  }
}

/** Maestro may run on a machine of its own: then that one speaks for the package and the registry, and for nothing else. */
function isItsMachine(id: string, { answers, head, findings }: TerminalContext): boolean {
  const maestro = answers["ts.maestroHost"];
  if (head.role === "license" || maestro?.where !== "client-machine" || !maestro.host) return true;
  const addresses = findings.find(({ check }) => check === "ts-host")?.detail.addresses;
  return isNamed(maestro.host, head.host, addresses) === OF_MAESTRO.includes(id);
}
