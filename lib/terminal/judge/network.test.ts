import { describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { judgedAs, judgementsOf } from "@/test/terminal/machines";
import type { TrialItem } from "@/test/terminal/results";

const kubeconfig = { server: "https://api.acme.test:6443", caFingerprint: "AA:BB" } as never;
const item = (check: string, target: string, state: string, detail: Record<string, string> = {}): TrialItem => ({
  check,
  target,
  state,
  detail,
});
const api = (state: string, detail: Record<string, string> = {}) =>
  item("ts-net-cluster", "API server api.acme.test:6443", state, { ms: "12", issuer: "CN=kubernetes", ...detail });
const ingress = (port: number, state: string) =>
  item("ts-net-cluster", `ingress 10.2.9.20:${port}`, state, { ms: "3" });
const UP = [ingress(80, "held"), ingress(443, "held")];
const OK = { status: "200", gitVersion: "v1.29.4-gke.100" };

describe("ts-net-cluster (S49, S51, D6)", () => {
  test.each<[string, TrialItem[], string[]]>([
    ["API and ingress answer", [api("http", OK), ...UP], ["pass ok", "pass ok", "pass ok"]],
    ["the API asks for a log-in", [api("http", { status: "401" }), ...UP], ["pass ok", "pass ok", "pass ok"]],
    [
      "API only",
      [api("http", OK), ingress(80, "timeout"), ingress(443, "refused")],
      ["pass ok", "warn timeout", "warn refused"],
    ],
    ["API times out", [api("timeout")], ["fail timeout"]],
    ["API refuses", [api("refused")], ["fail refused"]],
    ["API's name is unknown", [api("dns")], ["fail dns"]],
    ["the handshake breaks", [api("tls")], ["could-not-tell error"]],
    ["something else answers", [api("http", { status: "502" })], ["could-not-tell error"]],
    ["only through a proxy", [api("http", { ...OK, straight: "timeout", proxy: "proxy:8080" })], ["warn unsupported"]],
    ["a restricted shell saw the port open", [api("opened")], ["could-not-tell unsupported"]],
    ["a restricted shell saw it shut", [api("not-opened")], ["fail timeout"]],
    ["not told", [api("unknown")], ["could-not-tell error"]],
  ])("%s", (_what, items, expected) => {
    expect(judgedAs("ts-net-cluster", { items, change: { kubeconfig } })).toEqual(expected);
  });

  test("without a kubeconfig it could not tell, and the ingress is told all the same", () => {
    expect(judgedAs("ts-net-cluster", { items: UP })).toEqual(["could-not-tell answer-missing", "pass ok", "pass ok"]);
  });

  test("another issuer than the application sees is an interception; the same one in another spelling is not", () => {
    const seen = (issuer: string, apiCertificate: { issuer: string; sha256: string }) =>
      judgedAs("ts-net-cluster", {
        items: [api("http", { ...OK, issuer, sha256: "cc" })],
        change: { kubeconfig, apiCertificate },
      });
    const app = { issuer: "C=TR, O=Acme, CN=kubernetes", sha256: "DD:EE" };
    expect(seen("CN=Acme Web Inspection", app)).toEqual(["warn tls-untrusted"]);
    expect(seen("CN=kubernetes,O=Acme,C=TR", app)).toEqual(["pass ok"]);
    expect(seen("CN=Acme Web Inspection", { ...app, sha256: "CC" })).toEqual(["pass ok"]);
  });
});

describe("what the same look says of other requirements", () => {
  test.each<[string, TrialItem[], Answers, string[]]>([
    ["trusted by the machine", [api("http", { ...OK, trust: "trusted" })], {}, ["pass ok"]],
    [
      "signed by the kubeconfig's CA",
      [api("http", { ...OK, trust: "RemoteCertificateChainErrors", rootSha256: "aabb" })],
      {},
      ["pass ok"],
    ],
    [
      "reached from there only, as stated",
      [api("http", { ...OK, trust: "trusted" })],
      { "k8s.apiReachableFrom": "terminal-only" },
      ["warn ok"],
    ],
    [
      "not verified there",
      [api("http", { ...OK, trust: "RemoteCertificateChainErrors", rootSha256: "ff" })],
      {},
      ["could-not-tell tls-untrusted"],
    ],
    ["expired", [api("http", { ...OK, trust: "trusted", notAfter: "2026-01-01T00:00:00Z" })], {}, ["fail tls-expired"]],
    [
      "times out, and only that way was stated",
      [api("timeout")],
      { "k8s.apiReachableFrom": "terminal-only" },
      ["fail timeout"],
    ],
    ["times out, and the application is to reach it", [api("timeout")], {}, ["could-not-tell timeout"]],
    ["another server", [api("http", { status: "404", trust: "trusted" })], {}, ["could-not-tell error"]],
  ])("k8s-api-reachable: %s", (_what, items, answers, expected) => {
    expect(judgedAs("k8s-api-reachable", { items, answers, change: { kubeconfig } })).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ["v1.21.14", ["fail version-low"]],
    ["v1.22.0", ["pass ok"]],
    ["v1.34.1+k3s1", ["pass ok"]],
    ["v1.35.0", ["fail version-high"]],
    ["v1.30.0-rc.1", ["warn unsupported"]],
    ["<script>", ["could-not-tell error"]],
    ["", []],
  ])("k8s-version-window: the API says %j", (gitVersion, expected) => {
    expect(
      judgedAs("k8s-version-window", { items: [api("http", { status: "200", gitVersion })], change: { kubeconfig } }),
    ).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ["times out", "timeout", "fail timeout"],
    ["answers: its class is seen in the cluster", "held", "could-not-tell unsupported"],
    ["refuses", "refused", "could-not-tell refused"],
  ])("net-ingress-controller: the port %s", (_what, state, expected) => {
    expect(judgedAs("net-ingress-controller", { items: [ingress(80, state)] })).toEqual([expected]);
  });
});

describe("ts-net-database (S52) and db-endpoint (S208)", () => {
  const answers: Answers = {
    "db.engine": "postgresql",
    "db.host": "pg01.acme.test",
    "db.ip": "10.3.1.5",
    "db.port": 5432,
  };
  const name = (state: string, detail = {}) => item("ts-net-database", "database pg01.acme.test:5432", state, detail);
  const address = (state: string, detail = {}) => item("ts-net-database", "database 10.3.1.5:5432", state, detail);
  const speaks = { protocol: "postgresql" };

  test.each<[string, TrialItem[], string[]]>([
    ["both speak", [name("answered", speaks), address("answered", speaks)], ["pass ok", "pass ok"]],
    ["the address works, the name does not", [name("dns"), address("answered", speaks)], ["warn dns", "pass ok"]],
    ["times out", [name("timeout"), address("timeout")], ["fail timeout", "fail timeout"]],
    ["refuses", [name("refused"), address("refused")], ["fail refused", "fail refused"]],
    ["speaks another protocol", [name("answered", { protocol: "other" })], ["fail answer-mismatch"]],
    ["takes and closes", [name("closed")], ["could-not-tell reset"]],
    ["stays silent", [name("silent")], ["could-not-tell reset"]],
    ["opens for a restricted shell", [name("opened")], ["could-not-tell unsupported"]],
  ])("ts-net-database: %s", (_what, items, expected) => {
    expect(judgedAs("ts-net-database", { items, answers })).toEqual(expected);
  });

  const dns = (state: string, addresses = "") => item("db-endpoint", "pg01.acme.test", state, { addresses });
  const up = [name("answered", speaks)];
  const { "db.ip": _ip, ...withoutIp } = answers;
  const { "db.host": _host, ...withoutName } = answers;
  test.each<[string, TrialItem[], Answers, string[]]>([
    ["complete and coherent", [...up, dns("ok", "10.3.1.5")], answers, ["pass ok"]],
    ["the name leads elsewhere", [...up, dns("ok", "10.3.1.9, 10.3.1.8")], answers, ["warn answer-mismatch"]],
    ["address only", [address("answered", speaks)], withoutName, ["warn answer-missing"]],
    ["no address given", [...up, dns("ok", "10.3.1.5")], withoutIp, ["fail answer-missing"]],
    ["the name is unknown there", [address("answered", speaks), dns("nxdomain")], answers, ["could-not-tell dns"]],
    ["nothing answers", [name("timeout"), dns("ok", "10.3.1.5")], answers, ["could-not-tell timeout"]],
  ])("db-endpoint: %s", (_what, items, given, expected) => {
    expect(judgedAs("db-endpoint", { items, answers: given })).toEqual(expected);
  });
});

describe("ts-net-registry (S54, S166)", () => {
  const registry = (state: string, detail: Record<string, string> = {}) =>
    judgedAs("ts-net-registry", { items: [item("ts-net-registry", "registry nexus.acme.test:8443", state, detail)] });
  const CHALLENGE = { status: "401", challenge: 'Basic realm="x"', trust: "trusted", page: "no" };
  test.each<[string, string, Record<string, string>, string]>([
    ["401 with a challenge", "http", CHALLENGE, "pass ok"],
    ["200", "http", { status: "200", trust: "trusted", page: "no" }, "pass ok"],
    ["401 without challenge", "http", { ...CHALLENGE, challenge: "" }, "could-not-tell unsupported"],
    [
      "a certificate that Windows does not trust",
      "http",
      { ...CHALLENGE, trust: "RemoteCertificateChainErrors" },
      "warn tls-untrusted",
    ],
    [
      "a certificate for another name",
      "http",
      { ...CHALLENGE, trust: "RemoteCertificateNameMismatch" },
      "warn tls-name",
    ],
    ["407 of a proxy", "http", { status: "407" }, "fail auth"],
    ["a block page", "http", { status: "200", page: "yes" }, "fail unsupported"],
    ["404", "http", { status: "404" }, "could-not-tell unsupported"],
    ["timeout", "timeout", {}, "fail timeout"],
    ["refused", "refused", {}, "fail refused"],
    ["dns", "dns", {}, "fail dns"],
    [
      "no trust in a restricted shell",
      "tls",
      { trust: "TrustFailure", restricted: "yes" },
      "could-not-tell tls-untrusted",
    ],
    ["a handshake alone", "shaken", {}, "could-not-tell error"],
    ["through a proxy", "http", { ...CHALLENGE, straight: "timeout", proxy: "p:8080" }, "warn unsupported"],
  ])("%s", (_what, state, detail, expected) => {
    expect(registry(state, detail)).toEqual([expected]);
  });
});

test.each<[string, string]>([
  ["held", "pass ok"],
  ["refused", "warn refused"],
  ["timeout", "fail timeout"],
  ["dns", "fail dns"],
  ["closed", "could-not-tell reset"],
  ["opened", "could-not-tell unsupported"],
  ["unknown", "could-not-tell error"],
])("ts-net-external (S53): %s is %s", (state, expected) => {
  expect(judgedAs("ts-net-external", { items: [item("ts-net-external", "SMTP mail.acme.test:587", state)] })).toEqual([
    expected,
  ]);
});

test.each<[string, Record<string, string>, string]>([
  ["no loss", { sent: "20", lost: "0", p50: "9", p95: "499" }, "pass ok"],
  ["slow", { sent: "20", lost: "0", p50: "9", p95: "500" }, "warn timeout"],
  ["one lost", { sent: "20", lost: "1", p95: "9" }, "warn timeout"],
  ["two lost", { sent: "20", lost: "2", p95: "9" }, "warn timeout"],
  ["three lost", { sent: "20", lost: "3", p95: "9" }, "fail timeout"],
  ["never reached", { sent: "20", lost: "20", p95: "" }, "could-not-tell timeout"],
  ["more lost than sent", { sent: "20", lost: "21", p95: "9" }, "could-not-tell error"],
  ["no number", { sent: "many", lost: "0", p95: "9" }, "could-not-tell error"],
])("ts-net-stability (S41): %s", (_what, detail, expected) => {
  expect(judgedAs("ts-net-stability", { items: [item("ts-net-stability", "database x:1", "seen", detail)] })).toEqual([
    expected,
  ]);
});

describe("net-dns and net-certificate (D17)", () => {
  const answers: Answers = {
    "net.baseDomain": "k.acme.test",
    "net.baseDomainConfirmed": "yes",
    "net.ingressAddress": "10.2.9.20",
    "net.tlsAt": "ingress",
  };
  const names = (state: string, addresses: readonly string[]) =>
    ["k.acme.test", "rdy-1", "rdy-2"].map((_, at) => ({ state, addresses: addresses[at] ?? addresses[0] ?? "" }));
  const dns = (looked: { state: string; addresses: string }[]) => {
    const plan = planNames(answers);
    return judgedAs("net-dns", {
      answers,
      items: plan.map((host, at) =>
        item("net-dns", host, looked[at]?.state ?? "ok", { addresses: looked[at]?.addresses ?? "" }),
      ),
    });
  };
  const planNames = (given: Answers) => {
    const [judged] = judgementsOf("net-dns", { answers: given, items: [item("net-dns", "x", "ok")] });
    const listed = (judged?.evidence?.answers ?? []) as string[];
    return listed.map((text) => text.split(":")[0] ?? "");
  };

  test.each<[string, { state: string; addresses: string }[], string]>([
    ["a wildcard to the ingress", names("ok", ["10.2.9.20"]), "pass ok"],
    ["a wildcard elsewhere", names("ok", ["10.9.9.9"]), "warn answer-mismatch"],
    ["two names that differ", names("ok", ["10.2.9.20", "10.2.9.20", "10.2.9.21"]), "warn answer-mismatch"],
    ["unknown names", names("nxdomain", []), "fail dns"],
    ["a name server that does not answer", names("timeout", []), "could-not-tell timeout"],
  ])("net-dns: %s", (_what, looked, expected) => {
    expect(dns(looked)).toEqual([expected]);
  });

  const certificate = (detail: Record<string, string>, state = "shaken") =>
    judgedAs("net-certificate", {
      answers,
      items: [
        item("net-certificate", "certificate 10.2.9.20:443", state, {
          subject: "CN=*.k.acme.test",
          issuer: "CN=Public CA",
          names: "*.k.acme.test, k.acme.test",
          notBefore: "2026-01-01T00:00:00Z",
          notAfter: "Nov 25 12:00:00 2027 GMT",
          trust: "trusted",
          keyKind: "RSA",
          keyBits: "2048",
          signature: "sha256RSA",
          ...detail,
        }),
      ],
    });
  test.each<[string, Record<string, string>, string]>([
    ["fits", {}, "pass ok"],
    ["ends in 20 days", { notAfter: "2026-12-15T12:00:00Z" }, "warn expiring"],
    ["ends in 3 days", { notAfter: "2026-11-28T13:00:00Z" }, "fail expiring"],
    ["has ended", { notAfter: "2026-11-01T00:00:00Z" }, "fail tls-expired"],
    ["is for the base alone", { names: "k.acme.test" }, "warn tls-name"],
    ["is for another name", { names: "other.test" }, "fail tls-name"],
    ["is of a private CA", { trust: "RemoteCertificateChainErrors" }, "warn tls-untrusted"],
    [
      "is the controller's own",
      { subject: "CN=Kubernetes Ingress Controller Fake Certificate" },
      "could-not-tell answer-missing",
    ],
    ["has a short key", { keyBits: "1024" }, "fail tls-untrusted"],
    ["is signed with SHA-1", { signature: "sha1RSA" }, "fail tls-untrusted"],
    ["could not be read", { issuer: "" }, "could-not-tell error"],
  ])("net-certificate: %s", (_what, detail, expected) => {
    expect(certificate(detail)).toEqual([expected]);
  });

  test("net-certificate: an ingress that is not reached settles nothing", () => {
    expect(certificate({}, "timeout")).toEqual(["could-not-tell timeout"]);
  });
});
