import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

import type { ApiConnection, ApiResult, KubernetesProbe, ListResult } from "../types";
import { allowedByOwnRules, askAccess, type RulesReview } from "./access";
import { type ApiAccess, apiTransport, toAnswer } from "./transport";

const OPENSHIFT_TOKEN = "sha256~";
const PAGE = 250;
const MOST_PAGES = 400;
const READ_ONLY_POSTS =
  /^\/apis\/(authorization|authentication)\.k8s\.io\/[a-z0-9]+\/(namespaces\/[^/]+\/)?(self|local)?subject(access|rules)?reviews$/;

interface ListBody<Item> {
  items?: Item[];
  metadata?: { continue?: string };
}

/** The server writes a list's metadata before its items, so the next page can be on its way while one is read. */
const EARLY_CONTINUE = /^\{(?:"kind":"[^"]*",|"apiVersion":"[^"]*",)*"metadata":\{[^{}]*"continue":"([^"\\]+)"/;
const EARLY_CHARS = 16_384;

/** The probe of one run against one API server, built from the allow-listed kubeconfig only. */
export function kubernetesProbe(options: ApiAccess): KubernetesProbe & { close(): void } {
  const { config, policy, signal } = options;
  const { checkMs, checkBytes } = policy.limits;
  const { credential } = config;
  const { raw, stranger, host, prefix, traffic, close } = apiTransport(options);
  const once = new Map<string, Promise<unknown>>();

  function remember<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = once.get(key) as Promise<T> | undefined;
    if (known) return known;
    const reading = read();
    once.set(key, reading);
    return reading;
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
    close,
  };
}
