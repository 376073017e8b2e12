import {
  createServer as createPlain,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createSecure } from "node:https";
import { type AddressInfo, createServer as createTcp, type Socket } from "node:net";

import type { Certificate } from "./certificates";
import { misbehave } from "./kubernetes/rogue";
import type { Rogue } from "./kubernetes/scenario";

/** One request as it came in. */
export interface WebRequest {
  method: string;
  /** Path and query, as sent. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}
export interface WebReply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Ways to misbehave that no cluster has: a body that is not what its type says. */
export type WebRogue = Rogue | { kind: "lying-type"; type: string };

export interface WebPeerOptions {
  /** Absent: plain http. */
  certificate?: Pick<Certificate, "pem" | "key">;
  rogue?: WebRogue;
  port?: number;
}
export interface WebPeer {
  port: number;
  requests(): readonly WebRequest[];
  connections(): { accepted: number; open: number };
  close(): Promise<void>;
}

function pretend(rogue: WebRogue | undefined, request: IncomingMessage, response: ServerResponse): boolean {
  if (rogue?.kind !== "lying-type") return misbehave(rogue, request, response, { used: 0, page: 0 });
  response.writeHead(200, { "content-type": rogue.type }).end("<html><body>Please log in</body></html>");
  return true;
}

/** A loopback web server that answers as told and remembers what it was asked; the ground of the web peers. */
export async function startWebPeer(
  answer: (request: WebRequest) => WebReply | Promise<WebReply>,
  { certificate, rogue, port: wanted = 0 }: WebPeerOptions = {},
): Promise<WebPeer> {
  const seen: WebRequest[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const take = async (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = "GET", url = "/", headers } = incoming;
    const request = { method, path: url, headers, body: Buffer.concat(chunks) };
    seen.push(request);
    if (pretend(rogue, incoming, response)) return;
    const { status, headers: said = {}, body = "" } = await answer(request);
    response.writeHead(status, { ...said, ...(status === 204 ? {} : { "content-length": Buffer.byteLength(body) }) });
    response.end(method === "HEAD" ? undefined : body);
  };
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    take(incoming, response).catch(() => response.destroy());
  };
  const server = certificate
    ? createSecure({ cert: certificate.pem, key: certificate.key }, listener)
    : createPlain(listener);
  server.on("tlsClientError", (_error, socket: Socket) => socket.destroy());
  const front = createTcp((socket) => {
    accepted++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (rogue?.kind === "tls-never-ends") socket.resume();
    else server.emit("connection", socket);
  });
  await new Promise<void>((resolve, reject) => {
    front.once("error", reject);
    front.listen(wanted, "127.0.0.1", resolve);
  });
  return {
    port: (front.address() as AddressInfo).port,
    requests: () => seen,
    connections: () => ({ accepted, open: sockets.size }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        front.close(() => resolve());
      }),
  };
}
