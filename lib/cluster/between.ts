import { pause } from "@/lib/engine/pause";

import { follow, podsOf, podTrouble } from "./job";
import type { Trouble } from "./judge/about";
import { type Echo, judgeTraffic } from "./judge/traffic";
import { nothingSaid, together } from "./lines";
import { agreed, makeAgreed, type Shared } from "./look";
import { ECHO_PORT, echoJob, echoService, reachJob } from "./manifests";
import { withMesh } from "./objects";

const REACH_PODS = 2;

/** Makes the echo of a namespace and waits until it runs; tells where it answers, or why it does not. */
async function raiseEcho(shared: Shared, namespace: string, word: string, meshed: boolean): Promise<Echo[] | Trouble> {
  const { look, closed, timing, signal } = shared;
  const barred = closed.get(namespace);
  if (barred) return barred;
  const service = agreed(shared, "Service", namespace, word);
  const job = agreed(shared, "Job", namespace, word);
  const place = { name: job.name, namespace };
  const failed =
    (await makeAgreed(shared, service, echoService(look, place, "traffic"))) ??
    (await makeAgreed(shared, job, echoJob(look, place, { part: "traffic", ...(meshed ? { meshed } : {}) })));
  if (failed) return failed;
  const began = Date.now();
  let trouble: Trouble | undefined;
  while (!signal.aborted && Date.now() - began < timing.stuckMs) {
    const pods = await podsOf(shared, namespace, "traffic");
    const pod = pods?.find(({ name }) => name.startsWith(job.name));
    if (pod?.running && pod.ip)
      return [
        { host: `${job.name}.${namespace}.svc`, namespace, how: "service" },
        { host: pod.ip, namespace, how: "pod" },
      ];
    trouble = pod ? podTrouble(pod) : undefined;
    await pause(timing.pollMs, signal);
  }
  return trouble ?? { reasonCode: "timeout", message: `The answering pod in ${namespace} did not start.` };
}

/** Every namespace answers, and every other one asks it, by the service's name and by the pod's address. */
async function lookOnce(shared: Shared, meshed: boolean) {
  const { look } = shared;
  const suffix = meshed ? "m" : "";
  const namespaces = (look.answers["ns.list"] ?? []).map(({ name }) => name);
  const raised = await Promise.all(
    namespaces.map(async (name) => [name, await raiseEcho(shared, name, `echo${suffix}`, meshed)] as const),
  );
  const troubles = new Map<string, Trouble>();
  const echoes: Echo[] = [];
  for (const [name, result] of raised) {
    if (Array.isArray(result)) echoes.push(...result);
    else troubles.set(name, result);
  }
  const asked = await Promise.all(
    namespaces
      .filter((name) => !shared.closed.has(name))
      .map(async (namespace) => {
        const targets = echoes
          .filter((one) => one.namespace !== namespace)
          .map(({ host }) => ({ check: "ns-connectivity-live", host, port: ECHO_PORT, mode: "http" as const }));
        if (targets.length === 0) return nothingSaid();
        const job = agreed(shared, "Job", namespace, `reach${suffix}`);
        const place = { name: job.name, namespace, pods: REACH_PODS };
        const failed = await makeAgreed(
          shared,
          job,
          reachJob(look, place, { part: "traffic", targets, tries: 3, ...(meshed ? { meshed } : {}) }),
        );
        const seen = failed ? undefined : await follow(shared, job, { part: "traffic", pods: REACH_PODS });
        const trouble = failed ?? (seen?.said.reach.length === 0 ? seen.trouble : undefined);
        if (trouble) troubles.set(namespace, trouble);
        return seen?.said ?? nothingSaid();
      }),
  );
  return judgeTraffic({ said: together(asked), echoes, namespaces, troubles, meshed });
}

/** Traffic between the namespaces (ns-connectivity-live); where there is a mesh, outside it and inside it. */
export async function lookAtTraffic(shared: Shared): Promise<void> {
  const { judged, started, look } = shared;
  started(["ns-connectivity-live"]);
  const plain = await lookOnce(shared, false);
  if (!withMesh(look.answers)) return judged("ns-connectivity-live", plain, true);
  judged("ns-connectivity-live", plain);
  judged("ns-connectivity-live", [...plain, ...(await lookOnce(shared, true))], true);
}
