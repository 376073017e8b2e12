import type { IngressController } from "@/lib/intake/answers";

import type { Facts, Remedy } from "./types";

/** Each controller switches its redirect off in its own way; the nginx annotation speaks to one of them only. */
const BY_CONTROLLER: Record<IngressController, string> = {
  "ingress-nginx":
    'Set the annotation nginx.ingress.kubernetes.io/ssl-redirect: "false" on the Ingress, or ssl-redirect: "false" in the controller\'s ConfigMap.',
  "nginx-f5":
    'Set the annotation nginx.org/ssl-redirect: "false" (or ingress.kubernetes.io/ssl-redirect) on the Ingress.',
  "openshift-router":
    "Use a Route with insecureEdgeTerminationPolicy: Allow, or an Ingress without tls: OpenShift ignores nginx annotations.",
  traefik:
    "Remove the redirection of the web entry point from Traefik's static configuration; no annotation switches it off.",
  haproxy: 'Set the annotation haproxy.org/ssl-redirect: "false" on the Ingress.',
  "aws-alb": "Remove the annotation alb.ingress.kubernetes.io/ssl-redirect from the Ingress.",
  "azure-agic": 'Set the annotation appgw.ingress.kubernetes.io/ssl-redirect: "false" on the Ingress.',
  gce: "Remove redirectToHttps from the FrontendConfig that the Ingress names.",
  contour:
    'Set the annotation ingress.kubernetes.io/force-ssl-redirect: "false" on the Ingress, or permitInsecure on the HTTPProxy.',
  "istio-gw": "Set tls.httpsRedirect: false on the HTTP server of the Gateway.",
  other: "Switch the redirect from HTTP to HTTPS off on the controller, and on any load balancer in front of it.",
};

/** How this project's ingress controller stops redirecting (net-ssl-redirect). */
export function redirectRemedy({ answers }: Facts): Remedy {
  return { summary: BY_CONTROLLER[answers["net.ingressController"] ?? "other"], artefact: "A8" };
}
