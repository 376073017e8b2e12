import { Readable } from "node:stream";

import type { EgressOptions } from "../egress/guard";
import { type HttpAnswer, type HttpAsk, type HttpLimits, httpClient } from "../http";
import type { Unreachable } from "../types";

/** What the SDK hands over to be sent: the part of its request type that is used here. */
export interface SignedRequest {
  protocol: string;
  hostname: string;
  port?: number;
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

/** A part of a path or query as S3's signature counts it: everything but the unreserved characters is encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function queryOf(query: SignedRequest["query"]): string {
  const parts = Object.keys(query ?? {})
    .sort()
    .flatMap((key) => {
      const value = query?.[key];
      if (value === null || value === undefined) return [encode(key)];
      return [value].flat().map((one) => `${encode(key)}=${encode(one)}`);
    });
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}

/** Carries the SDK's signed requests over guarded connections to the stated endpoint and its buckets' hosts, nowhere else. */
export function guardedTransport(
  endpoint: { url: string; ca?: string },
  egress: EgressOptions,
  limits: HttpLimits,
  connections: number,
) {
  const stated = new URL(endpoint.url);
  const plain = stated.protocol === "http:";
  const port = Number(stated.port || (plain ? 80 : 443));
  const clients = new Map<string, ReturnType<typeof httpClient>>();

  function client(host: string): ReturnType<typeof httpClient> {
    const known = clients.get(host);
    if (known) return known;
    const ca = endpoint.ca ? { ca: endpoint.ca } : {};
    const made = httpClient({ plain, host: host.replace(/^\[|\]$/g, ""), port, ...ca }, egress, limits, connections);
    clients.set(host, made);
    return made;
  }

  /** One request of the SDK for `bucket`; the signature is already in its headers. */
  async function ask(request: SignedRequest, bucket: string, signal?: AbortSignal): Promise<HttpAnswer | Unreachable> {
    const host = request.hostname;
    const ours = host === stated.hostname || host === `${bucket}.${stated.hostname}`;
    if (!ours || request.protocol !== stated.protocol || (request.port ?? port) !== port)
      throw new Error(`A request for ${bucket} was made out to another host than its endpoint.`);
    const { expect: _expect, ...headers } = request.headers;
    return client(host).ask({
      method: request.method as HttpAsk["method"],
      path: `${request.path}${queryOf(request.query)}`,
      headers,
      ...(request.body === undefined ? {} : { body: request.body as string | Uint8Array }),
      ...(signal ? { signal } : {}),
    });
  }

  return {
    ask,
    close() {
      for (const one of clients.values()) one.close();
    },
  };
}

/** The answer in the form that the SDK reads; all of it has come, and is handed on as the stream it expects. */
export function sdkResponse({ status, headers, body }: HttpAnswer) {
  return { statusCode: status, headers, body: Readable.from(body.length > 0 ? [body] : [], { objectMode: false }) };
}
