import { createServer as createHttp } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { createServer as createTls } from "node:tls";

import { afterEach, describe, expect, test } from "vitest";

import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import type { ChainCertificate } from "@/lib/probes/types";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { expectSeen, lookOut, type Outlook } from "@/test/look-out";

import { netCertificate } from "./net-certificate";

const DOMAIN = "knovvu.acme.test";
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS + 3_600_000);
const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

describe("bars 12 and 13: a name that changes between two look-ups", () => {
  test("bar 12: only the address that was tested is dialled, whatever the name says later", async () => {
    const heard: string[] = [];
    const port = await listening(createServer((socket) => heard.push(String(socket.localAddress))));
    let asked = 0;
    const resolver = async () => [++asked === 1 ? "127.0.0.1" : "169.254.169.254"];
    const answers: Partial<Answers> = { "ts.extraTargets": [{ label: "smtp", host: "mail.acme.test", port }] };
    const [judged] = await lookOut("ts-net-external", { answers, egress: { resolver, allowLoopback: true } });
    expect(judged).toMatchObject({ verdict: "pass", evidence: { address: "127.0.0.1" } });
    expect([asked, heard.length]).toEqual([1, 1]);
  });

  test("bar 13: of several addresses the forbidden one is never dialled", async () => {
    const heard: string[] = [];
    const server = createServer((socket) => heard.push(String(socket.localAddress)));
    const port = await listening(server);
    const resolver = async () => ["169.254.169.254", "127.0.0.1"];
    const answers: Partial<Answers> = { "ts.extraTargets": [{ label: "smtp", host: "mail.acme.test", port }] };
    const [judged] = await lookOut("ts-net-external", { answers, egress: { resolver, allowLoopback: true } });
    expect(judged).toMatchObject({ verdict: "pass", evidence: { address: "127.0.0.1" } });
    expect(heard).toHaveLength(1);
  });
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  open.push(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

async function shown(certificate: Certificate): Promise<number> {
  return listening(
    createTls({ cert: certificate.pem, key: certificate.key }, (socket) => socket.on("error", () => undefined)),
  );
}

const outlook = (port: number, answers: Partial<Answers> = {}): Outlook => ({
  answers: { "net.baseDomain": DOMAIN, "net.ingressAddress": "ingress.acme.test", "net.tlsAt": "ingress", ...answers },
  pinned: { "ingress.acme.test:443": port },
});

describe("net-certificate", () => {
  type Row = [
    title: string,
    options: Partial<Parameters<typeof makeCertificate>[0]>,
    verdict: Verdict,
    reasonCode: ReasonCode,
  ];
  const WILD = [`*.${DOMAIN}`];
  test.each<Row>([
    ["a certificate of an unknown CA", { names: WILD }, "warn", "tls-untrusted"],
    ["one that has expired", { names: WILD, notBefore: inDays(-60), notAfter: inDays(-2) }, "fail", "tls-expired"],
    ["one that ends in five days", { names: WILD, notAfter: inDays(5) }, "fail", "expiring"],
    ["one for other names", { names: ["www.other.test"] }, "fail", "tls-name"],
    [
      "the ingress controller's default",
      { names: ["ingress.local"], commonName: "Kubernetes Ingress Controller Fake Certificate" },
      "could-not-tell",
      "answer-missing",
    ],
    ["one for the base domain alone", { names: [DOMAIN] }, "warn", "tls-name"],
  ])("%s", async (_title, options, verdict, reasonCode) => {
    const issuer = await makeCertificate({ commonName: "some CA" });
    const own = await makeCertificate({ commonName: "ingress", issuer, ...options });
    await expectSeen("net-certificate", outlook(await shown(own)), verdict, reasonCode);
  });

  test("the customer's own CA is known by its upload, and still needed by every client", async () => {
    const issuer = await makeCertificate({ commonName: "Acme CA" });
    const own = await makeCertificate({ commonName: "ingress", issuer, names: WILD });
    const judged = await expectSeen(
      "net-certificate",
      outlook(await shown(own), { "k8s.caBundle": issuer.pem }),
      "warn",
      "tls-untrusted",
    );
    expect(judged.evidence).toMatchObject({ trust: "private-ca" });
  });

  test("a port where nothing listens decides nothing about the certificate", async () => {
    const judged = await expectSeen("net-certificate", outlook(1), "could-not-tell");
    expect(judged.reasonCode).toBe("refused");
  });

  const LEAF: ChainCertificate = {
    subject: "CN=ingress",
    issuer: "CN=Public CA",
    names: WILD,
    notBefore: inDays(-10).toISOString(),
    notAfter: inDays(200).toISOString(),
    key: "rsa",
    bits: 2048,
    signatureHash: "SHA-256",
  };
  const ROOT: ChainCertificate = { ...LEAF, subject: "CN=Public CA", names: [], signatureHash: "SHA-1" };
  test.each<[string, Partial<ChainCertificate>, Verdict, ReasonCode]>([
    ["a publicly trusted wildcard passes, though its root is signed with SHA-1", {}, "pass", "ok"],
    ["a publicly trusted one that ends in twenty days", { notAfter: inDays(20).toISOString() }, "warn", "expiring"],
    ["an RSA key of 1024 bits", { bits: 1024 }, "fail", "tls-untrusted"],
    ["a signature with SHA-1", { signatureHash: "SHA-1" }, "fail", "tls-untrusted"],
  ])("%s", (_title, change, verdict, reasonCode) => {
    const answers: Answers = { "net.baseDomain": DOMAIN, "net.ingressAddress": "10.2.9.20" };
    const facts = { answers, secretsSet: new Set<never>(), policy: DEFAULT_POLICY, today: "2026-11-24" };
    const seen = {
      ok: true as const,
      address: "10.2.9.20",
      trust: "public" as const,
      chain: [{ ...LEAF, ...change }, ROOT],
    };
    const judged = netCertificate.verdict(seen, { answers, facts, consented: false, now: new Date() });
    expect(judged[0]).toMatchObject({ verdict, reasonCode });
  });
});

describe("ports that only a worker or the terminal server can prove, as the app sees them", () => {
  const held = () => createServer((socket) => socket.on("error", () => undefined));
  const closing = () => createServer((socket) => socket.destroy());
  type Row = [
    id: string,
    title: string,
    answers: Partial<Answers>,
    server: (() => Server) | "nobody",
    verdict: Verdict,
    reasonCode: ReasonCode,
  ];
  const LICENSE: Partial<Answers> = { "lic.host": "peer.acme.test" };
  const SPEECH: Partial<Answers> = { "sr.hosts": ["peer.acme.test"] };
  test.each<Row>([
    ["net-license-port", "held open", LICENSE, held, "pass", "ok"],
    ["net-license-port", "closed at once", LICENSE, closing, "could-not-tell", "reset"],
    ["net-license-port", "refused before the installation", LICENSE, "nobody", "warn", "refused"],
    [
      "net-license-port",
      "refused after the installation",
      { ...LICENSE, "lic.installed": "yes" },
      "nobody",
      "fail",
      "refused",
    ],
    ["net-recorder-port", "held open", { "rec.hosts": ["peer.acme.test"] }, held, "pass", "ok"],
    ["net-sr-port", "answers HTTP", SPEECH, () => createHttp((_request, response) => response.end("ok")), "pass", "ok"],
    [
      "net-sr-port",
      "speaks another protocol",
      SPEECH,
      () => createServer((socket) => void socket.on("data", () => socket.write("no")).on("error", () => undefined)),
      "warn",
      "unsupported",
    ],
    ["net-sr-port", "refused before the installation", SPEECH, "nobody", "warn", "refused"],
    ["ts-net-external", "held open", { "os.endpoint": "https://peer.acme.test" }, held, "pass", "ok"],
    ["ts-net-external", "refused", { "os.endpoint": "https://peer.acme.test" }, "nobody", "fail", "refused"],
    ["ts-net-cluster", "the ingress answers", { "net.ingressAddress": "peer.acme.test" }, held, "pass", "ok"],
  ])("%s: %s", async (id, _title, answers, server, verdict, reasonCode) => {
    const port = server === "nobody" ? 1 : await listening(server());
    const pinned = Object.fromEntries([30113, 2050, 10097, 443, 80].map((at) => [`peer.acme.test:${at}`, port]));
    await expectSeen(id, { answers, pinned, limits: { checkMs: 3_000 } }, verdict, reasonCode);
  });

  test("a name that is not known here says nothing of the workers' names", async () => {
    const egress = { resolver: async () => [] };
    const judged = await lookOut("net-license-port", { answers: LICENSE, egress });
    expect(worst(judged)).toMatchObject({ verdict: "could-not-tell", reasonCode: "dns" });
  });
});
