import { createPrivateKey, X509Certificate } from "node:crypto";

import type { KubeconfigRefusal, KubeconfigSummary, SafeKubeconfig } from "../answers";
import { normalHost } from "../schemas/basics";
import {
  IMPERSONATION,
  INSECURE,
  isImpersonation,
  REFUSED_CLUSTER_KEYS,
  REFUSED_USER_KEYS,
  UNKNOWN_KEY,
  WAY_OUT,
} from "./refused-keys";
import { summarise } from "./summary";

export interface ContextChoice {
  name: string;
  cluster: string;
  user: string;
  namespace?: string;
  server?: string;
}
export type KubeconfigInspection =
  | { ok: true; config: SafeKubeconfig; summary: KubeconfigSummary }
  | { ok: false; kind: "refused"; refusals: KubeconfigRefusal[] }
  | { ok: false; kind: "choose-context"; contexts: ContextChoice[] };

type Dictionary = Record<string, unknown>;
const isDictionary = (value: unknown): value is Dictionary =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const asText = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
const DROPPED = new Set(["extensions", "preferences", "disable-compression"]);
const LONGEST_TOKEN = 64 * 1024;

class Refusals {
  readonly all: KubeconfigRefusal[] = [];
  readonly dropped: string[] = [];
  add(code: string, path: string, message: string): undefined {
    this.all.push({ code, path, message: `${path} ${message}` });
    return undefined;
  }
}

interface Entry {
  name: string;
  path: string;
  body: Dictionary;
}

function entries(root: Dictionary, list: string, inner: string, refusals: Refusals): Entry[] {
  const items = root[list];
  if (items === undefined || items === null) return [];
  if (!Array.isArray(items)) {
    refusals.add("shape", list, "must be a list. Export the file again: kubectl config view --raw --minify");
    return [];
  }
  return items.flatMap((item, at) => {
    const name = isDictionary(item) ? asText(item.name) : undefined;
    const body = isDictionary(item) ? (item[inner] ?? {}) : undefined;
    return name !== undefined && isDictionary(body) ? [{ name, path: `${list}[${at}].${inner}`, body }] : [];
  });
}

/** PEM certificates out of base64 data; refuses anything but certificates. */
function certificates(data: unknown, path: string, refusals: Refusals): string | undefined {
  const pem = Buffer.from(asText(data) ?? "", "base64").toString("utf8");
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  try {
    if (!blocks || /PRIVATE KEY/.test(pem)) throw new Error("no certificate");
    for (const block of blocks) new X509Certificate(block);
    return blocks.join("\n");
  } catch {
    return refusals.add(
      "bad-certificate",
      path,
      "does not hold a certificate in base64. Export the file again: kubectl config view --raw --minify --flatten",
    );
  }
}

function readServer(value: unknown, path: string, refusals: Refusals): string | undefined {
  const refuse = (message: string) => refusals.add("server", path, message);
  let url: URL;
  try {
    url = new URL(asText(value) ?? "");
  } catch {
    return refuse("is not an address such as https://api.cluster.example:6443.");
  }
  if (url.protocol !== "https:")
    return refuse("must start with https://; a token is never sent over a plain connection.");
  if (url.username || url.password) return refuse("carries a user name or password. Remove it from the address.");
  if (url.search || url.hash) return refuse("carries a query. Remove everything behind the path.");
  if (normalHost(url.hostname) === undefined) return refuse("names a host that is not valid.");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** What a cluster entry does is refused, whether or not the chosen context uses it. */
function judgeClusterKeys({ path, body }: Entry, refusals: Refusals): void {
  for (const key of Object.keys(body)) {
    const why = REFUSED_CLUSTER_KEYS[key];
    if (why) refusals.add(key, `${path}.${key}`, why);
    else if (key === "insecure-skip-tls-verify") {
      if (body[key] !== false) refusals.add(key, `${path}.${key}`, INSECURE);
    } else if (DROPPED.has(key)) refusals.dropped.push(`${path}.${key}`);
    else if (!["server", "certificate-authority-data", "tls-server-name"].includes(key))
      refusals.add("unknown-key", `${path}.${key}`, UNKNOWN_KEY);
  }
}

function readCluster(
  { path, body }: Entry,
  refusals: Refusals,
): Pick<SafeKubeconfig, "server" | "ca" | "tlsServerName"> | undefined {
  const server = readServer(body.server, `${path}.server`, refusals);
  const data = body["certificate-authority-data"];
  const ca = data ? certificates(data, `${path}.certificate-authority-data`, refusals) : undefined;
  const named = body["tls-server-name"];
  const tlsServerName = named === undefined || named === "" ? undefined : normalHost(asText(named) ?? "");
  if (named && tlsServerName === undefined)
    refusals.add("tls-server-name", `${path}.tls-server-name`, "is not a host name.");
  return server === undefined
    ? undefined
    : { server, ...(ca ? { ca } : {}), ...(tlsServerName ? { tlsServerName } : {}) };
}

/** What a user entry does is refused, whether or not the chosen context uses it. */
function judgeUserKeys({ path, body }: Entry, refusals: Refusals): void {
  for (const key of Object.keys(body)) {
    const why = REFUSED_USER_KEYS[key] ?? (isImpersonation(key) ? IMPERSONATION : undefined);
    if (why) refusals.add(key, `${path}.${key}`, why);
    else if (DROPPED.has(key)) refusals.dropped.push(`${path}.${key}`);
    else if (!["token", "client-certificate-data", "client-key-data"].includes(key))
      refusals.add("unknown-key", `${path}.${key}`, UNKNOWN_KEY);
  }
}

function readUser({ path, body }: Entry, refusals: Refusals): SafeKubeconfig["credential"] | undefined {
  const token = asText(body.token)?.trim();
  if (token) {
    if (!/^[\x21-\x7e]+$/.test(token) || token.length > LONGEST_TOKEN)
      return refusals.add(
        "token",
        `${path}.token`,
        "is not a token: it holds spaces or other characters that no token has.",
      );
    return { kind: "token", token };
  }
  const certificateData = body["client-certificate-data"];
  const keyData = body["client-key-data"];
  if (certificateData && keyData) {
    const certificate = certificates(certificateData, `${path}.client-certificate-data`, refusals);
    const key = Buffer.from(asText(keyData) ?? "", "base64").toString("utf8");
    try {
      const fits = certificate === undefined || new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
      if (!fits)
        return refusals.add(
          "key-mismatch",
          `${path}.client-key-data`,
          "does not belong to the client certificate. Export the file again.",
        );
    } catch {
      return refusals.add(
        "bad-key",
        `${path}.client-key-data`,
        "is not a private key in base64. Export the file again: kubectl config view --raw --minify --flatten",
      );
    }
    return certificate === undefined ? undefined : { kind: "client-certificate", certificate, key };
  }
  return refusals.add("no-credential", path, `has neither a token nor a client certificate with its key. ${WAY_OUT}`);
}

const refused = (refusals: KubeconfigRefusal[]): KubeconfigInspection => ({ ok: false, kind: "refused", refusals });

/**
 * Judges a parsed kubeconfig against the allow-list of catalogue 1.3 and builds the one thing that is
 * kept. Only the chosen context is judged and comes out; the file's other entries are never used.
 */
export function inspectKubeconfig(
  value: unknown,
  options: { context?: string; uploadSha256: string },
): KubeconfigInspection {
  const refusals = new Refusals();
  if (!isDictionary(value))
    return refused([
      {
        code: "shape",
        message: "The file is YAML, but not a kubeconfig. Export it with: kubectl config view --raw --minify",
      },
    ]);
  if (
    (value.kind !== undefined && value.kind !== "Config") ||
    (value.apiVersion !== undefined && value.apiVersion !== "v1")
  ) {
    return refused([
      {
        code: "kind",
        path: "kind",
        message: `The file describes ${String(value.kind).slice(0, 60)}, not a kubeconfig (kind Config, apiVersion v1).`,
      },
    ]);
  }
  for (const key of Object.keys(value)) if (DROPPED.has(key)) refusals.dropped.push(key);
  const clusters = entries(value, "clusters", "cluster", refusals);
  const users = entries(value, "users", "user", refusals);
  const contexts = entries(value, "contexts", "context", refusals);
  for (const cluster of clusters) judgeClusterKeys(cluster, refusals);
  for (const user of users) judgeUserKeys(user, refusals);
  if (refusals.all.length > 0) return refused(refusals.all);
  if (contexts.length === 0)
    return refused([
      {
        code: "no-context",
        path: "contexts",
        message: "The file names no context. Export it with: kubectl config view --raw --minify",
      },
    ]);
  if (contexts.length > 1 && options.context === undefined)
    return { ok: false, kind: "choose-context", contexts: contexts.map((one) => choice(one, clusters)) };
  const wanted = options.context ?? contexts[0]?.name;
  const context = contexts.find(({ name }) => name === wanted);
  if (!context)
    return refused([
      {
        code: "context",
        path: "contexts",
        message: `The file has no context named ${wanted}. It has: ${contexts
          .map(({ name }) => name)
          .join(", ")
          .slice(0, 500)}.`,
      },
    ]);
  const cluster = clusters.find(({ name }) => name === asText(context.body.cluster));
  const user = users.find(({ name }) => name === asText(context.body.user));
  if (!cluster)
    refusals.add("no-cluster", `${context.path}.cluster`, "names a cluster that the file does not describe.");
  if (!user) refusals.add("no-user", `${context.path}.user`, "names a user that the file does not describe.");
  const namespace = asText(context.body.namespace);
  if (namespace && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace))
    refusals.add("namespace", `${context.path}.namespace`, "is not a valid namespace name.");
  for (const key of Object.keys(context.body)) {
    if (isImpersonation(key)) refusals.add(key, `${context.path}.${key}`, IMPERSONATION);
    else if (!["cluster", "user", "namespace"].includes(key)) refusals.dropped.push(`${context.path}.${key}`);
  }
  const connection = cluster ? readCluster(cluster, refusals) : undefined;
  const credential = user ? readUser(user, refusals) : undefined;
  if (refusals.all.length > 0 || !connection || !credential) return refused(refusals.all);
  const config: SafeKubeconfig = {
    contextName: context.name,
    ...connection,
    ...(namespace ? { namespace } : {}),
    credential,
  };
  return {
    ok: true,
    config,
    summary: summarise(config, {
      contextCount: contexts.length,
      dropped: refusals.dropped,
      uploadSha256: options.uploadSha256,
    }),
  };
}

function choice({ name, body }: Entry, clusters: readonly Entry[]): ContextChoice {
  const cluster = asText(body.cluster) ?? "";
  const server = asText(clusters.find((one) => one.name === cluster)?.body.server)?.slice(0, 300);
  const namespace = asText(body.namespace);
  return {
    name,
    cluster,
    user: asText(body.user) ?? "",
    ...(namespace ? { namespace } : {}),
    ...(server ? { server } : {}),
  };
}
