import { type Holding, listClaims } from "@/lib/checks/facts/holdings";
import { listRunningPods } from "@/lib/checks/facts/pods";
import type { Answers } from "@/lib/intake/answers";
import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

/** What others left in a namespace, by name; `undefined` where the list may not be read or was not asked for. */
export interface Leftovers {
  pods?: string[];
  claims?: string[];
}

const NAMED = 5;

/** From the list of the whole cluster, which other checks share, else from that of the namespace alone. */
async function held(
  kubernetes: KubernetesProbe,
  namespace: string,
  list: (kubernetes: KubernetesProbe, namespace?: string) => Promise<ListResult<Holding>>,
): Promise<string[] | undefined> {
  const everywhere = await list(kubernetes);
  const found = everywhere.ok ? everywhere : await list(kubernetes, namespace);
  if (!found.ok) return undefined;
  return found.items.filter((one) => one.namespace === namespace && !one.ours).map(({ name }) => name);
}

/**
 * Pods that have not ended and volume claims in one namespace, without what this application made (ns-exist).
 * Where volumes are made by hand the claims belong to the plan, so they are not read.
 */
export async function leftoversIn(
  kubernetes: KubernetesProbe,
  namespace: string,
  provisioning: Answers["st.provisioning"],
): Promise<Leftovers> {
  const [pods, claims] = await Promise.all([
    held(kubernetes, namespace, listRunningPods),
    provisioning === "manual" ? undefined : held(kubernetes, namespace, listClaims),
  ]);
  return { ...(pods ? { pods } : {}), ...(claims ? { claims } : {}) };
}

/** `pod/a, pvc/b and 3 more`, or undefined where nothing was found. */
export function namesOf({ pods = [], claims = [] }: Leftovers): string | undefined {
  const names = [...pods.map((name) => `pod/${name}`), ...claims.map((name) => `pvc/${name}`)];
  if (names.length === 0) return undefined;
  const rest = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
