import type { V1LabelSelector } from "@kubernetes/client-node";

import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { type NamespaceRead, readNamespace } from "@/lib/checks/facts/namespaces";
import { selects } from "@/lib/checks/namespaces/policy-reach";

import { MONITORING } from "./monitoring";

interface Prometheus {
  metadata?: { name?: string; namespace?: string };
  spec?: { serviceMonitorSelector?: V1LabelSelector; serviceMonitorNamespaceSelector?: V1LabelSelector };
}
interface Scraper {
  name: string;
  namespace: string;
  monitors?: V1LabelSelector;
  namespaces?: V1LabelSelector;
}

function pickScraper({ metadata, spec }: Prometheus): Scraper {
  return {
    name: metadata?.name ?? "",
    namespace: metadata?.namespace ?? "",
    ...(spec?.serviceMonitorSelector ? { monitors: spec.serviceMonitorSelector } : {}),
    ...(spec?.serviceMonitorNamespaceSelector ? { namespaces: spec.serviceMonitorNamespaceSelector } : {}),
  };
}

/** Prometheus will pick up what Knovvu exposes (derived from S195). */
export const obsPromScrape = defineCheck({
  id: "obs-prom-scrape",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes }, answers }) {
    const names = (answers["ns.list"] ?? []).map(({ name }) => name);
    const [scrapers, namespaces] = await Promise.all([
      kubernetes.list<Prometheus, Scraper>(`/apis/${MONITORING}/v1/prometheuses`, pickScraper),
      Promise.all(names.map(async (name) => ({ name, read: await readNamespace(kubernetes, name) }))),
    ]);
    return { scrapers, namespaces };
  },
  verdict({ scrapers, namespaces }) {
    const target = "Prometheus selectors";
    const expected = "our namespaces and ServiceMonitors are selected";
    if (!scrapers.ok) {
      const trouble = apiTrouble(scrapers.answer, { target, verb: "list", resource: `prometheuses.${MONITORING}` });
      return [
        { ...trouble, expected, message: `${trouble.message} Ask the customer which label a ServiceMonitor needs.` },
      ];
    }
    if (scrapers.items.length === 0) {
      return [
        {
          target,
          verdict: "could-not-tell",
          reasonCode: "not-found",
          message: "No Prometheus object exists, so nobody would scrape yet.",
          expected,
          found: "none",
        },
      ];
    }
    return namespaces.map((namespace) => judge(namespace, scrapers.items, expected));
  },
});

function judge(
  { name, read }: { name: string; read: NamespaceRead },
  scrapers: readonly Scraper[],
  expected: string,
): Judgement {
  const labels = { "kubernetes.io/metadata.name": name, ...(read.ok ? read.item.labels : {}) };
  // A missing namespace selector means "only the Prometheus's own namespace".
  const sees = (one: Scraper) => (one.namespaces ? selects(one.namespaces, labels) : one.namespace === name);
  const seen = scrapers.filter(sees);
  const evidence = { prometheuses: scrapers.map((one) => `${one.namespace}/${one.name}`) };
  const base = { target: name, expected, evidence };
  if (seen.length === 0 && !read.ok) {
    const trouble = apiTrouble(read.answer, { target: name, verb: "get", resource: `namespaces/${name}` });
    return { ...trouble, expected, evidence };
  }
  if (seen.length === 0) {
    return {
      ...base,
      verdict: "fail",
      reasonCode: "unsupported",
      found: "not selected",
      message: `No Prometheus looks into ${name}. Its serviceMonitorNamespaceSelector must admit the namespace.`,
    };
  }
  const free = seen.find((one) => one.monitors && selects(one.monitors, {}));
  if (free)
    return {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      found: `${free.namespace}/${free.name}`,
      message: `${free.namespace}/${free.name} will scrape ${name}.`,
    };
  // No selector at all selects nothing; an empty one selects everything.
  if (seen.every((one) => !one.monitors))
    return {
      ...base,
      verdict: "fail",
      reasonCode: "unsupported",
      found: "no serviceMonitorSelector",
      message: `Prometheus looks into ${name}, but has no serviceMonitorSelector, so it picks no ServiceMonitor at all. Set one.`,
    };
  const wanted = seen.flatMap((one) =>
    Object.entries(one.monitors?.matchLabels ?? {}).map(([key, value]) => `${key}: ${value}`),
  );
  const label = wanted.join(", ") || "a label that its selector asks for";
  return {
    ...base,
    verdict: "warn",
    reasonCode: "unsupported",
    found: `needs ${label}`,
    message: `Prometheus looks into ${name}, but picks only ServiceMonitors with ${label}. Tell SESTEK that label.`,
  };
}
