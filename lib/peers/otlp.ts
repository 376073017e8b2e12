/**
 * An OpenTelemetry collector on loopback, over HTTP and over gRPC, answering as the OTLP specification
 * and gRPC's HTTP/2 mapping say. It does not prove how a vendor's collector treats an empty export; it
 * decodes nothing and keeps nothing.
 */
import { createSecureServer, createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo, Socket } from "node:net";

import type { Certificate } from "./certificates";
import { startWebPeer, type WebPeer, type WebPeerOptions, type WebReply, type WebRequest } from "./web";

const TRACES = "/v1/traces";
const EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

export interface PracticeCollector {
  /** Header that every request must carry. */
  credential?: { name: string; value: string };
  /** Takes protobuf alone. */
  protobufOnly?: boolean;
  /** Status of every export in place of an answer. */
  status?: number;
}

/** Starts a collector that takes OTLP over HTTP. */
export function startOtlpHttpPeer(collector: PracticeCollector, options: WebPeerOptions = {}): Promise<WebPeer> {
  function answer({ method, path, headers, body }: WebRequest): WebReply {
    if (collector.credential && headers[collector.credential.name] !== collector.credential.value)
      return { status: 401 };
    if (collector.status) return { status: collector.status };
    if (method !== "POST" || path !== TRACES) return { status: 404 };
    if (headers["content-type"] === "application/x-protobuf")
      return { status: 200, headers: { "content-type": "application/x-protobuf" } };
    if (collector.protobufOnly) return { status: 415 };
    const asked = JSON.parse(body.toString()) as { resourceSpans?: unknown };
    if (!Array.isArray(asked.resourceSpans)) return { status: 400 };
    return { status: 200, headers: { "content-type": "application/json" }, body: '{"partialSuccess":{}}' };
  }
  return startWebPeer(answer, options);
}

export interface PracticeGrpc {
  credential?: { name: string; value: string };
  /** gRPC status of every export. */
  grpcStatus?: number;
  message?: string;
  /** HTTP status without a gRPC status, as of a proxy in between. */
  httpStatus?: number;
  rogue?: "silent" | "huge" | "reset" | "html" | "many-headers";
}
export interface GrpcPeer {
  port: number;
  requests(): readonly { path: string; headers: Record<string, unknown>; body: Buffer }[];
  connections(): { accepted: number; open: number };
  close(): Promise<void>;
}

const MEBIBYTE = Buffer.alloc(1024 * 1024);

function misbehave(rogue: PracticeGrpc["rogue"], stream: ServerHttp2Stream): boolean {
  switch (rogue) {
    case undefined:
      return false;
    case "html":
      stream.respond({ ":status": 200, "content-type": "text/html" });
      stream.end("<html><body>Please log in</body></html>");
      return true;
    case "reset":
      stream.close(2);
      return true;
    case "many-headers":
      stream.respond({
        ":status": 200,
        "content-type": "application/grpc",
        ...Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`x-${at}`, "1".repeat(40)])),
      });
      stream.end();
      return true;
    case "huge": {
      stream.respond({ ":status": 200, "content-type": "application/grpc" });
      let left = 2_048;
      const more = () => {
        while (left-- > 0 && !stream.destroyed) if (!stream.write(MEBIBYTE)) return void stream.once("drain", more);
        if (!stream.destroyed) stream.end();
      };
      more();
      return true;
    }
    default:
      return true;
  }
}

/** Starts a collector that takes OTLP over gRPC: over TLS with a certificate, else by prior knowledge. */
export async function startOtlpGrpcPeer(
  grpc: PracticeGrpc,
  certificate?: Pick<Certificate, "pem" | "key">,
): Promise<GrpcPeer> {
  const seen: { path: string; headers: Record<string, unknown>; body: Buffer }[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server: Http2Server = certificate
    ? (createSecureServer({ cert: certificate.pem, key: certificate.key }) as unknown as Http2Server)
    : createServer();
  server.on("stream", (stream: ServerHttp2Stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on("error", () => {});
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const path = String(headers[":path"]);
      seen.push({ path, headers: { ...headers }, body: Buffer.concat(chunks) });
      if (misbehave(grpc.rogue, stream)) return;
      if (grpc.httpStatus) {
        stream.respond({ ":status": grpc.httpStatus, "content-type": "text/plain" }, { endStream: true });
        return;
      }
      const type = { ":status": 200, "content-type": "application/grpc" };
      const refuse = (status: number, message: string) =>
        stream.respond({ ...type, "grpc-status": String(status), "grpc-message": message }, { endStream: true });
      if (path !== EXPORT) return refuse(12, "unknown service");
      if (grpc.credential && headers[grpc.credential.name] !== grpc.credential.value)
        return refuse(16, "no valid credential");
      if (grpc.grpcStatus) return refuse(grpc.grpcStatus, encodeURIComponent(grpc.message ?? "of the tests"));
      stream.respond(type, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.end(Buffer.alloc(5));
    });
  });
  server.on("sessionError", () => {});
  server.on("connection", (socket: Socket) => {
    accepted++;
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    requests: () => seen,
    connections: () => ({ accepted, open: sockets.size }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
