import type { Answers } from "@/lib/intake/answers";

import type { WebProbe } from "./types";
import { type WebOptions, webProbe } from "./web";

/** Where Splunk's collector may already stand in the stated address. */
const COLLECTOR = /\/services\/collector(\/(event|raw|health))?\/?$/;

/**
 * The header that carries the one stored text (obs-log-elastic, obs-log-splunk): a collector token for
 * Splunk, user:password where a colon is, else an API key (Elasticsearch) or a token (OpenSearch).
 */
export function authorizationOf(secret: string, forward: Answers["obs.logForward"]): string {
  const text = secret.trim();
  if (forward === "splunk") return `Splunk ${text.replace(/^Splunk\s+/i, "")}`;
  if (/^(Basic|ApiKey|Bearer)\s+\S/i.test(text)) return text;
  if (text.includes(":")) return `Basic ${Buffer.from(text, "utf8").toString("base64")}`;
  return `${forward === "opensearch" ? "Bearer" : "ApiKey"} ${text}`;
}

/** The customer's log system at its stated address, with the stored credential. */
export function logTargetProbe(
  options: Omit<WebOptions, "headers" | "hidden"> & { secret: string; forward: Answers["obs.logForward"] },
): WebProbe & { close(): void } {
  const { secret, forward, url, ...rest } = options;
  const authorization = authorizationOf(secret, forward);
  const password = secret.slice(secret.indexOf(":") + 1);
  return webProbe({
    ...rest,
    url: forward === "splunk" ? url.replace(COLLECTOR, "") : url,
    headers: { authorization },
    hidden: [secret, secret.trim(), password, authorization, authorization.replace(/^\S+\s+/, "")],
  });
}
