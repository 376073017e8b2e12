import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { readVersion } from "@/lib/checks/facts/version";
import { parseVersion, sameMinor } from "@/lib/intake/version";

/** The stated Kubernetes version is the one that runs (S210). */
export const k8sEngineVersion = defineCheck({
  id: "k8s-engine-version",
  needs: ["kubernetes"],
  run: ({ probes }) => readVersion(probes.kubernetes),
  verdict(seen, { answers, facts }) {
    const target = "Kubernetes version";
    const text = answers["k8s.engineVersion"];
    const stated = parseVersion(text ?? "");
    const observedText = seen.ok && seen.status === 200 ? (seen.body?.gitVersion ?? "") : "";
    const observed = parseVersion(observedText);
    const expected = text ? `${text}, as stated` : "a stated version";
    const suggests = observed
      ? { field: "k8s.engineVersion" as const, value: observedText.replace(/^v/, "").replace(/[-+].*$/, "") }
      : undefined;
    if (!text || !stated) {
      const message = `No Kubernetes version is stated.${observed ? ` The cluster runs ${observedText}.` : ""}`;
      return [
        {
          target,
          verdict: "fail",
          reasonCode: "answer-missing",
          message,
          expected,
          ...(suggests ? { suggests, found: observedText } : {}),
        },
      ];
    }
    if (!observed) return [{ ...apiTrouble(seen, { target, verb: "get", resource: "/version" }), expected }];
    const base = { target, expected, found: observedText, evidence: { stated: text, observed: observedText } };
    if (!sameMinor(stated, observed)) {
      const message = `The answer says ${text}, the cluster runs ${observedText}. What runs is what counts.`;
      return [{ ...base, verdict: "warn", reasonCode: "answer-mismatch", message, ...(suggests ? { suggests } : {}) }];
    }
    const { min, max } = facts.policy.kubernetesMinor;
    if (stated.minor < min || stated.minor > max) {
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "answer-mismatch",
          message: `The stated ${text} is outside the supported window 1.${min} to 1.${max}.`,
        },
      ];
    }
    return [{ ...base, verdict: "pass", reasonCode: "ok", message: `The cluster runs ${observedText}, as stated.` }];
  },
});
