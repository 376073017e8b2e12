import type { V1IngressClass } from "@kubernetes/client-node";

import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

export interface IngressClassFacts {
  name: string;
  controller: string;
  isDefault: boolean;
}

function pickIngressClass(item: V1IngressClass): IngressClassFacts {
  return {
    name: item.metadata?.name ?? "",
    controller: item.spec?.controller ?? "",
    isDefault: item.metadata?.annotations?.["ingressclass.kubernetes.io/is-default-class"] === "true",
  };
}

/** All ingress classes. */
export function listIngressClasses(kubernetes: KubernetesProbe): Promise<ListResult<IngressClassFacts>> {
  return kubernetes.list<V1IngressClass, IngressClassFacts>(
    "/apis/networking.k8s.io/v1/ingressclasses",
    pickIngressClass,
  );
}
