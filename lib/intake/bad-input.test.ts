import { describe, expect, test } from "vitest";

import type { AnswerFieldId, Answers } from "./answers";
import { crossFieldProblems } from "./cross-field";
import { parseAnswer } from "./parse";

/** A plain sentence that says what to do, and the row when there are several. */
const SENTENCE =
  /^(Row 1(, [A-Z]\w+)?: |Address: )?(Enter|Use|Paste|Leave|Remove|This|The|Start|Ports|Bucket) .{8,}\.$/s;

const HOSTS: Record<string, (host: string) => unknown> = {
  "ts.host": (host) => host,
  "db.host": (host) => host,
  "lic.host": (host) => host,
  "net.ingressAddress": (host) => host,
  "rec.hosts": (host) => [host],
  "sr.hosts": (host) => [host],
  "reg.host": (host) => host,
};
const NO_HOST = [
  "https://db01.acme.test",
  "db 01.acme.test",
  "user@db01.acme.test",
  "user:pw@db01.acme.test",
  "db01.acme.test/path",
  "db01.acme.test?x=1",
  "db01.acme.test#x",
  "/var/run/postgresql",
  "\\\\db01\\share",
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "0177.0.0.1",
  "127.1",
  "1.2.3",
  "999.1.1.1",
  "db01..acme.test",
  "-db01.acme.test",
  "db%2e01.acme.test",
  "*.acme.test",
  "",
  "   ",
];

describe.each(Object.keys(HOSTS) as AnswerFieldId[])("%s as a host", (id) => {
  const shaped = HOSTS[id] ?? ((host: string) => host);

  test.each(NO_HOST)("refuses %j with a sentence", (host) => {
    const parsed = parseAnswer(id, shaped(host));
    expect(parsed.ok ? "taken" : parsed.message).toMatch(SENTENCE);
  });

  test.each([
    ["  DB01.Acme.Test. ", "db01.acme.test"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["10.2.9.20", "10.2.9.20"],
  ])("takes %j as %j, and shows it so", (host, kept) => {
    expect(parseAnswer(id, shaped(host))).toEqual({ ok: true, value: shaped(kept) });
  });

  test("does not take a name in other letters for the one that it looks like", () => {
    const [twin, own] = ["\u0430cme.example", "acme.example"].map((host) => parseAnswer(id, shaped(host)));
    expect(twin).toEqual({ ok: true, value: shaped("xn--cme-5cd.example") });
    expect(own).toEqual({ ok: true, value: shaped("acme.example") });
  });
});

test.each(["db.host", "db.ip"] as const)("%s takes no port with the host", (id) => {
  expect(parseAnswer(id, "db01.acme.test:5432")).toMatchObject({ ok: false });
  expect(parseAnswer(id, "10.0.0.1:5432")).toMatchObject({ ok: false });
});

test.each(["db.ip", "lic.ip"] as const)("%s keeps one spelling of an address in brackets", (id) => {
  expect(parseAnswer(id, "[2001:DB8::1]")).toEqual({ ok: true, value: "2001:db8::1" });
  for (const odd of ["010.0.0.1", "167772161", "0xa.1", "10.0.0", "db01"])
    expect(parseAnswer(id, odd)).toMatchObject({ ok: false });
});

const URLS: Record<string, (url: string) => unknown> = {
  "os.endpoint": (url) => url,
  "obs.logUrl": (url) => url,
  "reg.adminApi": (url) => url,
  "obs.otlp": (endpoint) => ({ endpoint, protocol: "http" }),
};

describe.each(Object.keys(URLS) as AnswerFieldId[])("%s as an address with scheme", (id) => {
  const shaped = URLS[id] ?? ((url: string) => url);

  test.each([
    "s3.acme.test",
    "ftp://s3.acme.test",
    "https:s3.acme.test",
    "https:/s3.acme.test",
    "https:///s3.acme.test",
    "https://",
    "https://user@s3.acme.test",
    "https://user:pw@s3.acme.test",
    "https://s3.acme.test?x=1",
    "https://s3.acme.test#x",
    "https://s3.acme.test:0",
    "https://s3.acme.test:70000",
    "https://2130706433",
    "https://0177.0.0.1",
    "https://0x7f.1",
    "https://127.1",
    "https://s3%2eacme.test",
    "https://%73%33.acme.test",
    "https://s3.acme.test\\@evil.test",
    "https://s3.ac\tme.test",
    "ht\ntps://s3.acme.test",
    "https://s3.acme.test/a b",
    "https://s3.acme.test/a/../b",
    "https://s3\u200b.acme.test",
  ])("refuses %j with a sentence", (url) => {
    const parsed = parseAnswer(id, shaped(url));
    expect(parsed.ok ? "taken" : parsed.message).toMatch(SENTENCE);
  });

  test.each([
    [" https://S3.Acme.Test./ ", "https://s3.acme.test"],
    ["https://s3.acme.test:9000", "https://s3.acme.test:9000"],
    ["https://[2001:DB8::1]:9000", "https://[2001:db8::1]:9000"],
    ["https://\u0430cme.example", "https://xn--cme-5cd.example"],
  ])("takes %j as %j, and shows it so", (url, kept) => {
    expect(parseAnswer(id, shaped(url))).toEqual({ ok: true, value: shaped(kept) });
  });
});

test.each(["k8s.caBundle", "reg.ca", "db.ca", "os.ca", "obs.logCa", "obs.otlpCa"] as const)(
  "%s takes no private key for a CA, and does not repeat it",
  (id) => {
    const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
    for (const kind of ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"]) {
      const key = `-----BEGIN ${kind}-----\nc2VjcmV0\n-----END ${kind}-----`;
      for (const text of [key, `${certificate}\n${key}`]) {
        const parsed = parseAnswer(id, text);
        expect(parsed.ok ? "taken" : parsed.message).toContain("private key");
        expect(parsed.ok ? "" : parsed.message).not.toContain("c2VjcmV0");
      }
    }
  },
);

test("a bucket with dots is kept, and said not to fit virtual-hosted addressing", () => {
  const buckets = parseAnswer("os.buckets", ["knovvu.files"]);
  expect(buckets).toEqual({ ok: true, value: ["knovvu.files"] });
  const answers: Answers = { "os.strategy": "existing-s3", "os.addressing": "virtual", "os.buckets": ["knovvu.files"] };
  expect(crossFieldProblems(answers)).toContainEqual(
    expect.objectContaining({ field: "os.buckets", message: expect.stringContaining("wildcard certificate") }),
  );
});
