import { type ClientHttp2Session, connect as connectHttp2, constants, type IncomingHttpHeaders } from "node:http2";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";

import type { Policy } from "@/lib/requirements/policy";

import { type EgressOptions, guard } from "./egress/guard";
import { inTurn } from "./egress/turns";
import { explain } from "./explain";
import { classifyError, readCertificate } from "./tls";
import type { GrpcResult, Unreachable } from "./types";

/** A frame without compression around a message of no bytes. */
const EMPTY_MESSAGE = Buffer.alloc(5);
/** An answer to an empty request has a few bytes. */
const MOST_BYTES = 64 * 1024;
const CONTENT_TYPE = /^application\/grpc/;

export interface GrpcOptions {
  /** http is HTTP/2 without TLS, by prior knowledge. */
  url: string;
  ca?: string;
  headers: Readonly<Record<string, string>>;
  clean: (text: string) => string;
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}

class Trouble extends Error {
  constructor(
    readonly phase: Unreachable["phase"],
    readonly reason: unknown,
  ) {
    super(reason instanceof Error ? reason.message : String(reason));
  }
}
class Late extends Error {
  readonly code = "READINESS_TIMEOUT";
}

/** Asks one gRPC method with an empty message over a guarded connection of its own (obs-tracing). */
export function grpcClient(options: GrpcOptions) {
  const { policy, egress, signal, clean } = options;
  const stated = new URL(options.url);
  const plain = stated.protocol === "http:";
  const host = stated.hostname.replace(/^\[|\]$/g, "");
  const port = Number(stated.port || (plain ? 80 : 443));
  const where = `${host}:${port}`;
  const { connectMs, checkMs, perHost } = policy.limits;

  async function call(method: string): Promise<GrpcResult> {
    const started = Date.now();
    const target = await guard(host, port, egress);
    if (!target.ok) {
      const phase = target.code === "blocked-by-policy" ? "policy" : "dns";
      const { code, message, addressesTried } = target;
      return { ok: false, code, phase, message, durationMs: Date.now() - started, addressesTried };
    }
    let last: GrpcResult | undefined;
    for (const address of target.addresses) {
      last = await inTurn(`${address}:${target.port}`, perHost, signal, () =>
        attempt(address, target.port, method, started),
      );
      if (last.ok || last.phase !== "connect" || !["refused", "timeout"].includes(last.code)) return last;
    }
    const message = `${host} has no address.`;
    return last ?? { ok: false, code: "dns", phase: "dns", message, durationMs: 0, addressesTried: [] };
  }

  async function attempt(address: string, dialled: number, method: string, started: number): Promise<GrpcResult> {
    let phase: Unreachable["phase"] = "connect";
    let socket: Socket | undefined;
    let session: ClientHttp2Session | undefined;
    const left = Math.max(1, checkMs - (Date.now() - started));
    let stop: (error: Error) => void = () => {};
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = reject;
    });
    stopped.catch(() => {});
    const onAbort = () => stop(new Late("ended"));
    const whole = setTimeout(() => stop(new Late("deadline")), left);
    const connecting = setTimeout(
      () => (phase === "connect" || phase === "tls") && stop(new Late("deadline")),
      connectMs,
    );
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort);
    try {
      const opened = open(address, dialled, (next) => {
        phase = next;
      });
      socket = opened.socket;
      await Promise.race([opened.ready, stopped]);
      clearTimeout(connecting);
      phase = "request";
      const asked = exchange(opened.stream(), method, (next) => {
        phase = next;
      });
      session = asked.session;
      const ended = await Promise.race([asked.done, stopped]);
      return { ok: true, ...ended, durationMs: Date.now() - started, address };
    } catch (error) {
      const why = error instanceof Trouble ? error : new Trouble(phase, error);
      return trouble(why, address, dialled, started);
    } finally {
      clearTimeout(whole);
      clearTimeout(connecting);
      signal.removeEventListener("abort", onAbort);
      session?.destroy();
      socket?.destroy();
    }
  }

  /** A socket to one tested address; `stream` is what HTTP/2 speaks through. */
  function open(address: string, dialled: number, at: (phase: Unreachable["phase"]) => void) {
    const socket = connectPlain({ host: address, port: dialled });
    let secure: TLSSocket | undefined;
    const ready = new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.once("connect", () => {
        if (plain) return resolve();
        at("tls");
        secure = connectTls({
          socket,
          ALPNProtocols: ["h2"],
          minVersion: "TLSv1.2",
          rejectUnauthorized: true,
          ...(isIP(host) ? { host } : { servername: host }),
          ...(options.ca ? { ca: options.ca } : {}),
        });
        secure.on("error", (error: Error & { code?: string }) =>
          reject(/NO_APPLICATION_PROTOCOL/.test(error.code ?? "") ? noHttp2() : new Trouble("tls", error)),
        );
        secure.once("secureConnect", () => (secure?.alpnProtocol === "h2" ? resolve() : reject(noHttp2())));
      });
    });
    return { socket, ready, stream: () => secure ?? socket };
  }

  function exchange(stream: Socket | TLSSocket, method: string, at: (phase: Unreachable["phase"]) => void) {
    const session = connectHttp2(stated.origin, {
      createConnection: () => stream,
      settings: { enablePush: false, maxHeaderListSize: 32 * 1024 },
      maxHeaderListPairs: 100,
      maxSessionMemory: 2,
    });
    const done = new Promise<{ status: number; grpcStatus?: number; message: string }>((resolve, reject) => {
      let headers: IncomingHttpHeaders = {};
      let trailers: IncomingHttpHeaders = {};
      let bytes = 0;
      session.on("error", reject);
      session.once("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
      const request = session.request({
        ...Object.fromEntries(Object.entries(options.headers).map(([name, value]) => [name.toLowerCase(), value])),
        [constants.HTTP2_HEADER_METHOD]: "POST",
        [constants.HTTP2_HEADER_PATH]: method,
        "content-type": "application/grpc",
        te: "trailers",
        "user-agent": "knovvu-readiness",
      });
      request.on("error", reject);
      request.once("response", (received) => {
        headers = received;
        at("response");
      });
      request.once("trailers", (received) => {
        trailers = received;
      });
      request.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) reject(new Error(`the answer is larger than ${MOST_BYTES / 1024} KiB and was cut off`));
      });
      request.once("close", () =>
        headers[":status"] === undefined
          ? reject(Object.assign(new Error("closed"), { code: "ECONNRESET" }))
          : resolve(outcome(headers, trailers)),
      );
      request.end(EMPTY_MESSAGE);
    });
    return { session, done };
  }

  /** A status may stand in the trailers, or in the headers of an answer without a body. */
  function outcome(headers: IncomingHttpHeaders, trailers: IncomingHttpHeaders) {
    const status = Number(headers[":status"] ?? 0);
    const spoken = CONTENT_TYPE.test(String(headers["content-type"] ?? ""));
    const given = trailers["grpc-status"] ?? headers["grpc-status"];
    const number = spoken && /^\d{1,2}$/.test(String(given ?? "")) ? Number(given) : undefined;
    const said = String(trailers["grpc-message"] ?? headers["grpc-message"] ?? "");
    return { status, message: clean(decoded(said)), ...(number === undefined ? {} : { grpcStatus: number }) };
  }

  async function trouble({ phase: at, reason }: Trouble, address: string, dialled: number, started: number) {
    const known = classifyError(reason);
    const phase = known.code === "timeout" || known.phase === "request" ? at : known.phase;
    const left = checkMs - (Date.now() - started);
    const certificate =
      known.phase === "tls" && left > 0
        ? await readCertificate(address, dialled, isIP(host) ? "" : host, Math.min(connectMs, left))
        : undefined;
    const failure: Unreachable = {
      ok: false,
      code: known.code,
      phase,
      message: clean(explain(known.code, phase, where, known.detail, certificate)),
      durationMs: Date.now() - started,
      addressesTried: [address],
      ...(certificate ? { certificate } : {}),
    };
    return failure;
  }

  return { call };
}

const noHttp2 = () => new Trouble("request", new Error("it does not offer HTTP/2, which gRPC needs."));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
