import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import { startWebPeer, type WebPeer, type WebReply, type WebRequest, type WebRogue } from "@/lib/peers/web";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { type Outlook, runOut } from "@/test/look-out";

const HOST = "peer.acme.test";
const ELSEWHERE = "elsewhere.acme.test";
const SECRET = "canary-of-the-rogue-peers";
const DEADLINE_MS = 800;
const GRACE_MS = 250;
/** Bar 17: what a server that sends too much may cost. */
const MOST_MEMORY = 100 * 1024 * 1024;

let ca: Certificate;
let certificate: Certificate;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  ca = await makeCertificate({ commonName: "their ca" });
  certificate = await makeCertificate({ commonName: HOST, names: [HOST, ELSEWHERE], issuer: ca });
  // What the first of its kind loads, and the bomb that the peer makes, is no rogue's doing.
  const peer = await startWebPeer(() => ({ status: 200 }), { certificate, rogue: { kind: "gzip-bomb" } });
  for (const id of IDS) await runOut(id, outlook(id, peer.port));
  await peer.close();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const ASKED = {
  "os-endpoint": {
    "os.strategy": "existing-s3",
    "os.endpoint": `https://${HOST}`,
    "os.accessKey": "access",
    "os.buckets": ["knovvu"],
  },
  "os-bucket-rights": {
    "os.strategy": "existing-s3",
    "os.endpoint": `https://${HOST}`,
    "os.accessKey": "access",
    "os.buckets": ["knovvu"],
  },
  "obs-log-elastic": {
    "obs.logForward": "elasticsearch",
    "obs.logUrl": `https://${HOST}`,
    "obs.logMode": "index",
    "obs.logTarget": "knovvu",
  },
  "obs-log-splunk": {
    "obs.logForward": "splunk",
    "obs.logUrl": `https://${HOST}`,
    "obs.logTarget": "knovvu",
  },
  "obs-tracing": {
    "obs.tracing": "external-otlp",
    "obs.otlp": { endpoint: `https://${HOST}`, protocol: "http" },
  },
  "reg-type": { "reg.type": "v2-generic", "reg.host": HOST, "reg.username": "robot", "reg.pullPrefix": "knovvu" },
} as const satisfies Record<string, Partial<Answers>>;
type Asked = keyof typeof ASKED;
const IDS = Object.keys(ASKED) as Asked[];

function outlook(id: Asked, port: number, elsewhere?: number): Outlook {
  const trust = { "obs.logCa": ca.pem, "obs.otlpCa": ca.pem, "os.ca": ca.pem, "reg.ca": ca.pem };
  const secret = id === "obs-log-elastic" ? `user:${SECRET}` : SECRET;
  return {
    answers: { ...ASKED[id], ...trust },
    secrets: {
      "obs.logSecret": secret,
      "obs.otlpHeaders": { authorization: `Bearer ${SECRET}` },
      "os.secretKey": SECRET,
      "reg.password": SECRET,
    },
    pinned: { [`${HOST}:443`]: port, ...(elsewhere ? { [`${ELSEWHERE}:443`]: elsewhere } : {}) },
    limits: { checkMs: DEADLINE_MS, connectMs: 400 },
    consented: true,
  };
}

/** A run of one check: its verdict, how long it took, and the most memory that it took meanwhile. */
async function measured(id: string, given: Outlook) {
  global.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  const started = performance.now();
  const observations = await runOut(id, given);
  const took = performance.now() - started;
  clearInterval(watch);
  const said = JSON.stringify(observations);
  return {
    verdicts: new Set(observations.map(({ verdict }) => verdict)),
    codes: observations.map(({ reasonCode }) => reasonCode),
    took,
    grown: most - before,
    said,
  };
}

/** Their own server, whose certificate holds, is told the secret with the question; S3 and a registry are not. */
const SENT_BY_DESIGN: readonly Asked[] = ["obs-log-elastic", "obs-log-splunk", "obs-tracing"];
const forms = (secret: string) => [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)];
const heard = ({ requests }: WebPeer) =>
  requests()
    .map(({ path, headers, body }) => `${path} ${JSON.stringify(headers)} ${body.toString("latin1")}`)
    .join("\n");

async function peerOf(
  rogue: WebRogue | undefined,
  answer: (request: WebRequest) => WebReply = () => ({ status: 200 }),
) {
  const peer = await startWebPeer(answer, { certificate, ...(rogue ? { rogue } : {}) });
  closing.push(() => peer.close());
  return peer;
}

/** A log-in page where a registry should be was seen not to be one (catalogue, reg-type); all else only hides the answer. */
const verdictOf = (id: Asked, { kind }: WebRogue): Verdict =>
  id === "reg-type" && kind === "lying-type" ? "fail" : "could-not-tell";

type Row = [title: string, rogue: WebRogue, reasonCode: ReasonCode | undefined];
const ROGUES: Row[] = [
  ["says nothing", { kind: "silent" }, "timeout"],
  ["sends a byte now and then", { kind: "drip", everyMs: 50 }, "timeout"],
  ["hangs up in the middle of its answer", { kind: "half-close" }, "reset"],
  ["never ends the TLS handshake", { kind: "tls-never-ends" }, "timeout"],
  ["sends 2 GB", { kind: "huge" }, "error"],
  ["sends a gzip bomb", { kind: "gzip-bomb" }, "error"],
  ["sends a hundred thousand headers", { kind: "many-headers" }, "error"],
  ["calls a log-in page JSON", { kind: "lying-type", type: "application/json" }, undefined],
  ["calls a log-in page XML", { kind: "lying-type", type: "application/xml" }, undefined],
  ["points at the metadata address", { kind: "redirect", to: "http://169.254.169.254/latest/meta-data" }, undefined],
  ["points at another host", { kind: "redirect", to: `https://${ELSEWHERE}/` }, undefined],
];

describe.each(ROGUES)("bars 14 to 17: a server that %s", (_title, rogue, reasonCode) => {
  test.each(IDS)(
    "bars 14 to 17: %s decides nothing in its favour, in time, within its memory, and its secret went nowhere else",
    async (id) => {
      const peer = await peerOf(rogue);
      const elsewhere = await peerOf(undefined);
      const { verdicts, codes, took, grown, said } = await measured(id, outlook(id, peer.port, elsewhere.port));
      expect([...verdicts], said).toEqual([verdictOf(id, rogue)]);
      if (reasonCode) expect(codes).toEqual([id === "os-bucket-rights" ? "app-unreachable" : reasonCode]);
      expect(took).toBeLessThan(DEADLINE_MS + GRACE_MS);
      expect(grown).toBeLessThan(MOST_MEMORY);
      expect(elsewhere.connections().accepted).toBe(0);
      const shared = SENT_BY_DESIGN.includes(id) ? said : `${said}${heard(peer)}`;
      for (const form of forms(SECRET)) expect(shared).not.toContain(form);
      await vi.waitFor(() => expect(peer.connections().open).toBe(0));
    },
  );
});

describe("bars 23 and 24: a registry whose log-in leads astray", () => {
  const REGISTRY = {
    "reg.type": "v2-generic",
    "reg.host": HOST,
    "reg.username": "robot",
    "reg.pullPrefix": "knovvu",
  } as const;
  const challenge =
    (realm: string) =>
    ({ path, headers }: WebRequest): WebReply => {
      const next = { link: `</v2/_catalog?last=${path.length}>; rel="next"` };
      if (path.startsWith("/v2/_catalog")) return { status: 200, headers: next, body: '{"repositories":["a"]}' };
      if (path === "/token" || headers.authorization) return { status: 200, body: '{"token":"x"}' };
      return { status: 401, headers: { "www-authenticate": `Bearer realm="${realm}",service="registry"` } };
    };
  const given = (port: number, elsewhere: number): Outlook => ({
    ...outlook("reg-type", port, elsewhere),
    answers: { ...REGISTRY, "reg.ca": ca.pem },
  });

  test("bar 23: a realm on another host gets no credential and decides nothing, at once", async () => {
    const elsewhere = await peerOf(undefined);
    const peer = await peerOf(undefined, challenge(`https://${ELSEWHERE}/token`));
    const { verdicts, codes, took, grown, said } = await measured("reg-auth", given(peer.port, elsewhere.port));
    expect([[...verdicts], codes], said).toEqual([["could-not-tell"], ["blocked-by-policy"]]);
    expect(took).toBeLessThan(DEADLINE_MS + GRACE_MS);
    expect(grown).toBeLessThan(MOST_MEMORY);
    expect(elsewhere.connections().accepted).toBe(0);
    for (const form of forms(SECRET)) expect(heard(peer)).not.toContain(form);
  });

  test("bar 24: a token without end is cut off, in time and within its memory", async () => {
    const elsewhere = await peerOf(undefined);
    const peer = await peerOf({ kind: "huge", below: "/token" }, challenge(`https://${HOST}/token`));
    const { verdicts, codes, took, grown, said } = await measured("reg-auth", given(peer.port, elsewhere.port));
    expect([[...verdicts], codes], said).toEqual([["could-not-tell"], ["error"]]);
    expect(took).toBeLessThan(DEADLINE_MS + GRACE_MS);
    expect(grown).toBeLessThan(MOST_MEMORY);
    const told = peer.requests().filter(({ headers }) => headers.authorization);
    expect(told.map(({ path }) => path.split("?")[0])).toEqual(["/token"]);
    expect(elsewhere.connections().accepted).toBe(0);
  });

  test("bar 17: a catalog whose pages never end is left after a few, in time and within its memory", async () => {
    const elsewhere = await peerOf(undefined);
    const peer = await peerOf(undefined, challenge(`https://${HOST}/token`));
    const { verdicts, took, grown } = await measured("reg-list", given(peer.port, elsewhere.port));
    expect(verdicts.size).toBe(1);
    expect(took).toBeLessThan(DEADLINE_MS + GRACE_MS);
    expect(grown).toBeLessThan(MOST_MEMORY);
    const pages = peer.requests().filter(({ path }) => path.startsWith("/v2/_catalog"));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.length).toBeLessThanOrEqual(5);
    expect(elsewhere.connections().accepted).toBe(0);
  });
});
