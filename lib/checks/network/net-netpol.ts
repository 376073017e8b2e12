import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { listNetworkPolicies, listOtherPolicies } from "@/lib/checks/facts/network-policies";

import { unanswered } from "@/lib/checks/unanswered";

/** The answer on network policies agrees with what is there (S215). */
export const netNetpol = defineCheck({
  id: "net-netpol",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes }, answers }) {
    const names = (answers["ns.list"] ?? []).map(({ name }) => name);
    const [lists, others] = await Promise.all([
      Promise.all(names.map((name) => listNetworkPolicies(kubernetes, name))),
      listOtherPolicies(kubernetes, names),
    ]);
    return { lists, others };
  },
  verdict({ lists, others }, context) {
    const target = "network policies";
    const stated = context.answers["net.networkPolicies"]?.present;
    const expected = stated ? `network policies: ${stated}, as answered` : "an answer";
    if (!stated) return [{ ...unanswered(context, target, "whether network policies are in use"), expected }];
    const broken = lists.find((list) => !list.ok);
    if (broken && !broken.ok)
      return [{ ...apiTrouble(broken.answer, { target, verb: "list", resource: "networkpolicies" }), expected }];
    const own = lists.reduce((sum, list) => sum + (list.ok ? list.items.length : 0), 0);
    const elsewhere = others.reduce((sum, one) => sum + (one.objects ?? 0), 0);
    const evidence = { networkpolicies: own, others: others.map(({ kind, objects }) => ({ kind, objects })) };
    const found = `${own} NetworkPolicies in the Knovvu namespaces${elsewhere > 0 ? `, ${elsewhere} objects of other kinds` : ""}`;
    const base = { target, expected, found, evidence };
    const present = own + elsewhere > 0;
    if (stated === "unknown") {
      const message = `The answer is "I do not know". Seen: ${found}.`;
      const suggests = present
        ? { suggests: { field: "net.networkPolicies" as const, value: { present: "yes" } } }
        : {};
      return [{ ...base, verdict: "could-not-tell", reasonCode: "answer-unknown", message, ...suggests }];
    }
    if (stated === "yes" && !present) {
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "answer-mismatch",
          message:
            "The answer says that network policies are in use, but none is in the Knovvu namespaces. They may be cluster-wide.",
        },
      ];
    }
    if (stated === "no" && present) {
      const message = `The answer says that there are no network policies, but ${found} were found.`;
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "answer-mismatch",
          message,
          suggests: { field: "net.networkPolicies", value: { present: "yes" } },
        },
      ];
    }
    return [{ ...base, verdict: "pass", reasonCode: "ok", message: `Answer and finding agree: ${found}.` }];
  },
});
