import { apiTrouble, dryRunTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { byAnswer, MANAGE, sayTuples, tuples } from "@/lib/checks/permissions";
import type { AccessResult, ApiResult, KubernetesProbe } from "@/lib/probes/types";

import { MONITORING, MONITORING_RESOURCES, type Monitoring, readMonitoring } from "./monitoring";

const VERBS = [...MANAGE, "deletecollection"];

interface Seen extends Monitoring {
  namespaces: { name: string; results: AccessResult[]; dryRun?: ApiResult }[];
}

function monitor(kubernetes: KubernetesProbe, namespace: string, version: string): Promise<ApiResult> {
  const path = `/apis/${MONITORING}/${version}/namespaces/${encodeURIComponent(namespace)}/servicemonitors`;
  return kubernetes.dryRun(path, {
    apiVersion: `${MONITORING}/${version}`,
    kind: "ServiceMonitor",
    metadata: { name: "rdy-trial", namespace },
    spec: { selector: { matchLabels: { "app.kubernetes.io/part-of": "knovvu" } }, endpoints: [{ port: "metrics" }] },
  });
}

/** ServiceMonitors, PrometheusRules and AlertmanagerConfigs can be fully managed (S195). */
export const obsPromRbac = defineCheck({
  id: "obs-prom-rbac",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes }, answers }): Promise<Seen> {
    const monitoring = await readMonitoring(kubernetes);
    const version = monitoring.served.get("servicemonitors");
    const namespaces = (answers["ns.list"] ?? []).map(async ({ name }) => {
      const asked = kubernetes.access(tuples(name, MONITORING, MONITORING_RESOURCES, VERBS));
      const dryRun = version ? await monitor(kubernetes, name, version) : undefined;
      return { name, results: await asked, ...(dryRun ? { dryRun } : {}) };
    });
    return { ...monitoring, namespaces: await Promise.all(namespaces) };
  },
  verdict({ served, unread, namespaces }) {
    if (unread) return [apiTrouble(unread, { target: MONITORING, verb: "get", resource: `/apis/${MONITORING}` })];
    return namespaces.map((one) => judge(one, served));
  },
});

/** Admission speaks after the rights: a trial that it refused is judged as everywhere (catalogue 1.5). */
function trialTrouble(
  target: string,
  dryRun: ApiResult | undefined,
): Pick<Judgement, "verdict" | "reasonCode" | "message"> | undefined {
  if (!dryRun || (dryRun.ok && dryRun.status === 201)) return undefined;
  const asked = { target, verb: "create", resource: "servicemonitors" };
  const { verdict, reasonCode, message } = dryRun.ok ? dryRunTrouble(dryRun, asked) : apiTrouble(dryRun, asked);
  return { verdict, reasonCode, message };
}

function judge({ name, results, dryRun }: Seen["namespaces"][number], served: Map<string, string>): Judgement {
  const expected = `${VERBS.length} verbs on ${MONITORING_RESOURCES.join(", ")}`;
  const { allowed, denied, unknown } = byAnswer(results);
  const base = {
    target: name,
    expected,
    found: `${allowed.length} of ${results.length} allowed`,
    evidence: { denied: sayTuples(denied), dryRun: dryRun?.ok ? dryRun.status : undefined },
  };
  const missing = MONITORING_RESOURCES.filter((resource) => !served.has(resource));
  if (missing.length > 0) {
    return {
      ...base,
      verdict: "warn",
      reasonCode: "not-found",
      message: `The cluster does not serve ${missing.join(", ")}, so rights on them mean nothing yet.`,
    };
  }
  const serious = denied.filter(({ tuple }) => tuple.verb !== "deletecollection");
  if (serious.length > 0)
    return {
      ...base,
      verdict: "fail",
      reasonCode: "forbidden",
      message: `In ${name} the credential may not ${sayTuples(serious)}. Bind the generated monitoring Role.`,
    };
  if (unknown.length > 0)
    return {
      ...base,
      verdict: "could-not-tell",
      reasonCode: "error",
      message: `In ${name} the cluster gave no answer for ${sayTuples(unknown)}: ${unknown[0]?.detail ?? "no reason given"}.`,
    };
  const trial = trialTrouble(name, dryRun);
  if (trial) return { ...base, ...trial };
  if (denied.length > 0)
    return {
      ...base,
      verdict: "warn",
      reasonCode: "forbidden",
      message: `In ${name} everything is allowed except deletecollection.`,
    };
  return { ...base, verdict: "pass", reasonCode: "ok", message: `Monitoring objects can be fully managed in ${name}.` };
}
