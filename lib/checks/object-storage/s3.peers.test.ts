import { readdirSync } from "node:fs";
import { Agent } from "node:https";
import { join } from "node:path";

import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { bucketPolicy } from "@/lib/artefacts/storage";
import type { Judgement } from "@/lib/checks/define-check";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import { lookOut } from "@/test/look-out";
import { READER, ROOT, type S3Server, startS3Server, USER } from "@/test/s3/start";

/** The real thing: versitygw over a folder, over TLS with a private CA and over plain http. */
const HOST = "s3.corp.example";
const BUCKET = "knovvu-va";
let ca: Certificate;
let secure: S3Server;
let plain: S3Server;
let root: S3Client;

const all = (bucket: string) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
const statement = (
  effect: "Allow" | "Deny",
  who: typeof USER,
  action: string | string[],
  resource: string | string[],
) => ({
  Effect: effect,
  Principal: { AWS: [who.accessKeyId] },
  Action: action,
  Resource: resource,
});

async function bucket(name: string, statements: unknown[], lock = false): Promise<void> {
  await root.send(new CreateBucketCommand({ Bucket: name, ...(lock ? { ObjectLockEnabledForBucket: true } : {}) }));
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  await root.send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
}

beforeAll(async () => {
  ca = await makeCertificate({ commonName: "their ca" });
  const certificate = await makeCertificate({ commonName: HOST, names: [HOST, `*.${HOST}`, "127.0.0.1"], issuer: ca });
  [secure, plain] = await Promise.all([startS3Server({ base: HOST, certificate }), startS3Server({ base: HOST })]);
  root = new S3Client({
    endpoint: `http://127.0.0.1:${plain.port}`,
    region: "us-east-1",
    credentials: ROOT,
    forcePathStyle: true,
  });
  await bucket(BUCKET, [statement("Allow", USER, "s3:*", all(BUCKET))]);
  const httpsAgent = new Agent({ ca: ca.pem });
  const overTls = new S3Client({
    endpoint: `https://127.0.0.1:${secure.port}`,
    region: "us-east-1",
    credentials: ROOT,
    forcePathStyle: true,
    requestHandler: { httpsAgent },
  });
  await overTls.send(new CreateBucketCommand({ Bucket: BUCKET }));
  overTls.destroy();
});
afterAll(async () => {
  root.destroy();
  await Promise.all([secure.stop(), plain.stop()]);
});

interface Case {
  answers?: Partial<Answers>;
  who?: typeof USER;
  secret?: string;
  https?: boolean;
  wildcard?: boolean;
  consented?: boolean;
}

async function judged(
  id: string,
  { answers, who = USER, secret, https, wildcard, consented }: Case,
): Promise<Judgement> {
  const port = https ? 443 : 80;
  const server = https ? secure : plain;
  const outside = {
    answers: {
      "os.strategy": "existing-s3" as const,
      "os.endpoint": `${https ? "https" : "http"}://${HOST}`,
      "os.accessKey": who.accessKeyId,
      "os.buckets": [BUCKET],
      ...answers,
    },
    secrets: { "os.secretKey": secret ?? who.secretAccessKey },
    pinned: { [`${HOST}:${port}`]: server.port, ...(wildcard ? { [`${BUCKET}.${HOST}:${port}`]: server.port } : {}) },
    ...(consented === undefined ? {} : { consented }),
  };
  const found = worst(await lookOut(id, outside));
  if (!found) throw new Error("nothing was judged");
  return found;
}

const left = (name: string): string[] => {
  try {
    return readdirSync(join(plain.folder, name, "rdy"));
  } catch {
    return [];
  }
};

describe("os-endpoint against a real S3 server", () => {
  test("the right keys over http are a warning for the http alone", async () => {
    const found = await judged("os-endpoint", {});
    expect([found.verdict, found.reasonCode], found.message).toEqual(["warn", "unsupported"]);
    expect(found.message).not.toContain("addressing");
  });

  test("a wrong secret key fails", async () => {
    const found = await judged("os-endpoint", { secret: "not-it" });
    expect([found.verdict, found.reasonCode, found.found], found.message).toEqual([
      "fail",
      "auth",
      "SignatureDoesNotMatch (403)",
    ]);
  });

  test("an unknown access key fails", async () => {
    const found = await judged("os-endpoint", { answers: { "os.accessKey": "nobody" } });
    expect([found.verdict, found.reasonCode, found.found], found.message).toEqual([
      "fail",
      "auth",
      "InvalidAccessKeyId (403)",
    ]);
  });

  test("a missing bucket fails", async () => {
    const found = await judged("os-endpoint", { answers: { "os.buckets": ["not-there"] } });
    expect([found.verdict, found.reasonCode, found.found], found.message).toEqual([
      "fail",
      "not-found",
      "NoSuchBucket (404)",
    ]);
  });

  test("another region than the server's is corrected, and is a warning", async () => {
    const found = await judged("os-endpoint", { answers: { "os.region": "eu-central-1" } });
    expect([found.verdict, found.reasonCode], found.message).toEqual(["warn", "answer-mismatch"]);
    expect(found.message).toContain("in us-east-1, not in eu-central-1");
  });

  test("virtual-hosted addressing works where the bucket's name leads there", async () => {
    const stated = { "os.addressing": "virtual" as const };
    const found = await judged("os-endpoint", { answers: stated, wildcard: true });
    expect(found.evidence, found.message).toMatchObject({ addressing: "virtual" });
    expect(found.reasonCode).toBe("unsupported");
  });

  test("virtual-hosted addressing without wildcard DNS is a warning for SESTEK", async () => {
    const found = await judged("os-endpoint", { answers: { "os.addressing": "virtual" } });
    expect([found.verdict, found.reasonCode], found.message).toEqual(["warn", "answer-mismatch"]);
  });

  test("a private CA that was given passes, and the ladder is climbed to its end", async () => {
    const found = await judged("os-endpoint", { https: true, who: ROOT, answers: { "os.ca": ca.pem } });
    expect([found.verdict, found.reasonCode], found.message).toEqual(["pass", "ok"]);
    expect(found.steps?.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      "resolve: done",
      "connect: done",
      "TLS: done",
      "sign: done",
      "bucket, path style: done",
    ]);
  });

  test("virtual-hosted over TLS with a wildcard certificate passes", async () => {
    const stated = { "os.ca": ca.pem, "os.addressing": "virtual" as const };
    const found = await judged("os-endpoint", { https: true, who: ROOT, wildcard: true, answers: stated });
    expect([found.verdict, found.reasonCode], found.message).toEqual(["pass", "ok"]);
  });

  test("a private CA that was not given fails", async () => {
    const found = await judged("os-endpoint", { https: true });
    expect([found.verdict, found.reasonCode], found.message).toEqual(["fail", "tls-untrusted"]);
  });
});

describe("os-bucket-rights against a real S3 server", () => {
  test("all rights pass, and nothing is left on the disk", async () => {
    const found = await judged("os-bucket-rights", { consented: true });
    expect([found.verdict, found.reasonCode], JSON.stringify(found)).toEqual(["pass", "ok"]);
    expect(left(BUCKET)).toEqual([]);
  });

  test("without consent nothing is written", async () => {
    const found = await judged("os-bucket-rights", {});
    expect([found.verdict, found.reasonCode], found.message).toEqual(["could-not-tell", "answer-missing"]);
    expect(left(BUCKET)).toEqual([]);
  });

  test("the generated policy is enough", async () => {
    const name = "generated-policy";
    const answers: Answers = { "os.strategy": "existing-s3", "os.buckets": [name] };
    const facts = { answers, secretsSet: new Set<never>(), policy: DEFAULT_POLICY, today: "2026-11-24" };
    const [file] = bucketPolicy({ facts, project: { name: "Acme" } });
    const { Statement } = JSON.parse(file?.text ?? "{}") as { Statement: { Action: string[]; Resource: string[] }[] };
    await bucket(
      name,
      Statement.map(({ Action, Resource }) => statement("Allow", USER, Action, Resource)),
    );
    const found = await judged("os-bucket-rights", { consented: true, answers });
    expect([found.verdict, found.reasonCode], JSON.stringify(found)).toEqual(["pass", "ok"]);
    expect(left(name)).toEqual([]);
  });

  test.each([
    ["listing", "s3:ListBucket", "warn", "forbidden"],
    ["location", "s3:GetBucketLocation", "warn", "forbidden"],
    ["writing", "s3:PutObject", "fail", "forbidden"],
    ["reading", "s3:GetObject", "fail", "forbidden"],
    ["deleting", "s3:DeleteObject", "fail", "residue"],
  ])("%s denied by policy", async (what, action, verdict, reasonCode) => {
    const name = `without-${what}`;
    await bucket(name, [
      statement("Allow", USER, "s3:*", all(name)),
      statement("Deny", USER, action, action.includes("Bucket") ? `arn:aws:s3:::${name}` : `arn:aws:s3:::${name}/*`),
    ]);
    const found = await judged("os-bucket-rights", { consented: true, answers: { "os.buckets": [name] } });
    expect([found.verdict, found.reasonCode], JSON.stringify(found)).toEqual([verdict, reasonCode]);
    for (const file of left(name)) expect(found.message).toContain(`rdy/${file}`);
  });

  test("a user who may only read fails on writing, and writes nothing", async () => {
    const name = "read-only";
    await bucket(name, [
      statement("Allow", READER, ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"], all(name)),
    ]);
    const found = await judged("os-bucket-rights", { consented: true, who: READER, answers: { "os.buckets": [name] } });
    expect([found.verdict, found.reasonCode], JSON.stringify(found)).toEqual(["fail", "forbidden"]);
    expect(left(name)).toEqual([]);
  });

  test("versioning is a warning; the version itself is deleted, and no marker stays", async () => {
    const name = "versioned";
    await bucket(name, [statement("Allow", USER, "s3:*", all(name))]);
    await root.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: "Enabled" } }));
    const found = await judged("os-bucket-rights", { consented: true, answers: { "os.buckets": [name] } });
    expect([found.verdict, found.reasonCode], JSON.stringify(found)).toEqual(["warn", "unsupported"]);
    expect(left(name)).toEqual([]);
  });

  test("a default retention keeps us from writing", async () => {
    const name = "locked";
    await bucket(name, [statement("Allow", USER, "s3:*", all(name))], true);
    const DefaultRetention = { Mode: "COMPLIANCE" as const, Days: 30 };
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" as const, Rule: { DefaultRetention } };
    await root.send(new PutObjectLockConfigurationCommand({ Bucket: name, ObjectLockConfiguration }));
    const found = await judged("os-bucket-rights", { consented: true, answers: { "os.buckets": [name] } });
    expect([found.verdict, found.reasonCode], JSON.stringify(found)).toEqual(["could-not-tell", "unsupported"]);
    expect(found.message).toContain("30 days");
    expect(left(name)).toEqual([]);
  });
});
