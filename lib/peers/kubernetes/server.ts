import { createServer } from "node:https";
import type { IncomingMessage as Incoming, ServerResponse as Outgoing } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import { type Certificate, makeCertificate } from "../certificates";
import { answer } from "./requests";
import type { ClusterScenario, Rogue } from "./scenario";

/** A running practice cluster. It speaks the API over TLS on loopback and says so in its certificate. */
export interface KubernetesPeer {
  url: string;
  port: number;
  caPem: string;
  /** A kubeconfig of the usual form around a token of the scenario. */
  kubeconfig(options: { token: string; server?: string; namespace?: string }): string;
  setScenario(scenario: ClusterScenario): void;
  requests(): readonly { method: string; path: string }[];
  forget(): void;
  close(): Promise<void>;
}

const HUGE = Buffer.alloc(1024 * 1024, 0x20);

/** Misbehaves as asked; true when the request was taken care of. */
function misbehave(rogue: Rogue | undefined, request: Incoming, response: Outgoing, state: { gone: boolean; page: number }): boolean {
  if (!rogue) return false;
  const path = request.url ?? "";
  switch (rogue.kind) {
    case "silent":
      return true;
    case "drip": {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 200);
      request.socket.once("close", () => clearInterval(timer));
      return true;
    }
    case "redirect":
      response.writeHead(302, { location: rogue.to }).end();
      return true;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Please log in</body></html>");
      return true;
    case "status":
      response.writeHead(rogue.status, { "content-type": "application/json", ...(rogue.retryAfter ? { "retry-after": String(rogue.retryAfter) } : {}) });
      response.end(JSON.stringify({ kind: "Status", status: "Failure", message: "practice", reason: "Practice", code: rogue.status }));
      return true;
    case "gone-once":
      if (!path.includes("continue=") || state.gone) return false;
      state.gone = true;
      response.writeHead(410, { "content-type": "application/json" }).end(JSON.stringify({ kind: "Status", reason: "Expired", code: 410 }));
      return true;
    case "huge": {
      response.writeHead(200, { "content-type": "application/json" });
      const pour = () => {
        while (!response.destroyed && response.write(HUGE));
        if (!response.destroyed) response.once("drain", pour);
      };
      pour();
      return true;
    }
    case "endless":
      if (!path.includes("limit=")) return false;
      state.page++;
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items: [], metadata: { continue: `page-${state.page}` } }));
      return true;
  }
}

async function readBody(request: Incoming): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function ownCertificate(names: readonly string[]): Promise<{ pem: string; key: string; caPem: string }> {
  const ca = await makeCertificate({ commonName: "practice cluster CA" });
  const { pem, key } = await makeCertificate({ commonName: "practice cluster", names: ["127.0.0.1", "localhost", ...names], issuer: ca });
  return { pem, key, caPem: ca.pem };
}

/** Starts a cluster of the scenario on a free loopback port; `names` go into its certificate. */
export async function startKubernetesPeer(first: ClusterScenario, options: { names?: readonly string[]; certificate?: Pick<Certificate, "pem" | "key"> & { caPem: string } } = {}): Promise<KubernetesPeer> {
  const own = options.certificate ?? (await ownCertificate(options.names ?? []));
  let scenario = first;
  let state = { gone: false, page: 0 };
  const seen: { method: string; path: string }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ cert: own.pem, key: own.key }, async (request: Incoming, response: Outgoing) => {
    const { method = "GET", url = "/" } = request;
    seen.push({ method, path: url });
    if (misbehave(scenario.rogue, request, response, state)) return;
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    const body = method === "POST" ? await readBody(request) : undefined;
    const { status, body: said } = answer(scenario, { method, url: new URL(url, "https://practice"), ...(token ? { token } : {}), ...(body ? { body } : {}) });
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
  }) as ReturnType<typeof createServer> & { listen: (port: number, host: string, done: () => void) => void };
  server.on("secureConnection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}`;
  return {
    url,
    port,
    caPem: own.caPem,
    kubeconfig: ({ token, server: named = url, namespace }) =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "practice", cluster: { server: named, "certificate-authority-data": Buffer.from(own.caPem).toString("base64") } }],
        users: [{ name: "deployer", user: { token } }],
        contexts: [{ name: "practice", context: { cluster: "practice", user: "deployer", ...(namespace ? { namespace } : {}) } }],
        "current-context": "practice",
      }),
    setScenario(next) {
      scenario = next;
      state = { gone: false, page: 0 };
    },
    requests: () => seen,
    forget: () => void seen.splice(0),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
