import { inert } from "../inert";
import type { ApiResult } from "../types";
import { type ApiAccess, apiTransport, toAnswer } from "./transport";
import { type ClusterHands, MANAGED, NAME, type Owned, RUN_LABEL } from "./types";

/** The kinds of objects that a probe may make, by the path of their collection. */
const COLLECTIONS =
  /^\/(api\/v1\/namespaces\/[a-z0-9-]+\/(pods|services|secrets|persistentvolumeclaims)|apis\/batch\/v1\/namespaces\/[a-z0-9-]+\/jobs|apis\/networking\.k8s\.io\/v1\/namespaces\/[a-z0-9-]+\/ingresses|apis\/route\.openshift\.io\/v1\/namespaces\/[a-z0-9-]+\/routes)$/;
const LOG_BYTES = 256 * 1024;

function prove(collection: string, name: string): void {
  if (!COLLECTIONS.test(collection) || !NAME.test(name))
    throw new Error(`${collection}/${name} is not an object of a probe.`);
}

function owned(body: Owned): void {
  const labels = body.metadata.labels ?? {};
  if (labels["app.kubernetes.io/managed-by"] !== MANAGED["app.kubernetes.io/managed-by"] || !labels[RUN_LABEL])
    throw new Error("An object of a probe carries the labels of its run.");
}

/**
 * The writing face of the customer's API (catalogue 1.8): makes and removes objects of a probe, and reads
 * what became of them. Only the cluster run and the janitor build it; the checks of the app have no such thing.
 */
export function clusterHands(options: ApiAccess): ClusterHands & { close(): void } {
  const { raw, traffic, close } = apiTransport(options);
  async function ask<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<ApiResult<T>> {
    const answer = await raw(method, path, body);
    return answer.ok ? toAnswer<T>(answer) : answer;
  }
  return {
    create(collection, body) {
      prove(collection, body.metadata.name);
      owned(body);
      return ask("POST", collection, body);
    },
    remove(collection, name) {
      prove(collection, name);
      return ask("DELETE", `${collection}/${name}?propagationPolicy=Background`);
    },
    read: (path) => ask("GET", path),
    trial: (collection, body) => ask("POST", `${collection}?dryRun=All`, body),
    async log(namespace, pod, container) {
      const where = [namespace, pod].map(encodeURIComponent);
      const query = `container=${encodeURIComponent(container)}&limitBytes=${LOG_BYTES}`;
      const answer = await raw("GET", `/api/v1/namespaces/${where[0]}/pods/${where[1]}/log?${query}`);
      if (!answer.ok) return { ok: false, message: answer.message };
      if (answer.status !== 200)
        return { ok: false, message: inert(toAnswer(answer).message) || `HTTP ${answer.status}` };
      return { ok: true, text: answer.text };
    },
    traffic: () => ({ ...traffic, byMethod: { ...traffic.byMethod } }),
    close,
  };
}
