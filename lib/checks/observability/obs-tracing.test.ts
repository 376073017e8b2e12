import { afterEach, beforeAll, describe, expect, test } from "vitest";

import type { Judgement } from "@/lib/checks/define-check";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import { type PracticeCollector, type PracticeGrpc, startOtlpGrpcPeer, startOtlpHttpPeer } from "@/lib/peers/otlp";
import type { WebPeerOptions } from "@/lib/peers/web";
import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts, Requirement } from "@/lib/requirements/types";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { lookOut } from "@/test/look-out";

const HOST = "otel.corp.example";
const SECRET = "header-of-the-tests";
const credential = { name: "x-otlp-key", value: `Bearer ${SECRET}` };
const headers = { "X-Otlp-Key": `Bearer ${SECRET}` };
let ca: Certificate;
let certificate: Certificate;
let close: (() => Promise<void>) | undefined;

beforeAll(async () => {
  ca = await makeCertificate({ commonName: "their ca" });
  certificate = await makeCertificate({ commonName: HOST, names: [HOST], issuer: ca });
});
afterEach(async () => {
  await close?.();
  close = undefined;
});

interface Case {
  http?: PracticeCollector;
  grpc?: PracticeGrpc;
  /** As typed; the peer stands behind its host and port. */
  endpoint?: string;
  headers?: Record<string, string>;
  plain?: boolean;
  ca?: boolean;
  server?: WebPeerOptions;
}
type Row = [title: string, one: Case, verdict: Verdict, reasonCode: ReasonCode, words?: RegExp];

async function judged(one: Case): Promise<{ found: Judgement; asked: readonly { path: string; body: Buffer }[] }> {
  const secure = one.plain ? undefined : certificate;
  const peer = one.grpc
    ? await startOtlpGrpcPeer(one.grpc, secure)
    : await startOtlpHttpPeer(one.http ?? {}, { ...(secure ? { certificate: secure } : {}), ...one.server });
  close = peer.close;
  const protocol = one.grpc ? ("grpc" as const) : ("http" as const);
  const endpoint = one.endpoint ?? `http${one.plain ? "" : "s"}://${HOST}:${one.grpc ? 4317 : 4318}`;
  const answers: Answers = {
    "obs.tracing": "external-otlp",
    "obs.otlp": { endpoint, protocol },
    ...(one.ca === false ? {} : { "obs.otlpCa": ca.pem }),
  };
  const peers = { [`${HOST}:4317`]: peer.port, [`${HOST}:4318`]: peer.port };
  const secrets = { "obs.otlpHeaders": one.headers ?? {} };
  const found = worst(await lookOut("obs-tracing", { answers, secrets, pinned: peers }));
  if (!found) throw new Error("nothing was judged");
  expect(found.message).toMatch(/^\S.{15,}\S$/s);
  expect(JSON.stringify(found)).not.toContain(SECRET);
  return { found, asked: peer.requests() };
}

const FROM_HERE: [Verdict, ReasonCode] = ["warn", "app-unreachable"];
const ROWS: Row[] = [
  ["HTTP: 200 from here alone is a warning", {}, ...FROM_HERE, /probe pod/],
  ["gRPC: status 0 from here alone is a warning", { grpc: {} }, ...FROM_HERE],
  ["HTTP: stored headers are sent", { http: { credential }, headers }, ...FROM_HERE],
  ["gRPC: stored headers are sent", { grpc: { credential }, headers }, ...FROM_HERE],
  ["HTTP: a collector that takes protobuf alone (415) is asked again", { http: { protobufOnly: true } }, ...FROM_HERE],
  ["HTTP: the path of traces may stand in the address", { endpoint: `https://${HOST}:4318/v1/traces` }, ...FROM_HERE],
  ["HTTP without TLS is a warning", { plain: true }, "warn", "unsupported", /unencrypted/],
  ["gRPC without TLS is a warning", { grpc: {}, plain: true }, "warn", "unsupported", /unencrypted/],
  ["HTTP on 4317 is a warning", { endpoint: `https://${HOST}:4317` }, "warn", "answer-mismatch", /Port 4317/],
  ["gRPC on 4318 is a warning", { grpc: {}, endpoint: `https://${HOST}:4318` }, "warn", "answer-mismatch", /Port 4318/],
  ["HTTP: 401 fails", { http: { credential } }, "fail", "auth"],
  ["HTTP: 403 fails", { http: { status: 403 } }, "fail", "forbidden"],
  ["HTTP: 404 fails", { endpoint: `https://${HOST}:4318/elsewhere` }, "fail", "not-found"],
  ["gRPC: status 16 fails", { grpc: { credential } }, "fail", "auth"],
  ["gRPC: status 12 fails", { grpc: { grpcStatus: 12 } }, "fail", "not-found"],
  ["gRPC: status 7 fails", { grpc: { grpcStatus: 7 } }, "fail", "forbidden"],
  ["gRPC: a proxy's 404 without a gRPC status fails", { grpc: { httpStatus: 404 } }, "fail", "not-found"],
  ["HTTP: 400 to an empty export could not be told", { http: { status: 400 } }, "could-not-tell", "unsupported"],
  ["gRPC: status 3 to an empty export could not be told", { grpc: { grpcStatus: 3 } }, "could-not-tell", "unsupported"],
  [
    "gRPC: a collector that is unavailable (14) could not be told",
    { grpc: { grpcStatus: 14, message: "down" } },
    "could-not-tell",
    "error",
  ],
  ["HTTP: a busy collector (429) could not be told", { http: { status: 429 } }, "could-not-tell", "rate-limited"],
  ["HTTP: a log-in page could not be told", { server: { rogue: { kind: "html" } } }, "could-not-tell", "error"],
  ["gRPC: a log-in page could not be told", { grpc: { rogue: "html" } }, "could-not-tell", "error"],
  ["an unknown name could not be told", { endpoint: "https://otel.inside.example:4318" }, "could-not-tell", "dns"],
  ["HTTP: an untrusted certificate fails", { ca: false }, "fail", "tls-untrusted", /their ca/],
  ["gRPC: an untrusted certificate fails", { grpc: {}, ca: false }, "fail", "tls-untrusted", /their ca/],
];

describe("obs-tracing", () => {
  for (const [title, one, verdict, reasonCode, words] of ROWS)
    test(title, async () => {
      const { found } = await judged(one);
      expect([found.verdict, found.reasonCode], found.message).toEqual([verdict, reasonCode]);
      if (words) expect(found.message).toMatch(words);
    });

  test("no trace is sent: the export is empty in either form", async () => {
    const http = await judged({ http: { protobufOnly: true } });
    expect(http.asked.map(({ path, body }) => [path, body.toString()])).toEqual([
      ["/v1/traces", '{"resourceSpans":[]}'],
      ["/v1/traces", ""],
    ]);
    await close?.();
    const grpc = await judged({ grpc: {} });
    const method = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    expect(grpc.asked.map(({ path, body }) => [path, [...body]])).toEqual([[method, [0, 0, 0, 0, 0]]]);
  });

  test("gRPC to a web server that speaks HTTP/1.1 alone is said in words", async () => {
    const peer = await startOtlpHttpPeer({}, { certificate });
    close = peer.close;
    const answers: Answers = {
      "obs.tracing": "external-otlp",
      "obs.otlp": { endpoint: `https://${HOST}:4317`, protocol: "grpc" },
      "obs.otlpCa": ca.pem,
    };
    const peers = { [`${HOST}:4317`]: peer.port };
    const found = worst(await lookOut("obs-tracing", { answers, secrets: {}, pinned: peers }));
    expect(found).toMatchObject({ verdict: "could-not-tell", reasonCode: "error" });
    expect(found?.message).toContain("HTTP/2");
    expect(peer.requests()).toEqual([]);
  });

  test("gRPC where nothing listens fails", async () => {
    const peer = await startOtlpGrpcPeer({}, certificate);
    await peer.close();
    const answers: Answers = { "obs.otlp": { endpoint: `https://${HOST}:4317`, protocol: "grpc" } };
    const peers = { [`${HOST}:4317`]: peer.port };
    const found = worst(await lookOut("obs-tracing", { answers, secrets: {}, pinned: peers }));
    expect(found).toMatchObject({ verdict: "fail", reasonCode: "refused" });
  });

  test("the default Elastic APM switches it off", () => {
    const { applies }: Requirement = requirement("obs-tracing");
    const facts: Facts = {
      answers: { "obs.tracing": "default-elastic-apm" },
      secretsSet: new Set(),
      policy: DEFAULT_POLICY,
      today: "2026-11-24",
    };
    expect(applies(facts)).toMatchObject({ applies: false });
  });
});
