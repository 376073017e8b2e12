import type { SecretFieldId } from "@/lib/intake/answers";

import type { Facts } from "./types";

/** Which requirement proves by a log-in that a secret exists and works, wherever it is kept. */
export const PROVED_BY = {
  "k8s.kubeconfig": "k8s-credential-valid",
  "reg.password": "reg-auth",
  "reg.aws": "reg-auth",
  "reg.vendorPassword": "reg-vendor-credentials",
  "db.password": "db-login",
  "os.secretKey": "os-endpoint",
} as const satisfies Partial<Record<SecretFieldId, string>>;

/**
 * The secrets that the customer has delivered: stored here, or kept in a closed network with a log-in that a signed
 * result from there has proved (prj-information, S201 to S215; docs/decisions/014).
 */
export function deliveredSecrets({ secretsSet, provedElsewhere }: Facts): ReadonlySet<SecretFieldId> {
  return provedElsewhere && provedElsewhere.size > 0 ? new Set([...secretsSet, ...provedElsewhere]) : secretsSet;
}
