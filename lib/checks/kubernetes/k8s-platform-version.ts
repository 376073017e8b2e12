import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { readApiGroups } from "@/lib/checks/facts/api-groups";
import { readVersion, type ServerVersion } from "@/lib/checks/facts/version";
import { parseVersion, sameMinor } from "@/lib/intake/version";
import type { ApiResult } from "@/lib/probes/types";

interface ClusterVersion {
  status?: { history?: { version?: string }[] };
}
interface Seen {
  version: ApiResult<ServerVersion>;
  cluster?: ApiResult<ClusterVersion>;
}

/** OpenShift 4.x carries Kubernetes 1.(x+13) from 4.9 to 4.21 (k8s-version-window, Watch). */
const OPENSHIFT_OFFSET = 13;
const MUST_STATE = new Set(["openshift", "rancher", "anthos"]);

/** The stated platform version is the one that runs (S209). */
export const k8sPlatformVersion = defineCheck({
  id: "k8s-platform-version",
  needs: ["kubernetes"],
  async run({ probes }): Promise<Seen> {
    const [version, groups] = await Promise.all([readVersion(probes.kubernetes), readApiGroups(probes.kubernetes)]);
    if (!groups.ok || !groups.versions.has("config.openshift.io")) return { version };
    return {
      version,
      cluster: await probes.kubernetes.get<ClusterVersion>("/apis/config.openshift.io/v1/clusterversions/version"),
    };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function judge({ version, cluster }: Seen, { answers }: JudgeContext): Judgement {
  const target = "platform version";
  const stated = answers["k8s.platformVersion"];
  const distribution = answers["k8s.distribution"] ?? "other";
  const expected = stated ? `${stated}, as stated` : "a stated platform version";
  const gitVersion = version.ok && version.status === 200 ? (version.body?.gitVersion ?? "") : "";
  const kubernetes = parseVersion(gitVersion);
  const exact = cluster?.ok && cluster.status === 200 ? cluster.body?.status?.history?.[0]?.version : undefined;
  const derived = cluster && kubernetes ? `4.${kubernetes.minor - OPENSHIFT_OFFSET}` : undefined;
  const found = exact ?? (derived ? `${derived} (derived from ${gitVersion})` : gitVersion);
  const evidence = { stated, exact, derived, gitVersion };
  if (!stated && MUST_STATE.has(distribution)) {
    const message = `The version of ${distribution} is not stated.${found ? ` Seen: ${found}.` : ""}`;
    const value = exact ?? derived;
    return {
      target,
      verdict: "fail",
      reasonCode: "answer-missing",
      message,
      expected,
      found,
      evidence,
      ...(value ? { suggests: { field: "k8s.platformVersion", value } } : {}),
    };
  }
  const observed = parseVersion(exact ?? derived ?? "");
  const said = parseVersion(stated ?? "");
  if (!observed) {
    if (!gitVersion) return { ...apiTrouble(version, { target, verb: "get", resource: "/version" }), expected };
    const message = `The platform's own version cannot be read over the API; the answer ${stated ?? ""} stands (server build ${gitVersion}).`;
    return { target, verdict: "could-not-tell", reasonCode: "unsupported", message, expected, found, evidence };
  }
  if (said && sameMinor(said, observed)) {
    return {
      target,
      verdict: "pass",
      reasonCode: "ok",
      message: `The platform runs ${found}, as stated.`,
      expected,
      found,
      evidence,
    };
  }
  const message = `The answer says ${stated ?? "nothing"}, the cluster shows ${found}.`;
  return {
    target,
    verdict: "warn",
    reasonCode: "answer-mismatch",
    message,
    expected,
    found,
    evidence,
    suggests: { field: "k8s.platformVersion", value: exact ?? derived },
  };
}
