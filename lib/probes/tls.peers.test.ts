import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { expectSeen, type Outlook } from "@/test/look-out";
import { type NginxPeer, startNginx, startOpenssl, type TlsAddress } from "@/test/peers/tls";

const HOST = "peer.acme.test";
const SECRET = "canary-of-the-tls-tests";
const DAY_MS = 86_400_000;
const NAMES = [
  "good",
  "expired",
  "wrongName",
  "selfSigned",
  "unknownCa",
  "tls10",
  "tls11",
  "demands12",
  "demands13",
] as const;
type Name = (typeof NAMES)[number];

let ca: Certificate;
let leaf: TlsAddress;
let nginx: NginxPeer<Name>;

beforeAll(async () => {
  ca = await makeCertificate({ commonName: "customer CA" });
  const stranger = await makeCertificate({ commonName: "a CA that nobody gave" });
  const address = async (options: Parameters<typeof makeCertificate>[0], above?: Certificate): Promise<TlsAddress> => {
    const own = await makeCertificate({ ...options, ...(above ? { issuer: above } : {}) });
    return { chain: `${own.pem}\n${above?.pem ?? ""}`, key: own.key };
  };
  leaf = await address({ commonName: HOST, names: [HOST] }, ca);
  const before = (days: number) => new Date(Date.now() - days * DAY_MS);
  nginx = await startNginx<Name>({
    good: leaf,
    expired: await address({ commonName: HOST, names: [HOST], notBefore: before(30), notAfter: before(1) }, ca),
    wrongName: await address({ commonName: "other", names: ["other.acme.test"] }, ca),
    selfSigned: await address({ commonName: HOST, names: [HOST] }),
    unknownCa: await address({ commonName: HOST, names: [HOST] }, stranger),
    tls10: { ...leaf, protocols: "TLSv1" },
    tls11: { ...leaf, protocols: "TLSv1.1" },
    demands12: { ...leaf, protocols: "TLSv1.2", demands: ca.pem },
    demands13: { ...leaf, protocols: "TLSv1.3", demands: ca.pem },
  });
});
afterAll(() => nginx.stop());

/** The same address as a log target, a trace destination, an object store and a registry. */
const ASKED = {
  "obs-log-elastic": {
    "obs.logForward": "elasticsearch",
    "obs.logUrl": `https://${HOST}`,
    "obs.logMode": "index",
    "obs.logTarget": "knovvu",
  },
  "obs-tracing": {
    "obs.tracing": "external-otlp",
    "obs.otlp": { endpoint: `https://${HOST}`, protocol: "http" },
  },
  "os-endpoint": {
    "os.strategy": "existing-s3",
    "os.endpoint": `https://${HOST}`,
    "os.accessKey": "access",
    "os.buckets": ["knovvu"],
    "os.addressing": "path",
  },
  "reg-auth": { "reg.type": "v2-generic", "reg.host": HOST, "reg.username": "robot" },
} as const satisfies Record<string, Partial<Answers>>;
type Asked = keyof typeof ASKED;
const IDS = Object.keys(ASKED) as Asked[];

function outlook(id: Asked, port: number): Outlook {
  const trust = { "obs.logCa": ca.pem, "obs.otlpCa": ca.pem, "os.ca": ca.pem, "reg.ca": ca.pem };
  return {
    answers: { ...ASKED[id], ...trust },
    secrets: {
      "obs.logSecret": `user:${SECRET}`,
      "obs.otlpHeaders": { authorization: `Bearer ${SECRET}` },
      "os.secretKey": SECRET,
      "reg.password": SECRET,
    },
    pinned: { [`${HOST}:443`]: port },
  };
}
const arrivedAt = (port: number) => nginx.requests().filter((one) => one.port === port);

test.each(IDS)("%s speaks to a real server whose certificate holds", async (id) => {
  const before = arrivedAt(nginx.port.good).length;
  const seen = await expectSeen(id, outlook(id, nginx.port.good), "could-not-tell").catch(() => undefined);
  expect(seen?.reasonCode).not.toBe("tls-untrusted");
  expect(arrivedAt(nginx.port.good).length).toBeGreaterThan(before);
});

const BROKEN: [name: Name, verdict: Verdict, reasonCode: ReasonCode, words: RegExp][] = [
  ["expired", "fail", "tls-expired", /not valid today .*Renew it/],
  ["wrongName", "fail", "tls-name", /for other names: other\.acme\.test/],
  ["selfSigned", "fail", "tls-untrusted", /is not trusted/],
  ["unknownCa", "fail", "tls-untrusted", /issued by CN=a CA that nobody gave/],
  ["tls10", "fail", "tls-untrusted", /offers only TLS versions older than 1\.2/],
  ["tls11", "fail", "tls-untrusted", /offers only TLS versions older than 1\.2/],
];

describe.each(BROKEN)("bar 18: a real server, %s", (name, verdict, reasonCode, words) => {
  test.each(IDS)("bar 18: %s names it, and sends nothing", async (id) => {
    const { message } = await expectSeen(id, outlook(id, nginx.port[name]), verdict, reasonCode);
    expect(message).toMatch(words);
    expect(arrivedAt(nginx.port[name])).toEqual([]);
  });
});

describe.each(["demands12", "demands13"] as const)("a real nginx that demands a client certificate, %s", (name) => {
  test.each(IDS)("%s says so, although nginx says it only after the handshake", async (id) => {
    const { message } = await expectSeen(id, outlook(id, nginx.port[name]), "fail", "tls-untrusted");
    expect(message).toContain("asks for a client certificate");
  });
});

describe.each([
  ["TLS 1.2", ["-tls1_2"]],
  ["TLS 1.3, whose alert comes after the handshake", ["-tls1_3"]],
])("a server that breaks off for want of a client certificate, %s", (_title, version) => {
  test("is named as one, however often it is asked", async () => {
    const peer = await startOpenssl(leaf, [...version, "-Verify", "1", "-verify_return_error"]);
    try {
      for (let turn = 0; turn < 5; turn++)
        for (const id of IDS) {
          const { message } = await expectSeen(id, outlook(id, peer.port), "fail", "tls-untrusted");
          expect(message).toContain("client certificate");
        }
    } finally {
      await peer.stop();
    }
  });
});

test("a server that knows TLS 1.0 alone is named as one by OpenSSL's own server too", async () => {
  const peer = await startOpenssl(leaf, ["-tls1", "-cipher", "DEFAULT@SECLEVEL=0"]);
  try {
    const { message } = await expectSeen("obs-log-elastic", outlook("obs-log-elastic", peer.port), "fail");
    expect(message).toMatch(/older than 1\.2/);
  } finally {
    await peer.stop();
  }
});

test.each([
  ["TLS 1.2", "-tls1_2"],
  ["TLS 1.3", "-tls1_3"],
])("over gRPC the want of a client certificate is named too, %s", async (_title, version) => {
  const peer = await startOpenssl(leaf, [version, "-alpn", "h2", "-Verify", "1", "-verify_return_error"]);
  const given = outlook("obs-tracing", peer.port);
  const answers = { ...given.answers, "obs.otlp": { endpoint: `https://${HOST}`, protocol: "grpc" as const } };
  try {
    for (let turn = 0; turn < 5; turn++) {
      const { message } = await expectSeen("obs-tracing", { ...given, answers }, "fail", "tls-untrusted");
      expect(message).toContain("client certificate");
    }
  } finally {
    await peer.stop();
  }
});
