import { defineCheck } from "@/lib/checks/define-check";

const DAY_MS = 86_400_000;

/** The API server answers over verified TLS (S212). */
export const k8sApiReachable = defineCheck({
  id: "k8s-api-reachable",
  needs: ["kubernetes"],
  run: ({ probes }) => probes.kubernetes.connect(),
  verdict(seen, { answers, facts, now, kubeconfig }) {
    const target = kubeconfig?.serverHost ?? "API server";
    const expected = "verified TLS and an answer to GET /version";
    if (!seen.ok) {
      const evidence = { addressesTried: seen.addressesTried, phase: seen.phase, certificate: seen.certificate };
      const base = { target, expected, evidence, message: seen.message, found: seen.code };
      const certificateFault = seen.code === "tls-untrusted" || seen.code === "tls-expired" || seen.code === "tls-name";
      const stated = answers["k8s.apiReachableFrom"] ?? "app";
      if (certificateFault) return [{ ...base, verdict: "fail", reasonCode: seen.code }];
      if (seen.code === "blocked-by-policy")
        return [{ ...base, verdict: "could-not-tell", reasonCode: "blocked-by-policy" }];
      if (seen.code === "error") return [{ ...base, verdict: "could-not-tell", reasonCode: "error" }];
      if (stated === "app") return [{ ...base, verdict: "fail", reasonCode: seen.code }];
      const message = `${seen.message} The answer says that the API is reachable from the terminal server${stated === "unknown" ? ", perhaps" : " only"}: run the check there.`;
      return [{ ...base, verdict: "could-not-tell", reasonCode: seen.code, message }];
    }
    const { certificate } = seen;
    const evidence = { address: seen.address, status: seen.status, certificate, durationMs: seen.durationMs };
    const found = `HTTP ${seen.status} from ${seen.address}, certificate until ${certificate.notAfter.slice(0, 10)}`;
    const base = { target, expected, found, evidence };
    if (![200, 401, 403].includes(seen.status)) {
      const message = `Something answered at ${target}, but with ${seen.status} where the Kubernetes API answers 200, 401 or 403. Check the server address and its path.`;
      return [{ ...base, verdict: "could-not-tell", reasonCode: "error", message }];
    }
    const days = Math.floor((Date.parse(certificate.notAfter) - now.getTime()) / DAY_MS);
    if (days < facts.policy.certificateWarnDays) {
      const message = `The API server answers, but its certificate ends in ${days} days (${certificate.notAfter.slice(0, 10)}).`;
      return [{ ...base, verdict: "warn", reasonCode: "expiring", message }];
    }
    return [
      { ...base, verdict: "pass", reasonCode: "ok", message: `The API server at ${target} answers over verified TLS.` },
    ];
  },
});
