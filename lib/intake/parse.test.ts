import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { AnswerFieldId, Answers } from "./answers";
import { crossFieldProblems } from "./cross-field";
import { parseAnswer } from "./parse";
import { rowsFromText } from "./rows";
import { answerSchemas } from "./schemas/answers";
import { parseSecret } from "./schemas/secrets";
import {
  displayAnswer,
  field,
  isSecret,
  missingFields,
  section,
  sectionState,
  sections,
  visibleFields,
} from "./sections";

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

describe("the questions", () => {
  test("every one has help, a person who knows, and either a schema or a secret's place", () => {
    for (const one of sections.flatMap(({ fields }) => fields)) {
      expect(one.help, one.id).toMatch(/\.$/);
      expect(one.whoKnows, one.id).not.toBe("");
      expect(isSecret(one) || one.id in answerSchemas, one.id).toBe(true);
    }
    expect(Object.keys(answerSchemas).every((id) => field(id as AnswerFieldId))).toBe(true);
  });

  test("that depend on another answer appear only with it", () => {
    const visible = (id: string, answers: Answers) =>
      visibleFields(section(id) ?? (sections[0] as never), answers).map((one) => one.id);
    expect(visible("database", { "db.engine": "postgresql" })).not.toContain("db.instance");
    expect(visible("database", { "db.engine": "mssql" })).toContain("db.instance");
    expect(visible("registry", { "reg.type": "ecr" })).toContain("reg.aws");
    expect(visible("storage", { "st.provisioning": "manual" })).toContain("st.manualPlan");
    expect(visible("terminal", { "ts.kind": "workstation" })).toContain("ts.exclusiveFrom");
  });

  test("a section tells its state", () => {
    const platform = section("platform") ?? (sections[0] as never);
    const none = new Set<never>();
    expect(sectionState(platform, {}, none)).toBe("Not yet started");
    expect(sectionState(platform, { "k8s.distribution": "aks" }, none)).toBe("In progress");
    expect(sectionState(platform, { "k8s.distribution": "aks", "k8s.engineVersion": "1.30.0" }, none)).toBe(
      "Completed",
    );
    expect(sectionState(platform, { "k8s.distribution": "aks" }, none, new Set(["k8s.engineVersion"]))).toBe(
      "There is a problem",
    );
    expect(missingFields(platform, { "k8s.distribution": "openshift" }, none).map(({ id }) => id)).toEqual([
      "k8s.platformVersion",
      "k8s.engineVersion",
    ]);
  });

  test("an answer is shown in words", () => {
    expect(displayAnswer("k8s.distribution", "rancher")).toEqual(["Rancher (RKE2, K3s)"]);
    expect(displayAnswer("ns.list", [{ name: "a", role: "common" }])).toEqual(["a · Common"]);
    expect(displayAnswer("project.cveScanning", "unknown")).toEqual(["I do not know"]);
  });
});

describe("rules across answers", () => {
  test.each<[string, Answers, string]>([
    [
      "an end before the start",
      { "project.installStart": "2027-01-11", "project.installEnd": "2027-01-01" },
      "project.installEnd",
    ],
    [
      "a workstation that is ours too late",
      { "ts.kind": "workstation", "ts.exclusiveFrom": "2027-01-12", "project.installStart": "2027-01-11" },
      "ts.exclusiveFrom",
    ],
    ["no common namespace", { "ns.list": [{ name: "a", role: "va" }] }, "ns.list"],
    [
      "sizing of a namespace that is not listed",
      {
        "ns.list": [{ name: "a", role: "common" }],
        "ns.sizing": [{ name: "b", requestsCpu: "1", requestsMemory: "1Gi" }],
      },
      "ns.sizing",
    ],
    ["a log-in that the engine does not have", { "db.engine": "mssql", "db.auth": "scram" }, "db.auth"],
    [
      "a bucket with dots under virtual-hosted addressing",
      { "os.strategy": "existing-s3", "os.addressing": "virtual", "os.buckets": ["knovvu.va"] },
      "os.buckets",
    ],
    [
      "virtual-hosted addressing of an IP address",
      { "os.strategy": "existing-s3", "os.addressing": "virtual", "os.endpoint": "https://10.2.3.4:9000" },
      "os.addressing",
    ],
    [
      "a matrix agreed on after the start",
      { "project.installStart": "2027-01-11", "resp.agreedOn": "2027-02-01" },
      "resp.agreedOn",
    ],
  ])("%s is a problem at the answer that should change", (_what, answers, id) => {
    expect(crossFieldProblems(answers).map((problem) => problem.field)).toContain(id);
  });
});

describe("secrets that go into a header", () => {
  test.each([
    ["obs.otlpHeaders", "x-key: abc\nHost: other.example", "Leave the header Host out"],
    ["obs.otlpHeaders", "no colon here", "one header a line"],
    ["obs.otlpHeaders", { "bad name": "x" }, "one header a line"],
    ["obs.otlpHeaders", { "x-key": "a\r\nx-other: b" }, "one line"],
    ["obs.logSecret", "user:pass\r\nX-Injected: 1", "one line"],
  ] as const)("%s refuses %j, and does not repeat it", (id, raw, words) => {
    const parsed = parseSecret(id, raw);
    expect(parsed.ok ? "taken" : parsed.message).toContain(words);
    expect(parsed.ok ? "" : parsed.message).not.toContain("Injected");
  });

  test("a log system's user and password, or its token, is taken as it is", () => {
    for (const value of ["user:pass word", "a2V5LW9mLXRlc3Rz", "şifre:ğüç"])
      expect(parseSecret("obs.logSecret", value)).toEqual({ ok: true, value });
  });
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

  test("a password is kept byte for byte, with every printable character", () => {
    const password = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("")} ğüşıöçİ 密码 `;
    for (const id of ["reg.password", "db.password", "os.secretKey"] as const)
      expect(parseSecret(id, password)).toEqual({ ok: true, value: password });
  });
});

describe("pasted rows", () => {
  const list = field("ns.list");
  test.each([
    ["CSV", "a,common\nb,VA"],
    ["a spreadsheet's cells", "a\tCommon\nb\tva"],
    ["a heading first", "Role,Name\ncommon,a\nva,b"],
    ["words with spaces between", "a common\nb va"],
    ["semicolons and quotes", '"a";"common"\n"b";"va"\n'],
  ])("as %s", (_what, text) =>
    expect(rowsFromText(text, list)).toEqual([
      { name: "a", role: "common" },
      { name: "b", role: "va" },
    ]),
  );

  test("bar 10: whatever is pasted, rows of the columns come out", () => {
    const keys = new Set(list.columns?.map(({ key }) => key));
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) =>
        rowsFromText(text, list).every((row) => Object.keys(row).every((key) => keys.has(key))),
      ),
      { numRuns: 1_000 },
    );
  });
});
