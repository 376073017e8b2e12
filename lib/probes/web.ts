import { setMaxListeners } from "node:events";

import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "./egress/guard";
import { type HttpAnswer, httpClient } from "./http";
import { inert } from "./inert";
import type { WebAnswer, WebProbe, WebResult } from "./types";

/** More than this is not an answer to a question of ours (catalogue 1.4). */
const BODY_BYTES = 1024 * 1024;
const MASK = "[secret]";
const SHORTEST = 4;

export interface WebOptions {
  /** Stated address; its path is put before every question's. */
  url: string;
  ca?: string;
  /** Sent with every question, and to no other host. */
  headers: Readonly<Record<string, string>>;
  /** Secrets and their parts: masked wherever the peer repeats them. */
  hidden: readonly string[];
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}

/** Makes what a peer said fit to show: clean, cut, and without the secrets that it may repeat. */
export function cleaner(hidden: readonly string[]): (text: string) => string {
  const needles = [...new Set(hidden)].filter((one) => one.length >= SHORTEST).sort((a, b) => b.length - a.length);
  return (text) => inert(needles.reduce((said, needle) => said.replaceAll(needle, MASK), text));
}

function read(answer: HttpAnswer, clean: (text: string) => string): WebAnswer {
  const { status, headers, text, address, durationMs } = answer;
  const base = {
    ok: true as const,
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, clean(value)])),
    empty: text.trim() === "",
    durationMs,
    address,
  };
  if (base.empty) return { ...base, body: undefined, notJson: false };
  try {
    const body = JSON.parse(text, (_key, value) => (typeof value === "string" ? clean(value) : value)) as unknown;
    return { ...base, body, notJson: false };
  } catch {
    return { ...base, body: undefined, notJson: true };
  }
}

/** A guarded asker for one web service: fixed headers, no redirect followed, small answers only. */
export function webProbe(options: WebOptions): WebProbe & { close(): void } {
  const { url, ca, headers, policy, egress, signal } = options;
  setMaxListeners(0, signal);
  const stated = new URL(url);
  const plain = stated.protocol === "http:";
  const prefix = stated.pathname.replace(/\/+$/, "");
  const { connectMs, checkMs, bodyBytes, perHost } = policy.limits;
  const clean = cleaner(options.hidden);
  const client = httpClient(
    {
      plain,
      host: stated.hostname.replace(/^\[|\]$/g, ""),
      port: Number(stated.port || (plain ? 80 : 443)),
      ...(ca ? { ca } : {}),
    },
    egress,
    { connectMs, totalMs: checkMs, bodyBytes: Math.min(BODY_BYTES, bodyBytes) },
    perHost,
  );
  return {
    async ask({ method, path, headers: own, body }): Promise<WebResult> {
      const answer = await client.ask({
        method,
        path: `${prefix}${path}`,
        headers: { accept: "application/json", "user-agent": "knovvu-readiness", ...own, ...headers },
        signal,
        ...(body === undefined ? {} : { body }),
      });
      return answer.ok ? read(answer, clean) : { ...answer, message: clean(answer.message) };
    },
    close: () => client.close(),
  };
}
