/**
 * Elasticsearch, OpenSearch and Splunk's event collector on loopback, answering as their makers document
 * these few requests (security API, data streams, HEC status codes). They do not prove that a release
 * answers so, nor anything of roles, proxies or clusters behind them; nothing is ever indexed.
 */
import { startWebPeer, type WebPeer, type WebPeerOptions, type WebReply, type WebRequest } from "./web";

const json = (status: number, body: unknown, headers: Record<string, string> = {}): WebReply => ({
  status,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", ...headers },
});

export interface PracticeElastic {
  /** The one accepted Authorization header. */
  authorization: string;
  distribution?: "opensearch";
  version?: string;
  /** A proxy that takes the product's header away. */
  withoutProduct?: boolean;
  /** Privileges that the account lacks. */
  lacking?: readonly string[];
  /** Status of `_has_privileges` in place of an answer: 405 or 400 without security, 403 without the right to ask. */
  privilegesStatus?: number;
  /** The root may not be read, as without the monitor privilege. */
  rootStatus?: number;
  streams?: readonly string[];
  templates?: readonly { patterns: readonly string[]; priority?: number; stream: boolean }[];
  /** Status of listing the templates in place of an answer. */
  templatesStatus?: number;
}

const problem = (status: number, type: string) =>
  json(status, { error: { root_cause: [{ type }], type, reason: `${type} of the tests` }, status });

/** Starts an Elasticsearch or OpenSearch that knows one account. */
export function startElasticPeer(elastic: PracticeElastic, options: WebPeerOptions): Promise<WebPeer> {
  const product: Record<string, string> =
    elastic.distribution || elastic.withoutProduct ? {} : { "x-elastic-product": "Elasticsearch" };
  function answer({ method, path, headers, body }: WebRequest): WebReply {
    if (headers.authorization !== elastic.authorization) return problem(401, "security_exception");
    const [route = ""] = path.split("?");
    if (route === "/") {
      if (elastic.rootStatus) return problem(elastic.rootStatus, "security_exception");
      const number = elastic.version ?? "8.15.0";
      const distribution = elastic.distribution ? { distribution: elastic.distribution } : {};
      return json(200, { name: "node", version: { number, ...distribution }, tagline: "for tests" }, product);
    }
    if (route === "/_security/user/_has_privileges" && method === "POST") return privileges(body);
    if (route.startsWith("/_data_stream/")) {
      const name = decodeURIComponent(route.slice("/_data_stream/".length));
      return elastic.streams?.includes(name)
        ? json(200, { data_streams: [{ name }] })
        : problem(404, "index_not_found_exception");
    }
    if (route === "/_index_template") {
      if (elastic.templatesStatus) return problem(elastic.templatesStatus, "security_exception");
      const index_templates = (elastic.templates ?? []).map(({ patterns, priority, stream }, at) => ({
        name: `template-${at}`,
        index_template: { index_patterns: patterns, priority, ...(stream ? { data_stream: {} } : {}) },
      }));
      return json(200, { index_templates });
    }
    return problem(400, "illegal_argument_exception");
  }
  function privileges(body: Buffer): WebReply {
    if (elastic.privilegesStatus) return problem(elastic.privilegesStatus, "security_exception");
    const asked = JSON.parse(body.toString()) as {
      cluster: string[];
      index: { names: string[]; privileges: string[] }[];
    };
    const has = (name: string) => !elastic.lacking?.includes(name);
    const map = (names: string[]) => Object.fromEntries(names.map((name) => [name, has(name)]));
    const index = Object.fromEntries(
      asked.index.flatMap((one) => one.names.map((name) => [name, map(one.privileges)] as const)),
    );
    const all = [...asked.cluster, ...asked.index.flatMap((one) => one.privileges)].every(has);
    return json(200, { username: "u", has_all_requested: all, cluster: map(asked.cluster), index, application: {} });
  }
  return startWebPeer(answer, options);
}

export interface PracticeSplunk {
  token: string;
  disabled?: boolean;
  /** Indexer acknowledgement: every request needs a channel. */
  acknowledges?: boolean;
  busy?: boolean;
  /** A web server without a collector. */
  absent?: boolean;
}

/** Starts an HTTP Event Collector that knows one token. */
export function startSplunkPeer(splunk: PracticeSplunk, options: WebPeerOptions): Promise<WebPeer> {
  const say = (status: number, code: number, text: string) => json(status, { text, code });
  function answer({ path, headers, body }: WebRequest): WebReply {
    if (splunk.absent) return say(404, 404, "The requested URL was not found on this server.");
    if (path === "/services/collector/health")
      return splunk.busy ? say(503, 18, "HEC is unhealthy, queues are full") : say(200, 17, "HEC is healthy");
    if (path !== "/services/collector/event") return say(404, 404, "The requested URL was not found on this server.");
    const [scheme, token] = String(headers.authorization ?? "").split(" ");
    if (!headers.authorization) return say(401, 2, "Token is required");
    if (scheme !== "Splunk" || !token) return say(401, 3, "Invalid authorization");
    if (token !== splunk.token) return say(403, 4, "Invalid token");
    if (splunk.disabled) return say(403, 1, "Token disabled");
    if (splunk.busy) return say(503, 9, "Server is busy");
    if (splunk.acknowledges && !headers["x-splunk-request-channel"]) return say(400, 10, "Data channel is missing");
    return body.length === 0 ? say(400, 5, "No data") : say(200, 0, "Success");
  }
  return startWebPeer(answer, options);
}
