import { defineCheck } from "@/lib/checks/define-check";
import { dialAll, placesOf } from "@/lib/checks/dial-all";

import { judgePlace, placeOfUrl } from "./places";

/** Terminal server reaches the cluster (S49, S51, D6): what the app sees of the same addresses settles nothing. */
export const tsNetCluster = defineCheck({
  id: "ts-net-cluster",
  needs: ["tcp"],
  run({ probes: { tcp }, answers, facts, kubeconfig }) {
    const ingress = answers["net.ingressAddress"];
    return dialAll(tcp, [
      ...placeOfUrl("API server", kubeconfig?.server),
      ...facts.policy.clusterPorts.flatMap((port) => placesOf("ingress", [ingress], port)),
    ]);
  },
  verdict: (seen) => seen.map(judgePlace),
});
