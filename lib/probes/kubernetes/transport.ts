import { setMaxListeners } from "node:events";

import { pause } from "@/lib/engine/pause";
import type { SafeKubeconfig } from "@/lib/intake/answers";
import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "../egress/guard";
import { type HttpAnswer, httpClient } from "../http";
import { inert } from "../inert";
import type { ApiAnswer, Unreachable } from "../types";

const RETRIES = 2;
const LONGEST_WAIT_MS = 3_000;

/** One API server as the allow-listed kubeconfig names it, and how it may be reached. */
export interface ApiAccess {
  config: SafeKubeconfig;
  caBundle?: string;
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}

interface StatusBody {
  message?: unknown;
  reason?: unknown;
}

function parse(text: string): { body: unknown; notJson: boolean } {
  if (!text) return { body: undefined, notJson: false };
  try {
    return { body: JSON.parse(text), notJson: false };
  } catch {
    return { body: undefined, notJson: true };
  }
}

/** An HTTP answer as one of the API: parsed, its words cleaned and cut. */
export function toAnswer<T>(answer: HttpAnswer): ApiAnswer<T> {
  const { body, notJson } = parse(answer.text);
  const status = (typeof body === "object" && body !== null ? body : {}) as StatusBody;
  const failed = answer.status >= 300;
  const date = Date.parse(answer.headers.date ?? "");
  return {
    ok: true,
    status: answer.status,
    body: body as T | undefined,
    notJson,
    message: failed && typeof status.message === "string" ? inert(status.message) : "",
    reason: failed && typeof status.reason === "string" ? inert(status.reason, 64) : "",
    ...(Number.isNaN(date) ? {} : { clockSkewMs: date - Date.now() }),
    durationMs: answer.durationMs,
  };
}

/** The guarded way to one API server with its credential; 429 and 5xx are asked again, with Retry-After. */
export function apiTransport(options: ApiAccess) {
  const { config, policy, egress, signal } = options;
  // Every request in flight listens for the end of the run; that is no leak.
  setMaxListeners(0, signal);
  const server = new URL(config.server);
  const prefix = server.pathname.replace(/\/+$/, "");
  const host = server.hostname.replace(/^\[|\]$/g, "");
  const ca = [config.ca, options.caBundle].filter(Boolean).join("\n") || undefined;
  const { credential } = config;
  const peer = {
    host,
    port: Number(server.port || 443),
    ...(ca ? { ca } : {}),
    ...(config.tlsServerName ? { servername: config.tlsServerName } : {}),
  };
  const identity =
    credential.kind === "client-certificate" ? { cert: credential.certificate, key: credential.key } : {};
  const { connectMs, checkMs, bodyBytes, perHost } = policy.limits;
  const limits = { connectMs, totalMs: checkMs, bodyBytes };
  const client = httpClient({ ...peer, ...identity }, egress, limits, perHost);
  const stranger = httpClient(peer, egress, limits, 1);
  const authorization: Record<string, string> =
    credential.kind === "token" ? { authorization: `Bearer ${credential.token}` } : {};
  const traffic = { requests: 0, bytes: 0, byMethod: {} as Record<string, number> };

  async function raw(
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<HttpAnswer | Unreachable> {
    const headers = {
      accept: "application/json",
      "user-agent": "knovvu-readiness",
      ...authorization,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    for (let attempt = 0; ; attempt++) {
      traffic.requests++;
      traffic.byMethod[method] = (traffic.byMethod[method] ?? 0) + 1;
      const text = body === undefined ? undefined : JSON.stringify(body);
      const answer = await client.ask({
        method,
        path: `${prefix}${path}`,
        headers,
        signal,
        ...(text === undefined ? {} : { body: text }),
      });
      if (!answer.ok) return answer;
      traffic.bytes += answer.bytes;
      const busy = answer.status === 429 || answer.status >= 500;
      if (!busy || attempt >= RETRIES || signal.aborted) return answer;
      const asked = Number(answer.headers["retry-after"]) * 1000;
      await pause(Math.min(Number.isFinite(asked) && asked > 0 ? asked : 200 * 2 ** attempt, LONGEST_WAIT_MS), signal);
    }
  }

  return {
    raw,
    stranger,
    host,
    prefix,
    traffic,
    close() {
      client.close();
      stranger.close();
    },
  };
}
