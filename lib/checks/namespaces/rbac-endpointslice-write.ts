import { apiTrouble, refusalKind } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { readApiGroups } from "@/lib/checks/facts/api-groups";
import { byAnswer, MANAGE, tuples } from "@/lib/checks/permissions";
import type { AccessResult, ApiResult, KubernetesProbe } from "@/lib/probes/types";

const GROUP = "discovery.k8s.io";
interface Seen {
  name: string;
  results: AccessResult[];
  dryRun: ApiResult;
  /** OpenShift: whether slices that point into the pod or service network may be made (D11). */
  restricted?: AccessResult;
}

async function look(kubernetes: KubernetesProbe, name: string, openshift: boolean): Promise<Seen> {
  const slice = {
    apiVersion: `${GROUP}/v1`,
    kind: "EndpointSlice",
    metadata: {
      name: "rdy-trial",
      namespace: name,
      labels: { "endpointslice.kubernetes.io/managed-by": "knovvu-readiness" },
    },
    addressType: "IPv4",
    endpoints: [{ addresses: ["203.0.113.10"] }],
  };
  const path = `/apis/${GROUP}/v1/namespaces/${encodeURIComponent(name)}/endpointslices`;
  const [results, dryRun, [restricted]] = await Promise.all([
    kubernetes.access(tuples(name, GROUP, ["endpointslices"], MANAGE)),
    kubernetes.dryRun(path, slice),
    openshift ? kubernetes.access(tuples(name, GROUP, ["endpointslices/restricted"], ["create"])) : Promise.resolve([]),
  ]);
  return { name, results, dryRun, ...(restricted ? { restricted } : {}) };
}

/** EndpointSlices can be managed in every namespace (S110, S111; on every distribution, D10). */
export const rbacEndpointsliceWrite = defineCheck({
  id: "rbac-endpointslice-write",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes }, answers }) {
    const groups = await readApiGroups(kubernetes);
    const openshift = groups.ok && groups.versions.has("config.openshift.io");
    return Promise.all((answers["ns.list"] ?? []).map(({ name }) => look(kubernetes, name, openshift)));
  },
  verdict: (seen, { facts }) => seen.map((one) => judge(one, facts.policy.endpointSlices.restricted === "demand")),
});

function judge({ name, results, dryRun, restricted }: Seen, demanded: boolean): Judgement {
  const { denied, unknown } = byAnswer(results);
  const verbs = (list: AccessResult[]) => list.map((one) => one.tuple.verb).join(", ");
  const expected = `${MANAGE.join(", ")} on endpointslices.${GROUP}`;
  const evidence = {
    denied: verbs(denied),
    dryRun: dryRun.ok ? dryRun.status : dryRun.code,
    restricted: restricted?.answer,
  };
  const base = { target: name, expected, evidence };
  if (denied.length > 0) {
    const message = `In ${name} the credential may not ${verbs(denied)} endpointslices. The stock admin role never includes writing them; bind the generated Role.`;
    return { ...base, verdict: "fail", reasonCode: "forbidden", message, found: `denied: ${verbs(denied)}` };
  }
  if (unknown.length > 0) {
    const message = `The cluster did not say whether endpointslices may be managed in ${name}: ${unknown[0]?.detail ?? "no reason given"}.`;
    return { ...base, verdict: "could-not-tell", reasonCode: "error", message, found: `no answer: ${verbs(unknown)}` };
  }
  const asked = { target: name, verb: "create", resource: "endpointslices" };
  if (!dryRun.ok) return { ...apiTrouble(dryRun, asked), ...base };
  const found = `seven verbs allowed, trial ${dryRun.status}`;
  if (demanded && restricted && restricted.answer !== "allowed") {
    const denies = restricted.answer === "denied";
    return {
      ...base,
      verdict: denies ? "fail" : "could-not-tell",
      reasonCode: denies ? "forbidden" : "error",
      message: `SESTEK needs slices that point into the pod or service network, and OpenShift ${denies ? "refuses" : "did not say whether it allows"} them in ${name}. Apply the generated Role again: it now grants create on endpointslices/restricted.`,
      found: `endpointslices/restricted: ${restricted.answer}`,
    };
  }
  if (dryRun.status === 201) {
    const note =
      restricted?.answer === "denied"
        ? " OpenShift still refuses slices that point into the pod or service network; SESTEK says whether that is needed."
        : "";
    return {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      message: `EndpointSlices can be managed in ${name}.${note}`,
      found,
    };
  }
  if (["webhook", "other", "psa"].includes(refusalKind(dryRun)) && dryRun.status === 403) {
    const message = `The rights in ${name} are there, but a policy refused the trial slice: ${dryRun.message}`;
    return { ...base, verdict: "warn", reasonCode: "admission-webhook", message, found };
  }
  return { ...apiTrouble(dryRun, asked), ...base };
}
