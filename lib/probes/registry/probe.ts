import type { RegistryType } from "@/lib/intake/answers";
import { hostOf, type RegistryPlace, splitHost } from "@/lib/intake/registry-place";
import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "../egress/guard";
import { type HttpAnswer, type HttpAsk, httpClient } from "../http";
import type { Unreachable } from "../types";
import { type Challenge, parseChallenges } from "./challenge";
import { realmOf } from "./realm";
import { readToken, TOKEN_ANSWER_BYTES, type Token } from "./token";
import type { RegistryGreeting, RegistryLogin, RegistryProbe, RegistryQuestion, RegistryReply } from "./types";

export interface RegistryProbeOptions {
  /** `host[:port]` as answered. */
  host: string;
  type?: RegistryType;
  username?: string;
  password?: string;
  /** Mints the 12-hour log-in of ECR; used in place of user and password. */
  ecr?: () => Promise<{ ok: true; username: string; password: string } | Extract<RegistryLogin, { ok: false }>>;
  ca?: string;
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}

type Client = ReturnType<typeof httpClient>;
type Refused = Extract<RegistryLogin, { ok: false }>;
const REFUSAL_STATUS: Partial<Record<Refused["reasonCode"], number>> = {
  auth: 401,
  forbidden: 403,
  "rate-limited": 429,
};
const AGENT = { "user-agent": "knovvu-readiness" };

/** Talks to one registry with one user; credentials go to its own hosts and allowed token services only. */
export function registryProbe(options: RegistryProbeOptions): RegistryProbe & { close(): void } {
  const { policy, egress, signal, ca } = options;
  const home = splitHost(options.host);
  const { connectMs, checkMs, bodyBytes, perHost } = policy.limits;
  const limits = { connectMs, totalMs: checkMs, bodyBytes };
  const clients = new Map<string, Client>();
  const once = new Map<string, Promise<unknown>>();
  let credentials: Promise<{ ok: true; username: string; password: string } | Refused> | undefined;

  function remember<T>(key: string, read: () => Promise<T>): Promise<T> {
    const reading = (once.get(key) as Promise<T> | undefined) ?? read();
    once.set(key, reading);
    return reading;
  }

  function client(key: string, host: string, port: number, trust: string | undefined, bytes = bodyBytes): Client {
    const known = clients.get(key);
    if (known) return known;
    const peer = { host, port, ...(trust ? { ca: trust } : {}) };
    const made = httpClient(peer, egress, { ...limits, bodyBytes: bytes }, perHost);
    clients.set(key, made);
    return made;
  }

  /** Public authorities first; the customer's CA only where they do not vouch, so that a private one is seen. */
  async function trusted(
    host: string,
    port: number,
    question: HttpAsk,
    bytes?: number,
  ): Promise<(HttpAnswer & { privateCa: boolean }) | Unreachable> {
    const ask = { ...question, headers: { ...AGENT, ...question.headers }, signal };
    const answer = await client(`${host}:${port}`, host, port, undefined, bytes).ask(ask);
    if (answer.ok) return Object.assign(answer, { privateCa: false });
    if (answer.code !== "tls-untrusted" || !ca) return answer;
    const second = await client(`${host}:${port} with the CA`, host, port, ca, bytes).ask(ask);
    return second.ok ? Object.assign(second, { privateCa: true }) : second;
  }

  const greet = ({ host, port }: Pick<RegistryPlace, "host" | "port"> = home): Promise<RegistryGreeting> =>
    remember(`greet ${host}:${port}`, () => trusted(host, port, { method: "GET", path: "/v2/" }));

  function userOf() {
    credentials ??= options.ecr
      ? options.ecr()
      : Promise.resolve(
          options.username && options.password
            ? { ok: true as const, username: options.username, password: options.password }
            : refused("log in", "answer-missing", "The registry asks for a user, and none is stored."),
        );
    return credentials;
  }

  async function basic(): Promise<{ ok: true; header: string } | Refused> {
    const user = await userOf();
    if (!user.ok) return user;
    return {
      ok: true,
      header: `Basic ${Buffer.from(`${user.username}:${user.password}`, "utf8").toString("base64")}`,
    };
  }

  function token(challenge: Challenge, registry: string, scope: string): Promise<{ ok: true; token: Token } | Refused> {
    return remember(`token ${registry} ${challenge.parameters.realm ?? ""} ${scope}`, async () => {
      const { realm = "", service } = challenge.parameters;
      const { type } = options;
      const allowed = realmOf(realm, {
        registryHost: registry,
        tokenHosts: egress.tokenHosts ?? [],
        ...(type ? { type } : {}),
      });
      if (!allowed.ok) return refused("realm", "blocked-by-policy", allowed.message);
      const user = await basic();
      if (!user.ok) return user;
      const { url } = allowed;
      if (service) url.searchParams.set("service", service);
      url.searchParams.set("scope", scope);
      const port = Number(url.port || 443);
      const question: HttpAsk = {
        method: "GET",
        path: `${url.pathname}${url.search}`,
        headers: { authorization: user.header, accept: "application/json" },
      };
      const answer = await trusted(url.hostname, port, question, TOKEN_ANSWER_BYTES);
      if (!answer.ok)
        return {
          ...refused("token", answer.code, `The token service could not be asked: ${answer.message}`),
          unreachable: answer,
        };
      const read = answer.status === 200 ? readToken(answer.text) : undefined;
      if (read) return { ok: true, token: read };
      return tokenRefused(answer.status, url.host);
    });
  }

  async function authorization(place: Pick<RegistryPlace, "host" | "port">, scope: string) {
    if (place.host !== home.host && !(egress.tokenHosts ?? []).includes(place.host)) {
      const message = `${hostOf(place)} is another host than the registry's own, so it is given no credential. When it is right, the operator of this application adds it to CHECK_TOKEN_HOSTS.`;
      return { ok: false as const, login: refused("log in", "blocked-by-policy", message) };
    }
    const hello = await greet(place);
    if (!hello.ok)
      return { ok: false as const, login: { ...refused("connect", hello.code, hello.message), unreachable: hello } };
    const challenges = parseChallenges(hello.headers["www-authenticate"]);
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    const { privateCa } = hello;
    if (bearer) {
      const got = await token(bearer, place.host, scope);
      if (!got.ok) return { ok: false as const, login: got };
      return { ok: true as const, header: `Bearer ${got.token.value}`, token: got.token, bearer, privateCa };
    }
    if (hello.status < 300) return { ok: true as const, header: undefined, privateCa };
    if (hello.status !== 401 || challenges.length === 0)
      return {
        ok: false as const,
        login: {
          ...refused(
            "challenge",
            hello.status === 429 ? "rate-limited" : "unsupported",
            `${hostOf(place)} answers /v2/ with ${hello.status} and does not say how to log in.`,
          ),
          status: hello.status,
        },
      };
    const user = await basic();
    if (!user.ok) return { ok: false as const, login: user };
    return { ok: true as const, header: user.header, privateCa };
  }

  async function logIn(scope: string): Promise<RegistryLogin> {
    const way = await authorization(home, scope);
    if (!way.ok) return way.login;
    const { privateCa } = way;
    if (!way.header) return { ok: true, kind: "anonymous", privateCa };
    const answer = await trusted(home.host, home.port, {
      method: "GET",
      path: "/v2/",
      headers: { authorization: way.header },
    });
    if (!answer.ok) return { ...refused("log in", answer.code, answer.message), unreachable: answer };
    if (answer.status >= 300) return loginRefused(answer.status, hostOf(home));
    const { granted, expiresAt } = way.token ?? {};
    return {
      ok: true,
      kind: options.ecr ? "ecr" : way.token ? "bearer" : "basic",
      privateCa,
      ...(granted ? { granted } : {}),
      ...(expiresAt ? { expiresAt } : {}),
      ...(way.bearer?.parameters.realm ? { realm: new URL(way.bearer.parameters.realm).host } : {}),
    };
  }

  async function ask({ method, place, path, scope, accept }: RegistryQuestion): Promise<RegistryReply> {
    const way = await authorization(place, scope);
    if (!way.ok) {
      const { login } = way;
      if (login.unreachable) return login.unreachable;
      const status = login.status ?? REFUSAL_STATUS[login.reasonCode];
      // Not asked at all, which is no answer of the registry's about anybody's rights.
      if (status === undefined) {
        const code = login.reasonCode === "blocked-by-policy" ? "blocked-by-policy" : "error";
        return { ok: false, code, phase: "policy", message: login.message, durationMs: 0, addressesTried: [] };
      }
      return { ok: true, stage: "token", status, headers: {}, text: login.message, durationMs: 0 };
    }
    const headers = {
      ...(way.header ? { authorization: way.header } : {}),
      ...(accept ? { accept } : {}),
      ...(method === "POST" ? { "content-length": "0" } : {}),
    };
    const answer = await trusted(place.host, place.port, { method, path, headers });
    if (!answer.ok) return answer;
    const { status, headers: got, text, durationMs } = answer;
    const granted = way.token?.granted;
    return { ok: true, stage: "registry", status, headers: got, text, durationMs, ...(granted ? { granted } : {}) };
  }

  async function administration(url: string) {
    const { hostname, port, pathname, search } = new URL(url);
    const own = hostname === home.host || (egress.tokenHosts ?? []).includes(hostname);
    const user = own ? await basic() : undefined;
    const headers = { accept: "application/json", ...(user?.ok ? { authorization: user.header } : {}) };
    const answer = await trusted(hostname, Number(port || 443), {
      method: "GET",
      path: `${pathname}${search}`,
      headers,
    });
    return answer.ok ? Object.assign(answer, { credentialsSent: user?.ok === true }) : answer;
  }

  return {
    greet,
    logIn: (scope) => remember("log in", () => logIn(scope)),
    ask,
    administration,
    close() {
      for (const one of clients.values()) one.close();
    },
  };
}

function refused(step: Refused["step"], reasonCode: Refused["reasonCode"], message: string): Refused {
  return { ok: false, step, reasonCode, message };
}

function tokenRefused(status: number, host: string): Refused {
  if (status === 401 || status === 403)
    return { ...refused("token", "auth", `${host} refuses the user or the password (${status}).`), status };
  if (status === 429)
    return { ...refused("token", "rate-limited", `${host} asks for patience (429). Run it again later.`), status };
  if (status >= 300 && status < 400)
    return {
      ...refused(
        "token",
        "blocked-by-policy",
        `${host} redirects to another place. Credentials are not sent after a redirect.`,
      ),
      status,
    };
  return { ...refused("token", "error", `${host} gave no token (${status}).`), status };
}

function loginRefused(status: number, host: string): Refused {
  if (status === 401 || status === 403)
    return { ...refused("log in", "auth", `${host} refuses the user or the password (${status}).`), status };
  if (status === 429)
    return { ...refused("log in", "rate-limited", `${host} asks for patience (429). Run it again later.`), status };
  return { ...refused("log in", "error", `${host} answered the log-in with ${status}.`), status };
}
