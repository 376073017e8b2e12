import { afterEach, beforeAll, describe, expect, test } from "vitest";

import type { Judgement } from "@/lib/checks/define-check";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import { type PracticeBucket, type PracticeStore, type S3Peer, startS3Peer } from "@/lib/peers/s3";
import type { WebPeerOptions, WebReply } from "@/lib/peers/web";
import type { EgressOptions } from "@/lib/probes/egress/guard";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { adviceFor, lookOutside, type Outside } from "@/test/look-outside";

const HOST = "s3.corp.example";
const BUCKET = "knovvu-va";
const KEYS = { "access-of-the-tests": "secret-of-the-tests" };
let ca: Certificate;
let known: Certificate;
let elsewhere: Certificate;
let peer: S3Peer | undefined;

beforeAll(async () => {
  ca = await makeCertificate({ commonName: "their ca" });
  known = await makeCertificate({ commonName: HOST, names: [HOST, `*.${HOST}`], issuer: ca });
  elsewhere = await makeCertificate({ commonName: "other", names: ["other.example"], issuer: ca });
});
afterEach(async () => {
  await peer?.close();
  peer = undefined;
});

interface Case {
  store?: Partial<PracticeStore>;
  bucket?: PracticeBucket;
  answers?: Partial<Answers>;
  secret?: string;
  plain?: boolean;
  server?: WebPeerOptions;
  /** The wildcard name of the buckets leads to the service. */
  wildcard?: boolean;
  consented?: boolean;
  egress?: Partial<EgressOptions>;
}

async function situation({ store, bucket, answers, secret, plain, server, wildcard, consented, egress }: Case) {
  peer = await startS3Peer(
    { keys: KEYS, buckets: { [BUCKET]: bucket ?? {} }, ...store },
    { ...(plain ? {} : { certificate: known }), ...server },
  );
  const scheme = plain ? "http" : "https";
  const port = plain ? 80 : 443;
  const stated: Answers = {
    "os.strategy": "existing-s3",
    "os.endpoint": `${scheme}://${HOST}`,
    "os.accessKey": "access-of-the-tests",
    "os.buckets": [BUCKET],
    ...(plain ? {} : { "os.ca": ca.pem }),
    ...answers,
  };
  const outside: Outside = {
    answers: stated,
    secrets: { "os.secretKey": secret ?? "secret-of-the-tests" },
    peers: { [`${HOST}:${port}`]: peer.port, ...(wildcard ? { [`${BUCKET}.${HOST}:${port}`]: peer.port } : {}) },
    ...(consented === undefined ? {} : { consented }),
    ...(egress ? { egress } : {}),
  };
  return outside;
}

async function judged(id: string, one: Case): Promise<Judgement> {
  const found = worst(await lookOutside(id, await situation(one)));
  if (!found) throw new Error("nothing was judged");
  expect(found.message).toMatch(/^\S.{15,}\S$/s);
  expect(JSON.stringify(found)).not.toContain("secret-of-the-tests");
  return found;
}

type Row = [title: string, one: Case, verdict: Verdict, reasonCode: ReasonCode, words?: RegExp];
const reply = (status: number, body = "", headers: Record<string, string> = {}): WebReply => ({
  status,
  body,
  headers,
});
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
      const found = await judged("os-endpoint", one);
      expect([found.verdict, found.reasonCode], found.message).toEqual([verdict, reasonCode]);
      if (words) expect(found.message).toMatch(words);
    });

  test("a certificate for other names fails, and names them", async () => {
    const found = await judged("os-endpoint", { server: { certificate: elsewhere } });
    expect(found).toMatchObject({ verdict: "fail", reasonCode: "tls-name" });
    expect(found.message).toContain("other.example");
  });

  test("an endpoint where nothing listens fails", async () => {
    const outside = await situation({});
    await peer?.close();
    expect(worst(await lookOutside("os-endpoint", outside))).toMatchObject({ verdict: "fail", reasonCode: "refused" });
  });

  test("the ladder says how far it came", async () => {
    const names = (found: Judgement) => found.steps?.map(({ name, state }) => `${name}: ${state}`);
    expect(names(await judged("os-endpoint", {}))).toEqual([
      "resolve: done",
      "connect: done",
      "TLS: done",
      "sign: done",
      "bucket, path style: done",
    ]);
    await peer?.close();
    expect(names(await judged("os-endpoint", { secret: "another" }))).toEqual([
      "resolve: done",
      "connect: done",
      "TLS: done",
      "sign: failed",
      "bucket, path style: not-reached",
    ]);
    await peer?.close();
    expect(names(await judged("os-endpoint", { plain: true, answers: { "os.buckets": ["missing"] } }))).toEqual([
      "resolve: done",
      "connect: done",
      "sign: done",
      "bucket, path style: failed",
    ]);
  });

  test("a bucket with dots is never asked for by a name that no certificate can hold", async () => {
    const dotted = "knovvu.va";
    const found = await judged("os-endpoint", {
      store: { buckets: { [dotted]: {} } },
      answers: { "os.buckets": [dotted], "os.addressing": "virtual" },
    });
    expect(found).toMatchObject({ verdict: "warn", reasonCode: "answer-mismatch" });
    expect(found.message).toContain("do not fit a wildcard certificate");
  });

  test("every bucket is a finding of its own, and a silent name is one for all", async () => {
    const two = { store: { buckets: { one1: {}, two2: {} } }, answers: { "os.buckets": ["one1", "two2", "three"] } };
    const found = await lookOutside("os-endpoint", await situation(two));
    expect(found.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "fail"]);
    const unknown = { ...two, answers: { ...two.answers, "os.endpoint": "https://s3.inside.example" } };
    await peer?.close();
    expect(await lookOutside("os-endpoint", await situation(unknown))).toHaveLength(1);
  });

  test("the server's own identity is never used: keys and regions of its environment are not looked at", async () => {
    const mine = { AWS_ACCESS_KEY_ID: "own-identity", AWS_SECRET_ACCESS_KEY: "own-secret", AWS_REGION: "ap-south-1" };
    const before = { ...process.env };
    Object.assign(process.env, mine, { AWS_ENDPOINT_URL: "https://elsewhere.example", AWS_PROFILE: "own" });
    try {
      expect(await judged("os-endpoint", {})).toMatchObject({ verdict: "pass" });
      const sent = JSON.stringify(peer?.requests().map(({ headers }) => headers));
      for (const word of ["own-identity", "ap-south-1"]) expect(sent).not.toContain(word);
    } finally {
      for (const name of [...Object.keys(mine), "AWS_ENDPOINT_URL", "AWS_PROFILE"])
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
    }
  });
});

const RIGHTS: Row[] = [
  ["everything allowed and everything gone passes", {}, "pass", "ok"],
  [
    "the generated policy is enough: what it does not grant is not missed",
    { bucket: { denied: ["s3:GetBucketVersioning", "s3:GetBucketObjectLockConfiguration"] } },
    "pass",
    "ok",
  ],
  [
    "listing denied alone is a warning",
    { bucket: { denied: ["s3:ListBucket"] } },
    "warn",
    "forbidden",
    /s3:ListBucket/,
  ],
  ["location denied alone is a warning", { bucket: { denied: ["s3:GetBucketLocation"] } }, "warn", "forbidden"],
  [
    "versioning is a warning, even when the version could be deleted",
    { bucket: { versioning: "Enabled" } },
    "warn",
    "unsupported",
  ],
  [
    "versioning without the right to delete versions leaves residue, named",
    { bucket: { versioning: "Enabled", denied: ["s3:DeleteObjectVersion"] } },
    "warn",
    "residue",
    /rdy\/[0-9a-f-]{36} \(version [0-9a-f-]{36}\) under a delete marker/,
  ],
  ["writing denied fails", { bucket: { denied: ["s3:PutObject"] } }, "fail", "forbidden", /s3:PutObject/],
  ["reading denied fails", { bucket: { denied: ["s3:GetObject"] } }, "fail", "forbidden", /s3:GetObject/],
  [
    "deleting denied fails, and names what stays",
    { bucket: { denied: ["s3:DeleteObject"] } },
    "fail",
    "residue",
    /may not delete objects.*Left in knovvu-va: the object rdy\/[0-9a-f-]{36}\. Remove it by hand/s,
  ],
  [
    "aborting denied leaves an unfinished upload, named",
    { bucket: { denied: ["s3:AbortMultipartUpload"] } },
    "warn",
    "residue",
    /unfinished multipart upload of rdy\//,
  ],
  [
    "a delete that deletes nothing is seen through",
    { bucket: { keepsAll: true } },
    "warn",
    "residue",
    /though deleting it was answered with success/,
  ],
  [
    "another content than was written fails",
    { bucket: { answers: { "GET object": reply(200, "something else") } } },
    "fail",
    "residue",
    /not what was written/,
  ],
  [
    "a storage without multipart uploads is a warning",
    {
      bucket: {
        answers: { "POST multipart": reply(501, "<?xml version='1.0'?><Error><Code>NotImplemented</Code></Error>") },
      },
    },
    "warn",
    "unsupported",
  ],
  [
    "a storage that breaks while it is written to could not be told, and the object is looked after",
    { bucket: { answers: { "PUT object": reply(500) } } },
    "could-not-tell",
    "error",
  ],
  [
    "a default retention could not be told, because nothing may be written",
    { bucket: { retention: { mode: "COMPLIANCE", days: 30 } } },
    "could-not-tell",
    "unsupported",
    /30 days, COMPLIANCE/,
  ],
  [
    "without consent it could not be told, and says so",
    { consented: false },
    "could-not-tell",
    "answer-missing",
    /agreed/,
  ],
  [
    "listing that breaks could not be told",
    { bucket: { answers: { "GET list-type": reply(500) } } },
    "could-not-tell",
    "error",
  ],
];

describe("os-bucket-rights", () => {
  for (const [title, one, verdict, reasonCode, words] of RIGHTS)
    test(title, async () => {
      const found = await judged("os-bucket-rights", { consented: true, ...one });
      expect([found.verdict, found.reasonCode], found.message).toEqual([verdict, reasonCode]);
      if (words) expect(found.message).toMatch(words);
      const named = /rdy\/[0-9a-f-]{36}/.exec(found.message)?.[0];
      const left = [...(peer?.contents() ?? []), ...(peer?.uploads() ? ["upload"] : [])];
      if (left.length > 0) expect(named ?? "nothing", left.join()).toMatch(/^rdy/);
    });

  test("exactly one named object is written, of 1 KiB, and nothing is left", async () => {
    await judged("os-bucket-rights", { consented: true });
    const puts = peer?.requests().filter(({ method }) => method === "PUT") ?? [];
    expect(puts.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/knovvu-va\/rdy\/[0-9a-f-]{36}/)]);
    expect(puts[0]?.body).toHaveLength(1024);
    expect(peer?.contents()).toEqual([]);
    expect(peer?.uploads()).toBe(0);
  });

  test("a version is deleted by its own id", async () => {
    await judged("os-bucket-rights", { consented: true, bucket: { versioning: "Enabled" } });
    const deletes = peer?.requests().filter(({ method, path }) => method === "DELETE" && !path.includes("uploadId"));
    expect(deletes?.map(({ path }) => path)).toEqual([expect.stringContaining("versionId=")]);
    expect(peer?.contents()).toEqual([]);
  });

  test.each([
    ["consent is missing", { consented: false }],
    ["the bucket keeps what it gets", { consented: true, bucket: { retention: { mode: "GOVERNANCE", days: 1 } } }],
  ])("nothing is written when %s", async (_why, one: Case) => {
    await judged("os-bucket-rights", one);
    expect(peer?.requests().map(({ method }) => method)).not.toContain("PUT");
    expect(new Set(peer?.requests().map(({ method }) => method))).toEqual(new Set(["HEAD", "GET"]));
  });

  test("the ladder shows each right, and the advice offers the policy", async () => {
    const one = { consented: true, bucket: { denied: ["s3:GetObject"] } };
    const found = await judged("os-bucket-rights", one);
    expect(found.steps?.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      "location: done",
      "list: done",
      "put: done",
      "get: failed",
      "multipart: done",
      "delete: done",
    ]);
    expect(adviceFor("os-bucket-rights", await situation(one), found).artefact).toBe("A17");
  });
});
