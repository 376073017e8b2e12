import { defineCheck } from "@/lib/checks/define-check";
import { byAnswer, sayTuples } from "@/lib/checks/permissions";

const QUESTIONS = [
  { group: "rbac.authorization.k8s.io", resource: "clusterrolebindings", verb: "create" },
  { group: "", resource: "secrets", verb: "get" },
  { group: "", resource: "nodes", verb: "delete" },
  { group: "*", resource: "*", verb: "*" },
];

/** The credential holds no cluster-wide power: none is needed (S106). */
export const rbacNotClusterAdmin = defineCheck({
  id: "rbac-not-cluster-admin",
  needs: ["kubernetes"],
  run: ({ probes }) => probes.kubernetes.access(QUESTIONS),
  verdict(results, { kubeconfig }) {
    const target = "cluster-wide rights";
    const expected = "none";
    const { allowed, unknown } = byAnswer(results);
    const masters = kubeconfig?.groups.includes("system:masters") ?? false;
    const evidence = { allowed: sayTuples(allowed), masters };
    if (allowed.length > 0 || masters) {
      const what = masters
        ? "its certificate belongs to system:masters"
        : `it may ${sayTuples(allowed)} in the whole cluster`;
      const message = `The credential has more power than Knovvu needs: ${what}. This application then keeps a dangerous secret; deliver a namespaced credential.`;
      return [{ target, verdict: "warn", reasonCode: "unsupported", message, expected, found: what, evidence }];
    }
    if (unknown.length > 0) {
      const message = `The cluster did not say whether the credential has cluster-wide rights: ${unknown[0]?.detail ?? "no reason given"}.`;
      return [{ target, verdict: "could-not-tell", reasonCode: "error", message, expected, evidence }];
    }
    return [
      {
        target,
        verdict: "pass",
        reasonCode: "ok",
        message: "The credential has no cluster-wide power.",
        expected,
        found: "none",
        evidence,
      },
    ];
  },
});
