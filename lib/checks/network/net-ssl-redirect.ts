import type { V1ConfigMap } from "@kubernetes/client-node";

import { defineCheck } from "@/lib/checks/define-check";
import type { ApiResult } from "@/lib/probes/types";

/** Where the usual installations of ingress-nginx keep their settings. */
const CONFIG_MAPS = [
  "/api/v1/namespaces/ingress-nginx/configmaps/ingress-nginx-controller",
  "/api/v1/namespaces/kube-system/configmaps/rke2-ingress-nginx-controller",
] as const;
const KEYS = ["ssl-redirect", "force-ssl-redirect", "hsts"] as const;

/** SSL redirection is off on the ingress (S80, S82). The app reads settings; only a live request proves it (D32). */
export const netSslRedirect = defineCheck({
  id: "net-ssl-redirect",
  needs: ["kubernetes"],
  async run({ probes, answers }): Promise<ApiResult<V1ConfigMap> | undefined> {
    if (answers["net.ingressController"] !== "ingress-nginx") return undefined;
    let answer: ApiResult<V1ConfigMap> | undefined;
    for (const path of CONFIG_MAPS) {
      answer = await probes.kubernetes.get<V1ConfigMap>(path);
      if (answer.ok && answer.status === 200) return answer;
    }
    return answer;
  },
  verdict(seen, { answers }) {
    const target = answers["net.ingressAddress"] ?? "ingress";
    const expected = "plain HTTP is answered without a redirect to HTTPS";
    const live =
      "Only a request through the ingress proves it: allow the probe in the cluster, or have the generated Ingress applied.";
    const controller = answers["net.ingressController"];
    if (!seen) {
      const message = `The settings of ${controller ?? "this controller"} cannot be read over the API. ${live}`;
      return [{ target, verdict: "could-not-tell", reasonCode: "unsupported", message, expected }];
    }
    if (!seen.ok || seen.status !== 200) {
      const status = seen.ok ? seen.status : seen.code;
      return [
        {
          target,
          verdict: "could-not-tell",
          reasonCode: seen.ok && seen.status === 403 ? "forbidden" : "not-found",
          message: `The controller's settings could not be read (${status}). ${live}`,
          expected,
        },
      ];
    }
    const data = seen.body?.data ?? {};
    const settings = Object.fromEntries(KEYS.map((key) => [key, data[key]]));
    const found = KEYS.map((key) => `${key}: ${data[key] ?? "default"}`).join(", ");
    if (data["force-ssl-redirect"] === "true") {
      const message = `The controller is set to redirect every request to HTTPS (force-ssl-redirect), whatever an Ingress says. ${live}`;
      return [
        {
          target,
          verdict: "could-not-tell",
          reasonCode: "answer-mismatch",
          message,
          expected,
          found,
          evidence: settings,
        },
      ];
    }
    return [
      {
        target,
        verdict: "could-not-tell",
        reasonCode: "unsupported",
        message: `The controller's settings are ${found}. ${live}`,
        expected,
        found,
        evidence: settings,
      },
    ];
  },
});
