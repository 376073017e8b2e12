import { apiTrouble, dryRunTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import type { AccessResult, ApiResult } from "@/lib/probes/types";

const VERBS = ["create", "get", "list", "delete", "patch"] as const;
const ACCESS_MODES = { RWO: "ReadWriteOnce", RWX: "ReadWriteMany" } as const;

interface Claim {
  spec?: { storageClassName?: string };
}
interface Seen {
  namespace: string;
  access: AccessResult[];
  dryRun: ApiResult<Claim>;
}

/** Volumes can be requested in every Knovvu namespace (S94). */
export const stPvcPermission = defineCheck({
  id: "st-pvc-permission",
  needs: ["kubernetes"],
  run: ({ probes, answers }) =>
    Promise.all(
      (answers["ns.list"] ?? []).map(async ({ name }): Promise<Seen> => {
        const tuples = VERBS.map((verb) => ({ namespace: name, group: "", resource: "persistentvolumeclaims", verb }));
        const claim = {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name: "rdy-claim", namespace: name },
          spec: {
            accessModes: [ACCESS_MODES[answers["st.accessMode"] ?? "RWO"]],
            storageClassName: answers["st.className"],
            resources: { requests: { storage: "1Gi" } },
          },
        };
        const path = `/api/v1/namespaces/${encodeURIComponent(name)}/persistentvolumeclaims`;
        const [access, dryRun] = await Promise.all([
          probes.kubernetes.access(tuples),
          probes.kubernetes.dryRun<Claim>(path, claim),
        ]);
        return { namespace: name, access, dryRun };
      }),
    ),
  verdict: (seen, { answers }) => seen.map((one) => judge(one, answers["st.className"])),
});

function judge({ namespace, access, dryRun }: Seen, className: string | undefined): Judgement {
  const expected = `${VERBS.join(", ")} on persistentvolumeclaims, and a 1Gi claim is admitted`;
  const denied = access.filter((one) => one.answer === "denied").map((one) => one.tuple.verb);
  const evidence = { denied, dryRunStatus: dryRun.ok ? dryRun.status : undefined };
  const base = { target: namespace, expected, evidence };
  if (denied.length > 0) {
    const message = `In ${namespace} the credential may not ${denied.join(", ")} volume claims.`;
    return { ...base, verdict: "fail", reasonCode: "forbidden", message, found: `denied: ${denied.join(", ")}` };
  }
  const unknown = access.find((one) => one.answer === "unknown");
  if (unknown) {
    const message = `The cluster did not say whether claims may be managed in ${namespace}: ${unknown.detail ?? "no reason given"}.`;
    return { ...base, verdict: "could-not-tell", reasonCode: "error", message };
  }
  if (!dryRun.ok)
    return {
      ...apiTrouble(dryRun, { target: namespace, verb: "create", resource: "persistentvolumeclaims" }),
      expected,
    };
  if (dryRun.status === 201) {
    const admitted = dryRun.body?.spec?.storageClassName;
    if (className && admitted && admitted !== className) {
      const message = `In ${namespace} a policy changes the storage class of a claim from ${className} to ${admitted}.`;
      return { ...base, verdict: "warn", reasonCode: "admission-webhook", message, found: `class becomes ${admitted}` };
    }
    const message = `Claims may be managed in ${namespace}, and a 1Gi claim would be admitted.`;
    return { ...base, verdict: "pass", reasonCode: "ok", message, found: "allowed and admitted" };
  }
  return {
    ...dryRunTrouble(dryRun, { target: namespace, verb: "create", resource: "persistentvolumeclaims" }),
    expected,
  };
}
