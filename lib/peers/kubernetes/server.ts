import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import type { SecureVersion } from "node:tls";
import { gzipSync } from "node:zlib";

import { makeCertificate } from "../certificates";
import { answer } from "./requests";
import { misbehave, type RogueState } from "./rogue";
import type { ClusterScenario } from "./scenario";
import type { Answer } from "./status";
import { emptyWorld } from "./world";

/** A running practice cluster. It speaks the API over TLS on loopback and says so in its certificate. */
export interface KubernetesPeer {
  url: string;
  port: number;
  caPem: string;
  /** A kubeconfig of the usual form around a token of the scenario. */
  kubeconfig(options: { token: string; server?: string; namespace?: string }): string;
  setScenario(scenario: ClusterScenario): void;
  /** Every request so far: what was asked, and with which token. */
  requests(): readonly { method: string; path: string; token?: string }[];
  /** Bytes of answers sent so far, as they went over the wire. */
  bytesSent(): number;
  /** Connections taken and still open, TLS or not. */
  connections(): { accepted: number; open: number };
  forget(): void;
  /** How many objects were made here and removed again. */
  counts(): { created: number; removed: number };
  close(): Promise<void>;
}

export interface KubernetesPeerOptions {
  /** Alternative names of its own certificate, beside 127.0.0.1 and localhost. */
  names?: readonly string[];
  certificate?: { pem: string; key: string; caPem: string };
  port?: number;
  /** Old protocol versions, to be refused. */
  tls?: { minVersion?: SecureVersion; maxVersion?: SecureVersion; ciphers?: string };
}

/** The real server compresses answers above this. */
const GZIP_ABOVE = 128 * 1024;

/** A practice cluster may live for weeks: it remembers its latest requests only. */
const MOST_REMEMBERED = 50_000;

/** The JSON of a request; undefined when the caller left in the middle of it. */
async function readBody(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function ownCertificate(names: readonly string[]): Promise<{ pem: string; key: string; caPem: string }> {
  const ca = await makeCertificate({ commonName: "practice cluster CA" });
  const all = ["127.0.0.1", "localhost", ...names];
  const { pem, key } = await makeCertificate({ commonName: "practice cluster", names: all, issuer: ca });
  return { pem, key, caPem: ca.pem };
}

/** Starts a cluster of the scenario on a loopback port (a free one by default). */
export async function startKubernetesPeer(
  first: ClusterScenario,
  options: KubernetesPeerOptions = {},
): Promise<KubernetesPeer> {
  const own = options.certificate ?? (await ownCertificate(options.names ?? []));
  let scenario = first;
  const world = emptyWorld();
  let state: RogueState = { used: 0, page: 0 };
  let sent = 0;
  let accepted = 0;
  const seen: { method: string; path: string; token?: string }[] = [];
  const sockets = new Set<Socket>();

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    { status, body, json, text, headers }: Answer,
  ): void {
    const said = Buffer.from(text ?? json ?? JSON.stringify(body));
    const type = text === undefined ? "application/json" : "text/plain; charset=utf-8";
    const gzip = said.length > GZIP_ABOVE && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
    const bytes = gzip ? gzipSync(said, { level: 1 }) : said;
    sent += bytes.length;
    response.writeHead(status, {
      "content-type": type,
      "content-length": bytes.length,
      ...(gzip ? { "content-encoding": "gzip", vary: "Accept-Encoding" } : {}),
      ...headers,
    });
    response.end(bytes);
  }

  const server = createServer(
    { cert: own.pem, key: own.key, ...options.tls },
    async (request: IncomingMessage, response: ServerResponse) => {
      const { method = "GET", url = "/" } = request;
      const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
      seen.push({ method, path: url, ...(token ? { token } : {}) });
      if (seen.length > MOST_REMEMBERED) seen.splice(0, seen.length / 2);
      const body = method === "POST" ? await readBody(request) : undefined;
      if (request.destroyed && !request.complete) return;
      if (misbehave(scenario.rogue, request, response, state)) return;
      const asked = { method, url: new URL(url, "https://practice"), ...(token ? { token } : {}) };
      send(request, response, answer(scenario, { ...asked, ...(body ? { body } : {}) }, world));
    },
  );
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  const front = createTcpServer((socket) => {
    accepted++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (scenario.rogue?.kind === "tls-never-ends") socket.resume();
    else server.emit("connection", socket);
  });
  await new Promise<void>((resolve, reject) => {
    front.once("error", reject);
    front.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = front.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}`;
  return {
    url,
    port,
    caPem: own.caPem,
    kubeconfig: ({ token, server: named = url, namespace }) => kubeconfig(token, named, own.caPem, namespace),
    setScenario(next) {
      scenario = next;
      state = { used: 0, page: 0 };
    },
    requests: () => seen,
    bytesSent: () => sent,
    connections: () => ({ accepted, open: sockets.size }),
    counts: world.counts,
    forget() {
      seen.splice(0);
      sent = 0;
      accepted = 0;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        front.close(() => resolve());
      }),
  };
}

function kubeconfig(token: string, server: string, caPem: string, namespace?: string): string {
  const cluster = { server, "certificate-authority-data": Buffer.from(caPem).toString("base64") };
  const context = { cluster: "practice", user: "deployer", ...(namespace ? { namespace } : {}) };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "practice", cluster }],
    users: [{ name: "deployer", user: { token } }],
    contexts: [{ name: "practice", context }],
    "current-context": "practice",
  });
}
