import { createHash } from "node:crypto";
import { setMaxListeners } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";

import type { SafeKubeconfig } from "@/lib/intake/answers";
import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "../egress/guard";
import { type HttpAnswer, httpClient } from "../http";
import { inert } from "../inert";
import type { ApiAnswer, ApiConnection, ApiResult, KubernetesProbe, ListResult, Unreachable } from "../types";
import { allowedByOwnRules, askAccess, type RulesReview } from "./access";

const OPENSHIFT_TOKEN = "sha256~";
const PAGE = 250;
const MOST_PAGES = 400;
const RETRIES = 2;
const LONGEST_WAIT_MS = 3_000;
const READ_ONLY_POSTS =
  /^\/apis\/(authorization|authentication)\.k8s\.io\/[a-z0-9]+\/(namespaces\/[^/]+\/)?(self|local)?subject(access|rules)?reviews$/;

interface StatusBody {
  message?: unknown;
  reason?: unknown;
}
interface ListBody<Item> {
  items?: Item[];
  metadata?: { continue?: string };
}

/** The server writes a list's metadata before its items, so the next page can be on its way while one is read. */
const EARLY_CONTINUE = /^\{(?:"kind":"[^"]*",|"apiVersion":"[^"]*",)*"metadata":\{[^{}]*"continue":"([^"\\]+)"/;
const EARLY_CHARS = 16_384;

function parse(text: string): { body: unknown; notJson: boolean } {
  if (!text) return { body: undefined, notJson: false };
  try {
    return { body: JSON.parse(text), notJson: false };
  } catch {
    return { body: undefined, notJson: true };
  }
}

function toAnswer<T>(answer: HttpAnswer): ApiAnswer<T> {
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

/** The probe of one run against one API server, built from the allow-listed kubeconfig only. */
export function kubernetesProbe(options: {
  config: SafeKubeconfig;
  caBundle?: string;
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}): KubernetesProbe & { close(): void } {
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
  const { connectMs, checkMs, bodyBytes, checkBytes, perHost } = policy.limits;
  const limits = { connectMs, totalMs: checkMs, bodyBytes };
  const client = httpClient({ ...peer, ...identity }, egress, limits, perHost);
  const stranger = httpClient(peer, egress, limits, 1);
  const authorization: Record<string, string> =
    credential.kind === "token" ? { authorization: `Bearer ${credential.token}` } : {};
  const once = new Map<string, Promise<unknown>>();
  const traffic = { requests: 0, bytes: 0, byMethod: {} as Record<string, number> };

  function remember<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = once.get(key) as Promise<T> | undefined;
    if (known) return known;
    const reading = read();
    once.set(key, reading);
    return reading;
  }

  async function raw(method: "GET" | "POST", path: string, body?: unknown): Promise<HttpAnswer | Unreachable> {
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

  async function ask<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<ApiResult<T>> {
    const answer = await raw(method, path, body);
    return answer.ok ? toAnswer<T>(answer) : answer;
  }

  const get = <T>(path: string) => remember(`GET ${path}`, () => ask<T>("GET", path));

  async function page<Item, T>(path: string, pick: (item: Item) => T | undefined): Promise<ListResult<T>> {
    const started = Date.now();
    let restarted = false;
    let bytes = 0;
    const stopped = (code: "error" | "timeout", message: string): ListResult<T> => {
      const durationMs = Date.now() - started;
      return { ok: false, answer: { ok: false, code, phase: "response", message, durationMs, addressesTried: [] } };
    };
    const askPage = (token: string) => {
      const more = token ? `&continue=${encodeURIComponent(token)}` : "";
      return raw("GET", `${path}${path.includes("?") ? "&" : "?"}limit=${PAGE}${more}`);
    };
    const within = (read: number) => read <= checkBytes && Date.now() - started <= checkMs;
    let ahead: { token: string; answer: ReturnType<typeof askPage> } | undefined;
    for (;;) {
      const items: T[] = [];
      const seen = new Set<string>();
      let token = "";
      let pages = 0;
      let gone = false;
      do {
        const sent = await (ahead?.token === token ? ahead.answer : askPage(token));
        if (!sent.ok) return { ok: false, answer: sent };
        bytes += sent.bytes;
        const early = sent.status === 200 ? EARLY_CONTINUE.exec(sent.text.slice(0, EARLY_CHARS))?.[1] : undefined;
        const goesOn = early !== undefined && !seen.has(early) && pages + 1 < MOST_PAGES && within(bytes);
        ahead = goesOn ? { token: early, answer: askPage(early) } : undefined;
        if (ahead) await nextTurn();
        const answer = toAnswer<ListBody<Item>>(sent);
        if (answer.status === 410 && !restarted) {
          gone = true;
          break;
        }
        if (answer.status !== 200 || !Array.isArray(answer.body?.items)) return { ok: false, answer };
        for (const item of answer.body.items) {
          const kept = pick(item);
          if (kept !== undefined) items.push(kept);
        }
        pages++;
        token = answer.body.metadata?.continue ?? "";
        if (token && (seen.has(token) || pages >= MOST_PAGES)) {
          return stopped("error", `${path} never came to its last page; ${pages} pages were read.`);
        }
        if (token && bytes > checkBytes) {
          const most = Math.round(checkBytes / 1_048_576);
          return stopped("error", `${path} is larger than ${most} MiB; ${pages} pages were read, then it was cut off.`);
        }
        if (token && Date.now() - started > checkMs)
          return stopped(
            "timeout",
            `${path} had not come to its last page after ${checkMs / 1000} s; ${pages} pages were read.`,
          );
        seen.add(token);
      } while (token);
      if (!gone) return { ok: true, items, pages, durationMs: Date.now() - started };
      restarted = true;
    }
  }

  const picks = new WeakMap<object, number>();
  let pickCount = 0;
  function pickNumber(pick: object): number {
    const known = picks.get(pick) ?? ++pickCount;
    picks.set(pick, known);
    return known;
  }

  async function rules(namespace: string): Promise<ApiResult<RulesReview>> {
    const path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } };
    const answer = await review<{ status?: RulesReview }>(path, body);
    if (!answer.ok) return answer;
    // A refusal is a Status object, whose `status` is the word Failure.
    const listed = answer.status === 201 && Array.isArray(answer.body?.status?.resourceRules);
    return { ...answer, body: listed ? answer.body?.status : undefined };
  }

  function ownName(): Promise<string | undefined> {
    return remember("own name", async () => {
      const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
      const path = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
      const answer = await review<{ status?: { userInfo?: { username?: string } } }>(path, body);
      return answer.ok && answer.status === 201 ? answer.body?.status?.userInfo?.username : undefined;
    });
  }

  function review<T>(path: string, body: unknown): Promise<ApiResult<T>> {
    if (!READ_ONLY_POSTS.test(path)) throw new Error(`${path} is not a review: vantage app writes nothing.`);
    return remember(`POST ${path} ${JSON.stringify(body)}`, async () => {
      if (path.endsWith("/localsubjectaccessreviews") && (await allowedByOwnRules(body, ownName, rules))) {
        const said = { ...(body as object), status: { allowed: true } } as T;
        return { ok: true, status: 201, body: said, notJson: false, message: "", reason: "", durationMs: 0 };
      }
      return ask<T>("POST", path, body);
    });
  }

  return {
    async connect(): Promise<ApiConnection> {
      traffic.requests++;
      const answer = await stranger.ask({
        method: "GET",
        path: `${prefix}/version`,
        signal,
        headers: { accept: "application/json" },
      });
      if (!answer.ok) return answer;
      const { address, status, durationMs, certificate } = answer;
      if (!certificate)
        return {
          ok: false,
          code: "tls-untrusted",
          phase: "tls",
          message: `${host} showed no certificate.`,
          durationMs,
          addressesTried: [address],
        };
      const date = Date.parse(answer.headers.date ?? "");
      return {
        ok: true,
        address,
        certificate,
        status,
        durationMs,
        ...(Number.isNaN(date) ? {} : { clockSkewMs: date - Date.now() }),
      };
    },
    get,
    list: (path, pick) => remember(`LIST ${path} ${pickNumber(pick)}`, () => page(path, pick)),
    access: (tuples) => askAccess(tuples, rules, review),
    rules,
    review,
    ownToken() {
      if (credential.kind !== "token" || !credential.token.startsWith(OPENSHIFT_TOKEN)) return undefined;
      const hash = createHash("sha256").update(credential.token.slice(OPENSHIFT_TOKEN.length)).digest("base64url");
      return get(`/apis/oauth.openshift.io/v1/useroauthaccesstokens/${OPENSHIFT_TOKEN}${hash}`);
    },
    dryRun(path, body) {
      const url = `${path}${path.includes("?") ? "&" : "?"}dryRun=All`;
      return remember(`POST ${url} ${JSON.stringify(body)}`, () => ask("POST", url, body));
    },
    traffic: () => ({ ...traffic, byMethod: { ...traffic.byMethod } }),
    close() {
      client.close();
      stranger.close();
    },
  };
}

/** Waits, or less when the run ends. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
