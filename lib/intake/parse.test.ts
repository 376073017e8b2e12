import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { AnswerFieldId } from "./answers";
import { parseAnswer } from "./parse";
import { answerSchemas } from "./schemas/answers";

const GOOD: [AnswerFieldId, unknown, unknown?][] = [
  ["project.customer", "  Acme Bank ", "Acme Bank"],
  ["project.products", ["CORE", "VA", "CORE"], ["CORE", "VA"]],
  ["project.installStart", "2027-01-11"],
  ["project.cveScanning", true, "yes"],
  [
    "project.contacts",
    [{ name: "Jane", email: "Jane@Acme.Example", role: "k8s" }],
    [{ name: "Jane", email: "jane@acme.example", role: "k8s" }],
  ],
  ["ts.host", "TS01.Corp.Example.", "ts01.corp.example"],
  ["ts.maestroPath", "C:\\Knovvu\\maestro.zip"],
  ["k8s.engineVersion", "v1.29.4-gke.100"],
  [
    "k8s.managingUsers",
    [{ kind: "ServiceAccount", name: "ci", ns: "build", groups: "a b" }],
    [{ kind: "ServiceAccount", name: "ci", ns: "build", groups: ["a", "b"] }],
  ],
  ["k8s.probeImage", "registry.corp.example/knovvu/agnhost:2.45"],
  ["ns.list", { name: "knovvu-common", role: "common" }, [{ name: "knovvu-common", role: "common" }]],
  [
    "ns.sizing",
    [{ name: "a", requestsCpu: "12500m", requestsMemory: "40Gi", pvcCount: "9", storage: "" }],
    [{ name: "a", requestsCpu: "12500m", requestsMemory: "40Gi", pvcCount: 9 }],
  ],
  ["st.accessMode", "RWM", "RWX"],
  ["net.baseDomain", "münchen.example.de", "xn--mnchen-3ya.example.de"],
  ["net.serviceMesh", "unknown", { present: "unknown" }],
  ["reg.host", "nexus.corp.example:8443"],
  ["reg.pullPrefix", "knovvu-group/images"],
  ["db.ip", "2001:db8::1"],
  ["db.port", "5432", 5432],
  ["db.names", "knovvu", ["knovvu"]],
  ["os.endpoint", "https://s3.corp.example/", "https://s3.corp.example"],
  [
    "obs.otlp",
    { endpoint: "http://otel.corp.example:4318/", protocol: "http" },
    { endpoint: "http://otel.corp.example:4318", protocol: "http" },
  ],
];
const BAD: [AnswerFieldId, unknown, string][] = [
  ["project.customer", "A", "at least 2"],
  ["project.products", [], "at least one"],
  ["project.installStart", "11.01.2027", "such as 2027-01-11"],
  ["project.installStart", "2027-02-30", "not in the calendar"],
  ["project.contacts", [{ name: "Jane", email: "jane", role: "k8s" }], "Row 1, E-mail"],
  ["ts.host", "https://ts01", "without https://"],
  ["ts.host", "0x7f.1", "Enter a host name"],
  ["ts.host", "a b", "Enter a host name"],
  ["ts.maestroSha256", "abc", "64 digits"],
  ["ts.extraTargets", [{ label: "x", host: "mail", port: 70000 }], "Row 1, Port"],
  ["k8s.engineVersion", "latest", "such as 1.29.10"],
  ["k8s.caBundle", "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----", "private key"],
  ["k8s.caBundle", "hello", "1 to 10 certificates"],
  ["k8s.probeImage", "agnhost:2.45", "registry's host"],
  ["ns.list", [{ name: "Knovvu", role: "common" }], "Row 1, Name"],
  [
    "ns.list",
    [
      { name: "a", role: "common" },
      { name: "a", role: "va" },
    ],
    "listed twice",
  ],
  ["ns.list", [{ name: "a", role: "common", extra: 1 }], "extra is not known"],
  ["ns.sizing", [{ name: "a", requestsCpu: "lots", requestsMemory: "1Gi" }], "Kubernetes quantity"],
  ["net.baseDomain", "10.0.0.1", "not an address"],
  ["net.baseDomain", "localhost", "two or more parts"],
  ["net.baseDomain", "*.acme.example", "Enter a host name"],
  ["reg.host", "https://nexus", "No https://"],
  ["reg.pullPrefix", "/Knovvu", "lower case"],
  ["db.ip", "pg01.corp", "IP address"],
  ["db.port", "0", "start at 1"],
  ["os.endpoint", "https://s3.corp.example/bucket", "path"],
  ["os.endpoint", "https://user:pw@s3.corp.example", "user name and password"],
  ["os.endpoint", "https://s3.corp.example:0", "Ports go from 1 to 65535"],
  ["os.endpoint", "s3.corp.example", "such as https://"],
  ["os.endpoint", "ftp://s3.corp.example", "Start the address with https://"],
  ["os.buckets", ["Upper"], "lower-case"],
  ["os.buckets", ["a..b"], "lower-case"],
  ["os.ca", "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----", "private key"],
  ["obs.logCa", "-----BEGIN EC PRIVATE KEY-----\nMII\n-----END EC PRIVATE KEY-----", "private key"],
  ["obs.otlpCa", "hello", "1 to 10 certificates"],
  ["obs.logUrl", "https://user:pw@hec.corp.example:8088", "user name and password"],
  ["obs.logUrl", "http://hec.corp.example:8088", "Start the address with https://"],
  ["obs.logUrl", "https://hec.corp.example:0/services", "Ports go from 1 to 65535"],
  ["obs.otlp", { endpoint: "https://u:p@otel.corp.example", protocol: "http" }, "user name and password"],
];

describe("an answer in its normal form", () => {
  test.each(GOOD)("%s takes %j", (id, raw, normal) =>
    expect(parseAnswer(id, raw)).toEqual({ ok: true, value: normal ?? raw }),
  );
});
describe("a wrong answer says what to do", () => {
  test.each(BAD)("%s refuses %j", (id, raw, words) => {
    const parsed = parseAnswer(id, raw);
    expect(parsed.ok ? "taken" : parsed.message).toContain(words);
  });
});

test("bar 10: whatever is sent for whichever question, it is taken or refused in words", () => {
  const ids = Object.keys(answerSchemas) as AnswerFieldId[];
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.anything({ maxDepth: 3 }), (id, raw) => {
      const parsed = parseAnswer(id, raw);
      if (!parsed.ok) expect(parsed.message.length).toBeGreaterThan(5);
    }),
    { numRuns: 3_000 },
  );
});

test("a normal form is its own normal form", () => {
  for (const [id, raw] of GOOD) {
    const once = parseAnswer(id, raw);
    expect(once.ok && parseAnswer(id, once.value)).toEqual(once);
  }
});

describe("addresses and lists that people paste", () => {
  test.each([
    ["reg.host", "https://registry.acme.test"],
    ["reg.host", "registry.acme.test/knovvu"],
    ["reg.host", "robot:pw@registry.acme.test"],
    ["reg.host", "registry.acme.test:0"],
    ["reg.host", "registry.acme.test:70000"],
    ["reg.host", "registry acme"],
    ["db.host", "0x7f.1"],
    ["db.host", "2130706433"],
    ["db.host", "0177.0.0.1"],
    ["db.host", "db.acme.test:5432"],
    ["db.host", "postgres://db.acme.test"],
    ["reg.pushPrefix", "https://registry.acme.test/knovvu"],
    ["reg.pushPrefix", "/knovvu"],
    ["reg.pushPrefix", "Knovvu/Images"],
    ["reg.ca", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----"],
    ["os.buckets", ["Knovvu"]],
    ["obs.logUrl", "https://user:pw@logs.acme.test"],
    ["os.endpoint", "https://s3.acme.test/path"],
  ] as const)("%s refuses %j with a sentence", (id, raw) => {
    const parsed = parseAnswer(id, raw);
    expect(parsed.ok ? "taken" : parsed.message).toMatch(
      /^(Enter|Use|This|Paste|Row 1: Bucket|Leave|Give|Remove|Ports).{14,}\.$/s,
    );
  });

  test.each([
    ["reg.host", "[fd00::1]:5000", "[fd00::1]:5000"],
    ["reg.host", "fd00::1", "[fd00::1]"],
    ["reg.host", "Registry.ACME.test:8443", "registry.acme.test:8443"],
    ["db.host", "bücher.example", "xn--bcher-kva.example"],
    ["db.host", "db.acme.test.", "db.acme.test"],
    ["reg.pushPrefix", "nexus.acme.test:8444/knovvu", "nexus.acme.test:8444/knovvu"],
    ["reg.pushPrefix", "nexus.acme.test:8444", "nexus.acme.test:8444"],
    ["reg.pullPrefix", "knovvu/images", "knovvu/images"],
  ] as const)("%s takes %j as %j, and shows it so", (id, raw, kept) => {
    expect(parseAnswer(id, raw)).toEqual({ ok: true, value: kept });
  });

  test("a list of images with Windows line ends, comments and digests is kept as it was pasted", () => {
    const text = `\uFEFF# VA 5.2\r\ndocker.sestek.com/va/web:5.2.0@sha256:${"a".repeat(64)}\r\n\r\nva/api:5.2.0 # api\r\n`;
    const file = { name: "images.txt", text };
    expect(parseAnswer("reg.imageList", file)).toEqual({ ok: true, value: file });
    const wrong = parseAnswer("reg.imageList", { name: "images.txt", text: "va/web:5.2.0\nnot an image" });
    expect(wrong.ok ? "" : wrong.message).toMatch(/^Line 2 is no image: "not an image"/);
  });
});
