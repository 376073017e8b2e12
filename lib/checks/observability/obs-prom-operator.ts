import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";

import { MONITORING, readMonitoring } from "./monitoring";

/** The Prometheus Operator is there, or not, as stated (S195). */
export const obsPromOperator = defineCheck({
  id: "obs-prom-operator",
  needs: ["kubernetes"],
  run: ({ probes: { kubernetes } }) => readMonitoring(kubernetes),
  verdict({ served, unread }, { answers }) {
    const target = MONITORING;
    const stated = answers["obs.promOperator"];
    const expected = `Prometheus Operator: ${stated ?? "not answered"}`;
    // What was seen settles a "no"; a "yes" also needs what was hidden.
    if (unread && (served.size === 0 || stated === "yes"))
      return [{ ...apiTrouble(unread, { target, verb: "get", resource: `/apis/${MONITORING}` }), expected }];
    const present = served.size > 0;
    const found = present
      ? `serves ${[...served].map(([resource, version]) => `${resource} ${version}`).join(", ")}`
      : "group is not served";
    const base = { target, expected, found, evidence: { served: Object.fromEntries(served) } };
    const reservations: Reservation[] = [];
    const suggests = { suggests: { field: "obs.promOperator" as const, value: present ? "yes" : "no" } };
    if (!stated || stated === "unknown")
      reservations.push({
        reasonCode: "answer-unknown",
        message: `The answer is open; seen in the cluster: the operator's group ${found}.`,
        ...suggests,
      });
    else if (stated !== (present ? "yes" : "no"))
      reservations.push({
        reasonCode: "answer-mismatch",
        message: `The answer says ${stated}, but the operator's group ${found}.`,
        ...suggests,
      });
    if (present && !unread && !served.has("alertmanagerconfigs"))
      reservations.push({
        reasonCode: "not-found",
        message:
          "The Prometheus Operator is there, but without the AlertmanagerConfig definition, so alert routes cannot be delivered.",
      });
    const warning = warningOf(reservations);
    if (warning) return [{ ...base, ...warning }];
    return [
      { ...base, verdict: "pass", reasonCode: "ok", message: `Answer and finding agree: the operator ${found}.` },
    ];
  },
});
