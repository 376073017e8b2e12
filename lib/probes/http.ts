import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import { isIP } from "node:net";
import type { TLSSocket } from "node:tls";
import { createGunzip } from "node:zlib";

import { type EgressOptions, guard } from "./egress/guard";
import { inTurn } from "./egress/turns";
import { explain, wantsCertificate } from "./explain";
import { certificateFacts, classifyError, readCertificate } from "./tls";
import type { CertificateFacts, Unreachable } from "./types";

/** One web peer of one run: its name as typed, how it is trusted, and how it is spoken to. */
export interface HttpPeer {
  /** Plain http only where the catalogue allows it (catalogue 1.4). */
  plain?: boolean;
  host: string;
  port: number;
  /** PEM; undefined trusts the public authorities. */
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
}

export interface HttpAnswer {
  ok: true;
  status: number;
  headers: Record<string, string>;
  text: string;
  body: Buffer;
  address: string;
  certificate?: CertificateFacts;
  bytes: number;
  durationMs: number;
}

export interface HttpLimits {
  connectMs: number;
  totalMs: number;
  bodyBytes: number;
}

/** What one request carries; never followed elsewhere. */
export interface HttpAsk {
  method: "GET" | "POST" | "HEAD" | "PUT" | "DELETE";
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
}

/** nginx takes the handshake and the request, and only then says that it wanted a certificate of the client. */
const WANTS_A_CERTIFICATE = /No required SSL certificate was sent/;
const MAX_HEADER_BYTES = 32 * 1024;
/** Every chunk is a trip to another thread; a page of a long list takes a few of them instead of hundreds. */
const UNZIP_CHUNK = 256 * 1024;

class Late extends Error {
  readonly code = "READINESS_TIMEOUT";
  constructor(readonly phase: Unreachable["phase"]) {
    super("deadline");
  }
}

/**
 * A guarded http or https client for one peer: resolves and tests once, dials only tested addresses, keeps
 * connections, follows no redirect, and stops at its deadline and byte cap.
 */
export function httpClient(peer: HttpPeer, egress: EgressOptions, limits: HttpLimits, connections: number) {
  const { plain = false } = peer;
  const Agent = plain ? PlainAgent : SecureAgent;
  const agent = new Agent({ keepAlive: true, maxSockets: connections, keepAliveMsecs: 5_000 });
  const hostHeader = peer.port === (plain ? 80 : 443) ? peer.host : `${peer.host}:${peer.port}`;
  const servername = peer.servername ?? (isIP(peer.host) ? "" : peer.host);
  let target: ReturnType<typeof guard> | undefined;

  async function ask(question: HttpAsk): Promise<HttpAnswer | Unreachable> {
    const started = Date.now();
    target ??= guard(peer.host, peer.port, egress);
    const guarded = await target;
    if (!guarded.ok) {
      const phase = guarded.code === "blocked-by-policy" ? "policy" : "dns";
      return {
        ok: false,
        code: guarded.code,
        phase,
        message: guarded.message,
        durationMs: Date.now() - started,
        addressesTried: guarded.addressesTried,
      };
    }
    let failure: Unreachable | undefined;
    for (const address of guarded.addresses) {
      const answer = await inTurn(`${address}:${guarded.port}`, connections, question.signal, () =>
        send(address, guarded.port, question, started),
      );
      if (answer.ok || !["refused", "timeout"].includes(answer.code) || answer.phase !== "connect") return answer;
      failure = { ...answer, addressesTried: guarded.addresses };
    }
    return (
      failure ?? {
        ok: false,
        code: "dns",
        phase: "dns",
        message: `${peer.host} has no address.`,
        durationMs: 0,
        addressesTried: [],
      }
    );
  }

  async function send(
    address: string,
    port: number,
    question: HttpAsk,
    started: number,
  ): Promise<HttpAnswer | Unreachable> {
    try {
      const answer = await exchange(address, port, question, started);
      if (answer.status !== 400 || peer.cert || !WANTS_A_CERTIFICATE.test(answer.text)) return answer;
      return {
        ok: false,
        code: "tls-untrusted",
        phase: "tls",
        message: wantsCertificate(`${peer.host}:${peer.port}`),
        durationMs: answer.durationMs,
        addressesTried: [address],
      };
    } catch (error) {
      const known = classifyError(error);
      const phase = error instanceof Late ? error.phase : known.phase;
      const left = limits.totalMs - (Date.now() - started);
      const certificate =
        known.phase === "tls"
          ? await readCertificate(address, port, servername, Math.min(limits.connectMs, left))
          : undefined;
      const message = explain(known.code, phase, `${peer.host}:${peer.port}`, known.detail, certificate);
      return {
        ok: false,
        code: known.code,
        phase,
        message,
        durationMs: Date.now() - started,
        addressesTried: [address],
        ...(certificate ? { certificate } : {}),
      };
    }
  }

  function exchange(address: string, port: number, question: HttpAsk, started: number): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      let phase: Unreachable["phase"] = "connect";
      const start = plain ? plainRequest : secureRequest;
      const request = start({
        agent,
        host: address,
        port,
        method: question.method,
        path: question.path,
        servername,
        ca: peer.ca,
        cert: peer.cert,
        key: peer.key,
        minVersion: "TLSv1.2",
        // Said aloud, because the environment could otherwise switch verification off.
        rejectUnauthorized: true,
        maxHeaderSize: MAX_HEADER_BYTES,
        headers: {
          host: hostHeader,
          "accept-encoding": "gzip",
          ...question.headers,
        },
      });
      const fail = (error: unknown) => {
        clearTimeout(connectTimer);
        clearTimeout(totalTimer);
        question.signal?.removeEventListener("abort", onAbort);
        request.destroy();
        reject(error);
      };
      // Before anything can end the request: an error that nobody hears ends the process.
      request.on("error", fail);
      const onAbort = () => fail(new Late(phase));
      const connectTimer = setTimeout(() => {
        if (phase === "connect" || phase === "tls") fail(new Late(phase));
      }, limits.connectMs);
      const totalTimer = setTimeout(() => fail(new Late(phase)), Math.max(1, limits.totalMs - (Date.now() - started)));
      if (question.signal?.aborted) return onAbort();
      question.signal?.addEventListener("abort", onAbort);
      request.once("socket", (socket) => {
        if (!socket.connecting) {
          phase = "request";
          return;
        }
        socket.once("connect", () => {
          phase = plain ? "request" : "tls";
          if (plain) clearTimeout(connectTimer);
        });
        socket.once("secureConnect", () => {
          phase = "request";
          clearTimeout(connectTimer);
        });
      });
      request.once("response", (response) => {
        phase = "response";
        const certificate = plain ? undefined : certificateFacts(response.socket as TLSSocket);
        const body =
          response.headers["content-encoding"] === "gzip"
            ? response.pipe(createGunzip({ chunkSize: UNZIP_CHUNK }))
            : response;
        const chunks: Buffer[] = [];
        let wire = 0;
        let unzipped = 0;
        response.on("data", (chunk: Buffer) => {
          wire += chunk.length;
        });
        body.on("data", (chunk: Buffer) => {
          unzipped += chunk.length;
          if (unzipped > limits.bodyBytes)
            return fail(
              new Error(`The answer is larger than ${Math.round(limits.bodyBytes / 1_048_576)} MiB and was cut off.`),
            );
          chunks.push(chunk);
        });
        body.once("error", fail);
        response.once("error", fail);
        body.once("end", () => {
          clearTimeout(connectTimer);
          clearTimeout(totalTimer);
          question.signal?.removeEventListener("abort", onAbort);
          const headers: Record<string, string> = {};
          for (const [name, value] of Object.entries(response.headers))
            headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
          const received = Buffer.concat(chunks);
          resolve({
            ok: true,
            status: response.statusCode ?? 0,
            headers,
            body: received,
            text: received.toString("utf8"),
            address,
            bytes: wire,
            durationMs: Date.now() - started,
            ...(certificate ? { certificate } : {}),
          });
        });
      });
      request.end(question.body);
    });
  }

  return { ask, close: () => agent.destroy() };
}
