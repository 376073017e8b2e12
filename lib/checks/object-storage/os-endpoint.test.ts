import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Judgement } from "@/lib/checks/define-check";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { lookOut } from "@/test/look-out";
import { HOST, type Row, reply, s3Bench } from "@/test/s3/bench";

let bench: Awaited<ReturnType<typeof s3Bench>>;
beforeAll(async () => {
  bench = await s3Bench();
});
afterAll(() => bench.clear());

const virtual = { base: HOST };

const ENDPOINT: Row[] = [
  ["keys, bucket and path style as stated pass", {}, "pass", "ok"],
  ["path style passes when it was stated", { answers: { "os.addressing": "path" } }, "pass", "ok"],
  [
    "virtual-hosted passes when it was stated and works",
    { store: { virtual }, wildcard: true, answers: { "os.addressing": "virtual" } },
    "pass",
    "ok",
  ],
  [
    "only path style works where virtual-hosted was stated: a warning for SESTEK",
    { answers: { "os.addressing": "virtual" } },
    "warn",
    "answer-mismatch",
    /Only path style .* Tell SESTEK/,
  ],
  [
    "only virtual-hosted works: a warning for SESTEK",
    { store: { virtual: { base: HOST, only: true } }, wildcard: true, answers: { "os.addressing": "path" } },
    "warn",
    "answer-mismatch",
    /Only virtual-hosted/,
  ],
  ["plain http is a warning", { plain: true }, "warn", "unsupported", /unencrypted/],
  [
    "a region that the service corrects is a warning that names it",
    { bucket: { region: "eu-central-1" } },
    "warn",
    "answer-mismatch",
    /in eu-central-1, not in us-east-1/,
  ],
  [
    "a stated region passes",
    { bucket: { region: "eu-central-1" }, answers: { "os.region": "eu-central-1" } },
    "pass",
    "ok",
  ],
  [
    "keys that may not list are accepted: their rights are another row's",
    { bucket: { denied: ["s3:ListBucket"] } },
    "warn",
    "forbidden",
  ],
  [
    "keys that may neither list nor see the location are accepted as well",
    { bucket: { denied: ["s3:ListBucket", "s3:GetBucketLocation"] } },
    "warn",
    "forbidden",
  ],
  [
    "a wrong secret key fails (SignatureDoesNotMatch)",
    { secret: "another" },
    "fail",
    "auth",
    /secret key does not belong/,
  ],
  [
    "an unknown access key fails (InvalidAccessKeyId)",
    { answers: { "os.accessKey": "nobody" } },
    "fail",
    "auth",
    /does not know the access key nobody/,
  ],
  [
    "a missing bucket fails (NoSuchBucket)",
    { answers: { "os.buckets": ["knovvu-ca"] } },
    "fail",
    "not-found",
    /no bucket knovvu-ca/,
  ],
  ["a private CA that was given passes", {}, "pass", "ok"],
  [
    "a private CA that was not given fails, and is named",
    { answers: { "os.ca": undefined } as Partial<Answers> },
    "fail",
    "tls-untrusted",
    /their ca/,
  ],
  [
    "clocks more than 15 minutes apart could not be told",
    { store: { clockMinutes: -40 } },
    "could-not-tell",
    "error",
    /differ by 40 minutes/,
  ],
  [
    "an endpoint that only its own network knows could not be told",
    { answers: { "os.endpoint": "https://s3.inside.example" } },
    "could-not-tell",
    "dns",
  ],
  [
    "an endpoint in a closed network could not be told",
    { answers: { "os.endpoint": "https://10.1.2.3:9000" } },
    "could-not-tell",
    "blocked-by-policy",
  ],
  [
    "a service that is busy could not be told",
    { bucket: { answers: { "HEAD bucket": reply(503), "GET location": reply(503) } } },
    "could-not-tell",
    "error",
  ],
  [
    "a redirect is not followed and could not be told",
    { server: { rogue: { kind: "redirect", to: "http://169.254.169.254/latest" } } },
    "could-not-tell",
    "error",
    /not followed/,
  ],
  [
    "a log-in page could not be told",
    { server: { rogue: { kind: "html" } } },
    "could-not-tell",
    "error",
    /log-in page/,
  ],
];

describe("os-endpoint", () => {
  for (const [title, one, verdict, reasonCode, words] of ENDPOINT)
    test(title, async () => {
      const found = await bench.judged("os-endpoint", one);
      expect([found.verdict, found.reasonCode], found.message).toEqual([verdict, reasonCode]);
      if (words) expect(found.message).toMatch(words);
    });

  test("a certificate for other names fails, and names them", async () => {
    const found = await bench.judged("os-endpoint", { server: { certificate: bench.elsewhere } });
    expect(found).toMatchObject({ verdict: "fail", reasonCode: "tls-name" });
    expect(found.message).toContain("other.example");
  });

  test("an endpoint where nothing listens fails", async () => {
    const outside = await bench.situation({});
    await bench.clear();
    expect(worst(await lookOut("os-endpoint", outside))).toMatchObject({ verdict: "fail", reasonCode: "refused" });
  });

  test("the ladder says how far it came", async () => {
    const names = (found: Judgement) => found.steps?.map(({ name, state }) => `${name}: ${state}`);
    expect(names(await bench.judged("os-endpoint", {}))).toEqual([
      "resolve: done",
      "connect: done",
      "TLS: done",
      "sign: done",
      "bucket, path style: done",
    ]);
    expect(names(await bench.judged("os-endpoint", { secret: "another" }))).toEqual([
      "resolve: done",
      "connect: done",
      "TLS: done",
      "sign: failed",
      "bucket, path style: not-reached",
    ]);
    expect(names(await bench.judged("os-endpoint", { plain: true, answers: { "os.buckets": ["missing"] } }))).toEqual([
      "resolve: done",
      "connect: done",
      "sign: done",
      "bucket, path style: failed",
    ]);
  });

  test("a bucket with dots is never asked for by a name that no certificate can hold", async () => {
    const dotted = "knovvu.va";
    const found = await bench.judged("os-endpoint", {
      store: { buckets: { [dotted]: {} } },
      answers: { "os.buckets": [dotted], "os.addressing": "virtual" },
    });
    expect(found).toMatchObject({ verdict: "warn", reasonCode: "answer-mismatch" });
    expect(found.message).toContain("do not fit a wildcard certificate");
  });

  test("every bucket is a finding of its own, and a silent name is one for all", async () => {
    const two = { store: { buckets: { one1: {}, two2: {} } }, answers: { "os.buckets": ["one1", "two2", "three"] } };
    const found = await lookOut("os-endpoint", await bench.situation(two));
    expect(found.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "fail"]);
    const unknown = { ...two, answers: { ...two.answers, "os.endpoint": "https://s3.inside.example" } };
    expect(await lookOut("os-endpoint", await bench.situation(unknown))).toHaveLength(1);
  });

  test("the server's own identity is never used: keys and regions of its environment are not looked at", async () => {
    const mine = { AWS_ACCESS_KEY_ID: "own-identity", AWS_SECRET_ACCESS_KEY: "own-secret", AWS_REGION: "ap-south-1" };
    const before = { ...process.env };
    Object.assign(process.env, mine, { AWS_ENDPOINT_URL: "https://elsewhere.example", AWS_PROFILE: "own" });
    try {
      expect(await bench.judged("os-endpoint", {})).toMatchObject({ verdict: "pass" });
      const sent = JSON.stringify(
        bench
          .peer()
          ?.requests()
          .map(({ headers }) => headers),
      );
      for (const word of ["own-identity", "ap-south-1"]) expect(sent).not.toContain(word);
    } finally {
      for (const name of [...Object.keys(mine), "AWS_ENDPOINT_URL", "AWS_PROFILE"])
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
    }
  });
});
