import { defineRule, type Judgement } from "@/lib/checks/define-check";
import { daysToStart } from "@/lib/checks/unanswered";
import type { Answers, FieldId } from "@/lib/intake/answers";
import { field, isAnswered } from "@/lib/intake/sections";
import { EXPECTED_INFORMATION } from "@/lib/requirements/project";
import { deliveredSecrets } from "@/lib/requirements/proved-elsewhere";

const isOpen = (id: FieldId, answers: Answers) =>
  (id === "net.serviceMesh" || id === "net.networkPolicies") && answers[id]?.present === "unknown";

/** The information list of S201 to S215 is complete: a roll-up of the answers, and of the log-ins that a closed network proved. */
export const prjInformation = defineRule({
  id: "prj-information",
  verdict(context): Judgement[] {
    const { answers, facts } = context;
    const target = "expected information";
    const delivered = deliveredSecrets(facts);
    const asked = EXPECTED_INFORMATION.filter((id) => field(id).applies(answers));
    const missing = asked.filter((id) => !isAnswered(field(id), answers, delivered) || isOpen(id, answers));
    const needed = missing.filter((id) => id !== "db.host");
    const expected = `all ${asked.length} items`;
    const base = {
      target,
      expected,
      found: `${asked.length - missing.length} of ${asked.length}`,
      evidence: { missing },
    };
    if (needed.length > 0) {
      const days = daysToStart(context);
      const late = days !== undefined && days <= facts.policy.answerDeadlineDays;
      const names = needed.map((id) => field(id).label).join(", ");
      const message = late
        ? `The installation starts in ${days} days and this is missing: ${names}.`
        : `Still missing: ${names}.`;
      return [{ ...base, verdict: late ? "fail" : "could-not-tell", reasonCode: "answer-missing", message }];
    }
    if (missing.includes("db.host"))
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "answer-missing",
          message:
            "Everything is there but a DNS name of the database; without one, an address change means a new configuration.",
        },
      ];
    return [{ ...base, verdict: "pass", reasonCode: "ok", message: "Everything on the list is answered." }];
  },
});
