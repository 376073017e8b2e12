import type { V1NetworkPolicy } from "@kubernetes/client-node";
import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { type NamespaceRead, readNamespace } from "@/lib/checks/facts/namespaces";
import { listNetworkPolicies, listOtherPolicies, type OtherPolicies } from "@/lib/checks/facts/network-policies";
import type { ListResult } from "@/lib/probes/types";

import { type Place, reach } from "./policy-reach";

interface Seen {
  places: { name: string; namespace: NamespaceRead; policies: ListResult<V1NetworkPolicy> }[];
  others: OtherPolicies[];
}

/** No readable policy forbids traffic between the Knovvu namespaces (S90). */
export const nsConnectivityPolicy = defineCheck({
  id: "ns-connectivity-policy",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes }, answers }): Promise<Seen> {
    const names = (answers["ns.list"] ?? []).map(({ name }) => name);
    const [places, others] = await Promise.all([
      Promise.all(
        names.map(async (name) => {
          const [namespace, policies] = await Promise.all([
            readNamespace(kubernetes, name),
            listNetworkPolicies(kubernetes, name),
          ]);
          return { name, namespace, policies };
        }),
      ),
      listOtherPolicies(kubernetes, names),
    ]);
    return { places, others };
  },
  verdict: judge,
});

function judge({ places, others }: Seen): Judgement[] {
  const expected = "every namespace reaches every other one";
  const readable: Place[] = [];
  const judgements: Judgement[] = [];
  for (const { name, namespace, policies } of places) {
    if (!policies.ok) {
      judgements.push({
        ...apiTrouble(policies.answer, { target: name, verb: "list", resource: "networkpolicies" }),
        expected,
      });
      continue;
    }
    readable.push({ name, labels: namespace.ok ? namespace.item.labels : {}, policies: policies.items });
  }
  const policyNames = (place: Place) => place.policies.map((policy) => policy.metadata?.name ?? "");
  for (const from of readable) {
    for (const to of readable) {
      if (from === to) continue;
      const state = reach(from, to);
      const target = `${from.name} → ${to.name}`;
      const evidence = { from: policyNames(from), to: policyNames(to) };
      if (state === "open")
        judgements.push({
          target,
          verdict: "pass",
          reasonCode: "ok",
          message: `Policies let ${from.name} reach ${to.name}.`,
          expected,
          found: "open",
          evidence,
        });
      else if (state === "partly") {
        const message = `Policies let ${from.name} reach ${to.name} only for some ports or pods; pods that come later may be left out.`;
        judgements.push({
          target,
          verdict: "warn",
          reasonCode: "unsupported",
          message,
          expected,
          found: "partly open",
          evidence,
        });
      } else {
        const message = `A policy on all pods closes the way from ${from.name} to ${to.name}. Apply the generated allow policy.`;
        judgements.push({
          target,
          verdict: "fail",
          reasonCode: "refused",
          message,
          expected,
          found: "closed",
          evidence,
        });
      }
    }
  }
  const unseen = others.filter((one) => one.objects === undefined);
  const present = others.filter((one) => (one.objects ?? 0) > 0);
  for (const { kind } of unseen) {
    const message = `The cluster also serves ${kind}, which this credential may not read: such a policy could still forbid traffic.`;
    judgements.push({ target: kind, verdict: "could-not-tell", reasonCode: "forbidden", message, expected });
  }
  for (const { kind, objects, namespace } of present) {
    const message = `${objects} objects of ${kind} exist${namespace ? ` in ${namespace}` : ""}; they are not analysed here and may restrict traffic. Only a live probe can tell.`;
    judgements.push({ target: kind, verdict: "could-not-tell", reasonCode: "unsupported", message, expected });
  }
  return judgements;
}
