import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { readApiGroups } from "@/lib/checks/facts/api-groups";
import { listNodes } from "@/lib/checks/facts/nodes";
import { listStorageClasses } from "@/lib/checks/facts/storage-classes";
import { readVersion } from "@/lib/checks/facts/version";
import type { Distribution } from "@/lib/intake/answers";

import { recognise } from "./distribution-signals";

const CLOUD = new Set<Distribution>(["eks", "aks", "gke", "anthos", "oke"]);

/** The distribution is one of the tested ones, and the one stated (S58 to S72, S209). */
export const k8sDistribution = defineCheck({
  id: "k8s-distribution",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes } }) {
    const [groups, version, nodes, classes] = await Promise.all([
      readApiGroups(kubernetes),
      readVersion(kubernetes),
      listNodes(kubernetes),
      listStorageClasses(kubernetes),
    ]);
    return { groups, version, nodes, classes };
  },
  verdict({ groups, version, nodes, classes }, { answers, facts, kubeconfig }) {
    const target = "distribution";
    const stated = answers["k8s.distribution"];
    const expected = `${stated ?? "a stated distribution"}, as answered`;
    if (!groups.ok) return [{ ...apiTrouble(groups.answer, { target, verb: "get", resource: "/apis" }), expected }];
    const seen = recognise({
      groups: [...groups.versions.keys()],
      gitVersion: version.ok ? (version.body?.gitVersion ?? "") : "",
      server: kubeconfig?.server ?? "https://unknown.invalid",
      nodes: nodes.ok ? nodes.items : [],
      provisioners: classes.ok ? classes.items.map((item) => item.provisioner) : [],
    });
    const found = `${seen.base}${seen.manager ? ` managed by ${seen.manager}` : ""}${seen.signals.length > 0 ? ` (${seen.signals.join("; ")})` : " (no vendor's marker)"}`;
    const base = { target, expected, found, evidence: { ...seen, stated } };
    const agrees = stated === seen.base || stated === seen.manager;
    const { tested, googleCloud, outside } = facts.policy.distributions;
    const list: readonly string[] = [...tested, ...googleCloud];
    if (stated && !list.includes(stated)) {
      return [
        {
          ...base,
          verdict: outside,
          reasonCode: "unsupported",
          message: `The stated distribution is outside the tested list: it may work, but nobody has tried. Seen: ${found}.`,
        },
      ];
    }
    if (agrees)
      return [{ ...base, verdict: "pass", reasonCode: "ok", message: `The cluster is ${found}, as answered.` }];
    if (seen.base === "vanilla" && !seen.manager && stated && (CLOUD.has(stated) || stated === "rancher")) {
      const message = `Nothing seen contradicts the answer ${stated}, but nothing proves it either: the markers are not readable with this credential.`;
      return [{ ...base, verdict: "warn", reasonCode: "unsupported", message }];
    }
    const message = `The answer says ${stated ?? "nothing"}, the cluster looks like ${found}.`;
    return [
      {
        ...base,
        verdict: "warn",
        reasonCode: "answer-mismatch",
        message,
        suggests: { field: "k8s.distribution", value: seen.manager ?? seen.base },
      },
    ];
  },
});
