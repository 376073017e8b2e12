import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { type ApiGroups, readApiGroups } from "@/lib/checks/facts/api-groups";
import { type IngressClassFacts, listIngressClasses } from "@/lib/checks/facts/ingress-classes";
import type { ListResult, TcpResult } from "@/lib/probes/types";

const HINTS = [
  "route.openshift.io",
  "traefik.io",
  "projectcontour.io",
  "k8s.nginx.org",
  "networking.gke.io",
  "elbv2.k8s.aws",
];
const COMMUNITY_NGINX = "k8s.io/ingress-nginx";

interface Seen {
  classes: ListResult<IngressClassFacts>;
  groups: ApiGroups;
  ports: { port: number; result: TcpResult }[];
}

/** An ingress controller serves the base domain (derived from S78, S80; D16). The app's part. */
export const netIngressController = defineCheck({
  id: "net-ingress-controller",
  needs: ["kubernetes", "tcp"],
  async run({ probes: { kubernetes, tcp }, answers }): Promise<Seen> {
    const address = answers["net.ingressAddress"];
    const dial = async (port: number) => ({ port, result: await tcp.dial(address ?? "", port) });
    const [classes, groups, ports] = await Promise.all([
      listIngressClasses(kubernetes),
      readApiGroups(kubernetes),
      address ? Promise.all([dial(80), dial(443)]) : Promise.resolve([]),
    ]);
    return { classes, groups, ports };
  },
  verdict: (seen, context) => [
    judgeClass(seen, context),
    ...seen.ports.map((one) => judgePort(one, context.answers["net.ingressAddress"] ?? "")),
  ],
});

function judgeClass({ classes, groups }: Seen, { answers }: JudgeContext): Judgement {
  const target = "ingress class";
  const named = answers["net.ingressClass"];
  const expected = named ? `ingress class ${named} exists` : "an ingress class, or a router, exists";
  const served = groups.ok ? HINTS.filter((group) => groups.versions.has(group)) : [];
  const router = served.includes("route.openshift.io");
  if (!classes.ok) {
    if (router && answers["net.ingressController"] === "openshift-router") {
      return {
        target,
        verdict: "pass",
        reasonCode: "ok",
        message: "The OpenShift router is present.",
        expected,
        found: "API group route.openshift.io",
      };
    }
    return { ...apiTrouble(classes.answer, { target, verb: "list", resource: "ingressclasses" }), expected };
  }
  const names = classes.items.map((one) => `${one.name} (${one.controller})`);
  const found = [...names, ...served.map((group) => `API group ${group}`)].join(", ") || "none";
  const base = { target, expected, found, evidence: { classes: names, groups: served } };
  const chosen = named
    ? classes.items.find((one) => one.name === named)
    : classes.items.length === 1
      ? classes.items[0]
      : undefined;
  if (named && !chosen)
    return {
      ...base,
      verdict: "fail",
      reasonCode: "not-found",
      message: `The cluster has no ingress class named ${named}. Found: ${found}.`,
    };
  if (chosen?.controller === COMMUNITY_NGINX) {
    const message = `Ingress class ${chosen.name} is served by the community ingress-nginx controller. It works, but the project was retired in March 2026 and gets no more fixes.`;
    return { ...base, verdict: "warn", reasonCode: "unsupported", message };
  }
  if (chosen)
    return {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      message: `Ingress class ${chosen.name} is there (${chosen.controller}).`,
    };
  if (classes.items.length > 1) {
    return {
      ...base,
      verdict: "warn",
      reasonCode: "answer-missing",
      message: `The cluster has several ingress classes and none is named in the answers: ${names.join(", ")}. Name the one to use.`,
    };
  }
  if (router) return { ...base, verdict: "pass", reasonCode: "ok", message: "The OpenShift router is present." };
  if (served.length > 0)
    return {
      ...base,
      verdict: "could-not-tell",
      reasonCode: "unsupported",
      message: `No ingress class exists, but ${found} hints at a controller that may work without one.`,
    };
  return {
    ...base,
    verdict: "could-not-tell",
    reasonCode: "not-found",
    message:
      "No ingress class and no sign of a controller was found. Ask the cluster administrator how the base domain is served.",
  };
}

/** Seen from the app, a closed port decides nothing: only the terminal server or a pod can. */
function judgePort({ port, result }: { port: number; result: TcpResult }, address: string): Judgement {
  const target = `${address}:${port}`;
  const expected = "answers";
  if (result.ok && result.held)
    return {
      target,
      verdict: "pass",
      reasonCode: "ok",
      message: `${target} answers.`,
      expected,
      found: `connected in ${result.durationMs} ms`,
    };
  if (result.ok)
    return {
      target,
      verdict: "could-not-tell",
      reasonCode: "reset",
      message: `${target} took the connection and closed it at once: something in between may answer for others.`,
      expected,
      found: "closed at once",
    };
  const message = `${result.message} Only the terminal server can decide this.`;
  return {
    target,
    verdict: "could-not-tell",
    reasonCode: result.code === "blocked-by-policy" ? "blocked-by-policy" : "app-unreachable",
    message,
    expected,
    found: result.code,
  };
}
