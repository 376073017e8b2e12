import { createServer, type Socket } from "node:net";

import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import { LOOPBACK, shortLimits } from "@/lib/peers/kubernetes/probe-under-test";
import { type PracticeGrpc, startOtlpGrpcPeer } from "@/lib/peers/otlp";
import { startWebPeer, type WebRogue } from "@/lib/peers/web";

import { logTargetProbe } from "./log-target";
import { objectStoreProbe } from "./object-store";
import { tracesProbe } from "./traces";
import type { Unreachable } from "./types";

const HOST = "peer.corp.example";
const PORT = 9443;
const SECRET = "credential-of-the-tests";
const GRACE_MS = 250;
const DEADLINE_MS = 600;
let ca: Certificate;
let certificate: Certificate;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  ca = await makeCertificate({ commonName: "their ca" });
  certificate = await makeCertificate({ commonName: HOST, names: [HOST], issuer: ca });
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Outcome = { ok: true; status: number; spoken?: boolean; notJson?: boolean } | Unreachable;
const KINDS = ["object store", "log target", "traces"] as const;

/** The probe of that kind with its usual first question, aimed at one loopback port. */
function asker(kind: (typeof KINDS)[number], port: number, limits = {}, signal = new AbortController().signal) {
  const egress = { ...LOOPBACK, pinned: { [`${HOST}:${PORT}`]: { address: "127.0.0.1", port } } };
  const url = `https://${HOST}:${PORT}`;
  const shared = { policy: shortLimits(limits), egress, signal, ca: ca.pem };
  if (kind === "object store") {
    const probe = objectStoreProbe({ ...shared, endpoint: url, accessKey: "access", secretKey: SECRET });
    closing.push(() => probe.close());
    const place = { bucket: "knovvu-va", addressing: "path", region: "us-east-1" } as const;
    return (): Promise<Outcome> => probe.list(place);
  }
  if (kind === "log target") {
    const probe = logTargetProbe({ ...shared, url, secret: `user:${SECRET}`, forward: "elasticsearch" });
    closing.push(() => probe.close());
    return (): Promise<Outcome> => probe.ask({ method: "GET", path: "/" });
  }
  const probe = tracesProbe({ ...shared, url, headers: { authorization: `Bearer ${SECRET}` } });
  closing.push(() => probe.close());
  return (): Promise<Outcome> => probe.ask({ method: "POST", path: "/v1/traces", body: "{}" });
}

async function rogue(kind: (typeof KINDS)[number], how: WebRogue, limits = {}) {
  const peer = await startWebPeer(() => ({ status: 200 }), { certificate, rogue: how });
  closing.push(() => peer.close());
  return { peer, ask: asker(kind, peer.port, limits) };
}

async function warm(): Promise<void> {
  await import("@aws-sdk/client-s3");
}

describe.each(KINDS)("bars 14 to 17: %s", (kind) => {
  test.each(["http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "gopher://127.0.0.1:6379/_"])(
    "bars 14 and 15: a redirect to %s is an answer and never followed",
    async (to) => {
      const { peer, ask } = await rogue(kind, { kind: "redirect", to });
      expect(await ask()).toMatchObject({ ok: true, status: 302 });
      expect(peer.requests()).toHaveLength(1);
    },
  );

  test("bar 14: no credential arrives at the host that a redirect names", async () => {
    const other = await startWebPeer(() => ({ status: 200 }), { certificate });
    closing.push(() => other.close());
    const { peer, ask } = await rogue(kind, { kind: "redirect", to: `https://127.0.0.1:${other.port}/` });
    await ask();
    expect(peer.requests()).toHaveLength(1);
    expect(other.connections().accepted).toBe(0);
  });

  test.each<[string, WebRogue, string]>([
    ["takes the request and says nothing", { kind: "silent" }, "request"],
    ["sends a byte now and then", { kind: "drip", everyMs: 50 }, "response"],
    ["never ends the TLS handshake", { kind: "tls-never-ends" }, "tls"],
  ])("bar 16: a server that %s ends at the deadline, with its socket closed", async (_how, how, phase) => {
    await warm();
    const { peer, ask } = await rogue(kind, how);
    const started = performance.now();
    expect(await ask()).toMatchObject({ ok: false, code: "timeout", phase });
    expect(performance.now() - started).toBeLessThan(DEADLINE_MS + GRACE_MS);
    await vi.waitFor(() => expect(peer.connections().open).toBe(0));
  });

  test("bar 16: a server that hangs up in the middle of its answer is told apart from a silent one", async () => {
    const { ask } = await rogue(kind, { kind: "half-close" });
    expect(await ask()).toMatchObject({ ok: false, code: "reset" });
  });

  test.each<[string, WebRogue]>([
    ["a body of 2 GB", { kind: "huge" }],
    ["a gzip bomb", { kind: "gzip-bomb" }],
  ])("bar 17: %s is cut off at 1 MiB and costs little memory", async (_what, how) => {
    const { ask } = await rogue(kind, how, { checkMs: 20_000 });
    const before = process.memoryUsage().rss;
    const answer = await ask();
    expect(answer).toMatchObject({ ok: false, code: "error" });
    expect(answer.ok ? "" : answer.message).toMatch(/larger than 1 MiB and was cut off/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  test("bar 17: a hundred thousand headers are refused", async () => {
    const { ask } = await rogue(kind, { kind: "many-headers" }, { checkMs: 5_000 });
    expect(await ask()).toMatchObject({ ok: false, code: "error" });
  });

  test.each(["application/xml", "application/json"])(
    "a page that calls itself %s is seen for what it is",
    async (type) => {
      const { ask } = await rogue(kind, { kind: "lying-type", type });
      const answer = await ask();
      expect(answer.ok && (answer.spoken === false || answer.notJson === true)).toBe(true);
    },
  );

  test("bar 18: nothing is sent to a server whose certificate does not hold", async () => {
    const stranger = await makeCertificate({ commonName: "self", names: [HOST] });
    const peer = await startWebPeer(() => ({ status: 200 }), { certificate: stranger });
    closing.push(() => peer.close());
    expect(await asker(kind, peer.port)()).toMatchObject({ ok: false, code: "tls-untrusted", phase: "tls" });
    expect(peer.requests()).toEqual([]);
  });

  test("a server that says only after the handshake that it wants a client certificate is named as one", async () => {
    const body = "<html><head><title>400 No required SSL certificate was sent</title></head></html>";
    const peer = await startWebPeer(() => ({ status: 400, body }), { certificate });
    closing.push(() => peer.close());
    const answer = await asker(kind, peer.port)();
    expect(answer).toMatchObject({ ok: false, code: "tls-untrusted", phase: "tls" });
    expect(answer.ok ? "" : answer.message).toContain("asks for a client certificate");
  });

  test("bar 16: the end of the run closes what is open at once", async () => {
    const end = new AbortController();
    const peer = await startWebPeer(() => ({ status: 200 }), { certificate, rogue: { kind: "silent" } });
    closing.push(() => peer.close());
    const asked = asker(kind, peer.port, { checkMs: 20_000, connectMs: 5_000 }, end.signal)();
    await vi.waitFor(() => expect(peer.requests()).toHaveLength(1));
    end.abort();
    expect(await asked).toMatchObject({ ok: false });
    await vi.waitFor(() => expect(peer.connections().open).toBe(0));
  });

  test("what a peer repeats of the credential is masked", async () => {
    const peer = await startWebPeer(
      ({ headers }) => {
        const given = String(headers.authorization);
        const plain = Buffer.from(given.split(" ")[1] ?? "", "base64").toString();
        const body = { error: `you sent ${given}, which is ${plain}, with ${SECRET}` };
        return { status: 400, body: JSON.stringify(body), headers: { "x-said": SECRET } };
      },
      { certificate },
    );
    closing.push(() => peer.close());
    expect(JSON.stringify(await asker(kind, peer.port)())).not.toContain(SECRET);
  });
});

describe("what is taken back goes on when the run ends", () => {
  test("an object is removed even after the run was cancelled", async () => {
    const end = new AbortController();
    const peer = await startWebPeer(() => ({ status: 204, headers: { "x-amz-request-id": "1" } }), { certificate });
    closing.push(() => peer.close());
    const egress = { ...LOOPBACK, pinned: { [`${HOST}:${PORT}`]: { address: "127.0.0.1", port: peer.port } } };
    const probe = objectStoreProbe({
      ...{ endpoint: `https://${HOST}:${PORT}`, accessKey: "access", secretKey: SECRET, ca: ca.pem },
      ...{ policy: shortLimits(), egress, signal: end.signal },
    });
    end.abort();
    probe.close();
    const place = { bucket: "knovvu-va", addressing: "path", region: "us-east-1", key: "rdy/x" } as const;
    expect(await probe.put(place, "x")).toMatchObject({ ok: false });
    expect(await probe.remove(place)).toMatchObject({ ok: true, status: 204 });
    expect(peer.requests().map(({ method }) => method)).toEqual(["DELETE"]);
  });
});

describe("gRPC", () => {
  async function against(grpc: PracticeGrpc, limits = {}, secure = true) {
    const peer = await startOtlpGrpcPeer(grpc, secure ? certificate : undefined);
    closing.push(() => peer.close());
    return { peer, call: caller(peer.port, limits, secure) };
  }
  function caller(port: number, limits = {}, secure = true) {
    const egress = { ...LOOPBACK, pinned: { [`${HOST}:${PORT}`]: { address: "127.0.0.1", port } } };
    const probe = tracesProbe({
      ...{
        url: `http${secure ? "s" : ""}://${HOST}:${PORT}`,
        headers: { authorization: `Bearer ${SECRET}` },
        ca: ca.pem,
      },
      ...{ policy: shortLimits(limits), egress, signal: new AbortController().signal },
    });
    closing.push(() => probe.close());
    return () => probe.call("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
  }
  /** A bare TCP server that treats its sockets as told. */
  async function bare(treat: (socket: Socket) => void): Promise<number> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      treat(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    closing.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return (server.address() as { port: number }).port;
  }

  test("bar 16: a server that takes the call and says nothing ends at the deadline, with its socket closed", async () => {
    const { peer, call } = await against({ rogue: "silent" });
    const started = performance.now();
    expect(await call()).toMatchObject({ ok: false, code: "timeout", phase: "request" });
    expect(performance.now() - started).toBeLessThan(DEADLINE_MS + GRACE_MS);
    await vi.waitFor(() => expect(peer.connections().open).toBe(0));
  });

  test.each([
    ["never ends the TLS handshake", true, "tls"],
    ["never speaks HTTP/2", false, "request"],
  ])("bar 16: a server that %s ends at the deadline", async (_how, secure, phase) => {
    const port = await bare((socket) => socket.resume());
    const started = performance.now();
    expect(await caller(port, {}, secure)()).toMatchObject({ ok: false, code: "timeout", phase });
    expect(performance.now() - started).toBeLessThan(DEADLINE_MS + GRACE_MS);
  });

  test("bar 16: a server that hangs up is told apart from a silent one", async () => {
    const port = await bare((socket) => socket.once("data", () => socket.end()));
    expect(await caller(port, {}, false)()).toMatchObject({ ok: false, code: "reset" });
  });

  test("bar 16: a server that resets the call is an error, not an answer", async () => {
    const { call } = await against({ rogue: "reset" });
    expect(await call()).toMatchObject({ ok: false });
  });

  test("a server that answers in another protocol is an error, not an answer", async () => {
    const port = await bare((socket) => socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.2\r\n")));
    const answer = await caller(port, {}, false)();
    expect(answer.ok).toBe(false);
    expect(answer.ok ? "" : answer.message).not.toContain("OpenSSH");
  });

  test("bar 17: a body of 2 GB is cut off and costs little memory", async () => {
    const { call } = await against({ rogue: "huge" }, { checkMs: 20_000 });
    const before = process.memoryUsage().rss;
    const answer = await call();
    expect(answer).toMatchObject({ ok: false, code: "error" });
    expect(answer.ok ? "" : answer.message).toContain("cut off");
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  test("bar 17: thousands of headers are refused", async () => {
    const { call } = await against({ rogue: "many-headers" }, { checkMs: 5_000 });
    expect((await call()).ok).toBe(false);
  });

  test("bar 18: nothing is sent to a server whose certificate does not hold", async () => {
    const stranger = await makeCertificate({ commonName: "self", names: [HOST] });
    const peer = await startOtlpGrpcPeer({}, stranger);
    closing.push(() => peer.close());
    expect(await caller(peer.port)()).toMatchObject({ ok: false, code: "tls-untrusted", phase: "tls" });
    expect(peer.requests()).toEqual([]);
  });

  test("what a server repeats of the credential is masked", async () => {
    const { call } = await against({ grpcStatus: 3, message: `no use for Bearer ${SECRET}` });
    expect(JSON.stringify(await call())).not.toContain(SECRET);
  });
});
