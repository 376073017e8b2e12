import { afterEach, beforeAll, describe, expect, test } from "vitest";

import type { Answers, Secrets } from "@/lib/intake/answers";
import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import { shortLimits } from "@/lib/peers/kubernetes/probe-under-test";
import { startWebPeer, type WebPeer, type WebRogue } from "@/lib/peers/web";
import { lookOut } from "@/test/look-out";

/** A service that misbehaves settles nothing, whatever is asked of it, and never holds a check up. */
const HOST = "peer.corp.example";
const SECRET = "credential-of-the-tests";
const DEADLINE_MS = 600;
const GRACE_MS = 250;
let ca: Certificate;
let certificate: Certificate;
let peer: WebPeer | undefined;

beforeAll(async () => {
  ca = await makeCertificate({ commonName: "their ca" });
  certificate = await makeCertificate({ commonName: HOST, names: [HOST], issuer: ca });
  // Loaded once, so that no row of the table pays for it.
  await import("@aws-sdk/client-s3");
});
afterEach(async () => {
  await peer?.close();
  peer = undefined;
});

const url = `https://${HOST}`;
const logs: Answers = { "obs.logUrl": url, "obs.logMode": "index", "obs.logTarget": "knovvu" };
const store: Answers = {
  "os.strategy": "existing-s3",
  "os.endpoint": url,
  "os.accessKey": "access",
  "os.buckets": ["knovvu-va"],
};
const CHECKS: [id: string, answers: Answers][] = [
  ["os-endpoint", store],
  ["os-bucket-rights", store],
  ["obs-log-elastic", { ...logs, "obs.logForward": "elasticsearch" }],
  ["obs-log-splunk", { ...logs, "obs.logForward": "splunk" }],
  ["obs-tracing", { "obs.tracing": "external-otlp", "obs.otlp": { endpoint: url, protocol: "http" } }],
  ["obs-tracing", { "obs.tracing": "external-otlp", "obs.otlp": { endpoint: url, protocol: "grpc" } }],
];
const TROUBLES: [string, WebRogue, slow?: boolean][] = [
  ["stays silent", { kind: "silent" }],
  ["drips", { kind: "drip", everyMs: 50 }],
  ["never ends the TLS handshake", { kind: "tls-never-ends" }],
  ["hangs up in the middle", { kind: "half-close" }],
  ["points to a metadata address", { kind: "redirect", to: "http://169.254.169.254/latest/meta-data" }],
  ["shows a log-in page", { kind: "html" }],
  ["shows a page that calls itself XML", { kind: "lying-type", type: "application/xml" }],
  ["shows a page that calls itself JSON", { kind: "lying-type", type: "application/json" }],
  ["sends 2 GB", { kind: "huge" }, true],
  ["sends a gzip bomb", { kind: "gzip-bomb" }, true],
];

describe.each(TROUBLES)("bars 14 to 17: a service that %s", (_what, rogue, slow) => {
  test.each(CHECKS)("decides nothing: %s is neither pass, warn nor fail", async (id, chosen) => {
    peer = await startWebPeer(() => ({ status: 200 }), { certificate, rogue });
    const answers: Answers = { ...chosen, "os.ca": ca.pem, "obs.logCa": ca.pem, "obs.otlpCa": ca.pem };
    const secrets: Secrets = {
      "os.secretKey": SECRET,
      "obs.logSecret": `user:${SECRET}`,
      "obs.otlpHeaders": { "x-key": SECRET },
    };
    const policy = shortLimits(slow ? { checkMs: 10_000 } : {});
    const started = performance.now();
    const found = await lookOut(id, {
      answers,
      secrets,
      policy,
      consented: true,
      pinned: { [`${HOST}:443`]: peer.port },
    });
    if (!slow) expect(performance.now() - started).toBeLessThan(DEADLINE_MS + GRACE_MS);
    expect(found.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([
      expect.stringMatching(/^could-not-tell: \S.{15,}/),
    ]);
    expect(JSON.stringify(found)).not.toContain(SECRET);
    expect(peer.requests().filter(({ method }) => method === "PUT" || method === "DELETE")).toEqual([]);
  });
});
