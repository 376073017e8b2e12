import { pause } from "@/lib/engine/pause";

import { follow, podsOf, podTrouble } from "./job";
import type { Trouble } from "./judge/about";
import { judgeRedirect } from "./judge/redirect";
import { agreed, makeAgreed, type Shared } from "./look";
import { echoJob, echoService, redirectJob, webEntry } from "./manifests";
import { homeNamespace } from "./parts";
import { redirectHost } from "./targets";

/** Whether the ingress turns HTTP into HTTPS (net-ssl-redirect): a pod, a service and an entry, asked from inside. */
export async function lookAtRedirect(shared: Shared): Promise<void> {
  const { look, judged, started, closed, timing, signal } = shared;
  const { answers, hex } = look;
  started(["net-ssl-redirect"]);
  const namespace = homeNamespace(answers) ?? "";
  const host = redirectHost(answers["net.baseDomain"] ?? "", hex);
  const end = (trouble: Trouble) => judged("net-ssl-redirect", judgeRedirect([], host, answers, trouble), true);
  const barred = closed.get(namespace);
  if (barred) return end(barred);
  const web = agreed(shared, "Job", namespace, "web");
  const service = agreed(shared, "Service", namespace, "web");
  const kind = answers["k8s.distribution"] === "openshift" ? "Route" : "Ingress";
  const entry = agreed(shared, kind, namespace, "web");
  const place = { name: web.name, namespace };
  const failed =
    (await makeAgreed(shared, service, echoService(look, place, "redirect"))) ??
    (await makeAgreed(shared, web, echoJob(look, place, { part: "redirect" }))) ??
    (await makeAgreed(shared, entry, webEntry(look, { ...place, host })));
  if (failed) return end(failed);
  const began = Date.now();
  for (;;) {
    const pod = (await podsOf(shared, namespace, "redirect"))?.find(({ name }) => name.startsWith(web.name));
    if (pod?.running || signal.aborted) break;
    if (Date.now() - began > timing.stuckMs)
      return end(
        (pod ? podTrouble(pod) : undefined) ?? { reasonCode: "timeout", message: "The answering pod did not start." },
      );
    await pause(timing.pollMs, signal);
  }
  const ask = agreed(shared, "Job", namespace, "ask");
  const asked = { host, address: answers["net.ingressAddress"] ?? "", pod: web.name };
  const refused = await makeAgreed(shared, ask, redirectJob(look, { name: ask.name, namespace }, asked));
  if (refused) return end(refused);
  const seen = await follow(shared, ask, { part: "redirect", pods: 1 });
  judged("net-ssl-redirect", judgeRedirect(seen.said.redirect, host, answers, seen.trouble), true);
}
