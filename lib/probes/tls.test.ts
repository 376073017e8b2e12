import { afterEach, describe, expect, test } from "vitest";

import { makeCertificate } from "@/lib/peers/certificates";
import { TOKEN, type UnderTest, underTest } from "@/lib/peers/kubernetes/probe-under-test";

let current: UnderTest | undefined;
afterEach(async () => {
  await current?.close();
  current = undefined;
});

async function start(options: Parameters<typeof underTest>[0]): Promise<UnderTest> {
  current = await underTest(options);
  return current;
}

const DAY_MS = 86_400_000;
const HERE = ["127.0.0.1"];

/** What must hold after every refusal: not one request, hence no credential, reached the server. */
async function refused({ peer, probe }: UnderTest) {
  const asked = await probe.get("/api/v1/nodes");
  const connection = await probe.connect();
  expect(peer.requests()).toEqual([]);
  expect(connection).toMatchObject({ ok: false, code: asked.ok ? "" : asked.code });
  return asked;
}

describe("bar 18: certificates that do not hold", () => {
  test("bar 18: an expired certificate is named with its dates, and nothing is sent to its server", async () => {
    const ca = await makeCertificate({ commonName: "ca" });
    const notBefore = new Date(Date.now() - 30 * DAY_MS);
    const notAfter = new Date(Date.now() - DAY_MS);
    const old = await makeCertificate({ commonName: "old", names: HERE, issuer: ca, notBefore, notAfter });
    const answer = await refused(await start({ peer: { certificate: { ...old, caPem: ca.pem } } }));
    expect(answer).toMatchObject({ ok: false, code: "tls-expired", phase: "tls" });
    expect(answer.ok ? "" : answer.message).toContain(notAfter.toISOString().slice(0, 10));
  });

  test("bar 18: a certificate for other names is named with these names", async () => {
    const ca = await makeCertificate({ commonName: "ca" });
    const other = await makeCertificate({ commonName: "other", names: ["other.example"], issuer: ca });
    const answer = await refused(await start({ peer: { certificate: { ...other, caPem: ca.pem } } }));
    expect(answer).toMatchObject({ ok: false, code: "tls-name", certificate: { names: ["other.example"] } });
    expect(answer.ok ? "" : answer.message).toContain("other.example");
  });

  test("bar 18: a self-signed certificate is not trusted without its own being given", async () => {
    const self = await makeCertificate({ commonName: "self", names: HERE });
    const ca = await makeCertificate({ commonName: "another ca" });
    const answer = await refused(await start({ peer: { certificate: { ...self, caPem: ca.pem } } }));
    expect(answer).toMatchObject({ ok: false, code: "tls-untrusted", certificate: { selfSigned: true } });
  });

  test("bar 18: an unknown authority is named by the issuer that the server shows", async () => {
    const [ca, known] = [
      await makeCertificate({ commonName: "their ca" }),
      await makeCertificate({ commonName: "known" }),
    ];
    const leaf = await makeCertificate({ commonName: "api", names: HERE, issuer: ca });
    const answer = await refused(await start({ peer: { certificate: { ...leaf, caPem: known.pem } } }));
    expect(answer).toMatchObject({ ok: false, code: "tls-untrusted", certificate: { issuer: "CN=their ca" } });
  });

  test.each(["TLSv1", "TLSv1.1"] as const)(
    "bar 18: a server that knows %s alone is refused as such",
    async (version) => {
      const tls = { minVersion: version, maxVersion: version, ciphers: "DEFAULT@SECLEVEL=0" };
      const answer = await refused(await start({ peer: { tls } }));
      expect(answer).toMatchObject({ ok: false, code: "tls-untrusted", phase: "tls" });
      expect(answer.ok ? "" : answer.message).toContain("offers only TLS versions older than 1.2");
    },
  );

  test("bar 18: an authority that the customer gave is trusted for this project's probe, and for no other", async () => {
    const ca = await makeCertificate({ commonName: "their ca" });
    const leaf = await makeCertificate({ commonName: "api", names: HERE, issuer: ca });
    const stranger = await makeCertificate({ commonName: "stranger" });
    const peer = { certificate: { ...leaf, caPem: stranger.pem } };
    const { probe } = await start({ peer, caBundle: ca.pem });
    expect(await probe.get("/version")).toMatchObject({ ok: true, status: 200 });
    const without = await underTest({ peer });
    expect(await without.probe.get("/version")).toMatchObject({ ok: false, code: "tls-untrusted" });
    await without.close();
  });

  test("bar 18: a switch of the environment that turns verification off changes nothing here", async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      const self = await makeCertificate({ commonName: "self", names: HERE });
      const ca = await makeCertificate({ commonName: "another ca" });
      const answer = await refused(await start({ peer: { certificate: { ...self, caPem: ca.pem } } }));
      expect(answer).toMatchObject({ ok: false, code: "tls-untrusted" });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });
});

describe("credentials", () => {
  test("bar 18: the first look at a server carries no credential", async () => {
    const { peer, probe } = await start({});
    expect(await probe.connect()).toMatchObject({ ok: true, status: 200 });
    expect(peer.requests()).toEqual([{ method: "GET", path: "/version" }]);
  });

  test("bar 14: the token goes to the verified server, and not to where it points", async () => {
    const elsewhere = await underTest({});
    const { peer, probe } = await start({ rogue: { kind: "redirect", to: `${elsewhere.peer.url}/api/v1/nodes` } });
    await probe.get("/api/v1/nodes");
    expect(peer.requests()).toMatchObject([{ token: TOKEN }]);
    expect(elsewhere.peer.connections().accepted).toBe(0);
    await elsewhere.close();
  });
});
