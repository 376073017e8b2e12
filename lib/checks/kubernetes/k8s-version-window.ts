import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { readVersion } from "@/lib/checks/facts/version";
import { parseVersion } from "@/lib/intake/version";
import type { Facts } from "@/lib/requirements/types";

/** Kubernetes is inside the supported window (S76; the window is configuration). */
export const k8sVersionWindow = defineCheck({
  id: "k8s-version-window",
  needs: ["kubernetes"],
  run: ({ probes }) => readVersion(probes.kubernetes),
  verdict(seen, { answers, facts }) {
    const { min, max } = facts.policy.kubernetesMinor;
    const target = "API server";
    const expected = `Kubernetes 1.${min} to 1.${max}`;
    const version = seen.ok && seen.status === 200 ? parseVersion(seen.body?.gitVersion ?? "") : undefined;
    if (!version || !seen.ok) {
      const stated = parseVersion(answers["k8s.engineVersion"] ?? "");
      const would = stated
        ? ` The stated ${answers["k8s.engineVersion"]} would be ${stated.major === 1 && stated.minor >= min && stated.minor <= max ? "inside" : "outside"} the window.`
        : "";
      const trouble = apiTrouble(seen, { target, verb: "get", resource: "/version" });
      return [{ ...trouble, message: `${trouble.message}${would}`, expected }];
    }
    const found = seen.body?.gitVersion ?? "";
    const evidence = { gitVersion: found, platform: seen.body?.platform, buildDate: seen.body?.buildDate };
    const base = { target, expected, found, evidence };
    if (version.major !== 1 || version.minor < min) {
      return [
        {
          ...base,
          verdict: "fail",
          reasonCode: "version-low",
          message: `The cluster runs ${found}, older than 1.${min}. It must be upgraded before the installation.`,
        },
      ];
    }
    if (version.minor > max) {
      return [
        {
          ...base,
          verdict: "fail",
          reasonCode: "version-high",
          message: `The cluster runs ${found}, newer than 1.${max}. Ask SESTEK for a release that supports it.`,
        },
      ];
    }
    if (version.preRelease) {
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "unsupported",
          message: `The cluster runs ${found}, a pre-release build.`,
        },
      ];
    }
    const ended = endedUpstream(version.minor, facts);
    if (ended && repaired(facts)) {
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "expiring",
          message: `The cluster runs ${found}. The Kubernetes project ended its repairs of 1.${version.minor} on ${ended}: upgrade, or ask the platform's vendor how long it goes on.`,
        },
      ];
    }
    return [{ ...base, verdict: "pass", reasonCode: "ok", message: `The cluster runs ${found}.` }];
  },
});

/** The day on which upstream ended its repairs of a minor version, once that day has come. */
function endedUpstream(minor: number, { policy, today }: Facts): string | undefined {
  const day = policy.upstreamEndOfLife[`1.${minor}`];
  return day && day <= today ? day : undefined;
}

/** True while the window holds a version that upstream still repairs: only then an upgrade cures anything. */
function repaired(facts: Facts): boolean {
  const { min, max } = facts.policy.kubernetesMinor;
  for (let minor = min; minor <= max; minor++) if (!endedUpstream(minor, facts)) return true;
  return false;
}
