import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adviceFor } from "@/test/look-out";
import { type Case, type Row, reply, s3Bench } from "@/test/s3/bench";

let bench: Awaited<ReturnType<typeof s3Bench>>;
beforeAll(async () => {
  bench = await s3Bench();
});
afterAll(() => bench.clear());

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
  [
    "listing denied and versioning on are both said",
    { bucket: { versioning: "Enabled", denied: ["s3:ListBucket"] } },
    "warn",
    "forbidden",
    /s3:ListBucket.*Versioning is on/s,
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
      const found = await bench.judged("os-bucket-rights", { consented: true, ...one });
      expect([found.verdict, found.reasonCode], found.message).toEqual([verdict, reasonCode]);
      if (words) expect(found.message).toMatch(words);
      const named = /rdy\/[0-9a-f-]{36}/.exec(found.message)?.[0];
      const left = [...(bench.peer()?.contents() ?? []), ...(bench.peer()?.uploads() ? ["upload"] : [])];
      if (left.length > 0) expect(named ?? "nothing", left.join()).toMatch(/^rdy/);
    });

  test("exactly one named object is written, of 1 KiB, and nothing is left", async () => {
    await bench.judged("os-bucket-rights", { consented: true });
    const puts =
      bench
        .peer()
        ?.requests()
        .filter(({ method }) => method === "PUT") ?? [];
    expect(puts.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/knovvu-va\/rdy\/[0-9a-f-]{36}/)]);
    expect(puts[0]?.body).toHaveLength(1024);
    expect(bench.peer()?.contents()).toEqual([]);
    expect(bench.peer()?.uploads()).toBe(0);
  });

  test("a version is deleted by its own id", async () => {
    await bench.judged("os-bucket-rights", { consented: true, bucket: { versioning: "Enabled" } });
    const deletes = bench
      .peer()
      ?.requests()
      .filter(({ method, path }) => method === "DELETE" && !path.includes("uploadId"));
    expect(deletes?.map(({ path }) => path)).toEqual([expect.stringContaining("versionId=")]);
    expect(bench.peer()?.contents()).toEqual([]);
  });

  test.each([
    ["consent is missing", { consented: false }],
    ["the bucket keeps what it gets", { consented: true, bucket: { retention: { mode: "GOVERNANCE", days: 1 } } }],
  ])("nothing is written when %s", async (_why, one: Case) => {
    await bench.judged("os-bucket-rights", one);
    expect(
      bench
        .peer()
        ?.requests()
        .map(({ method }) => method),
    ).not.toContain("PUT");
    expect(
      new Set(
        bench
          .peer()
          ?.requests()
          .map(({ method }) => method),
      ),
    ).toEqual(new Set(["HEAD", "GET"]));
  });

  test("the ladder shows each right, and the advice offers the policy", async () => {
    const one = { consented: true, bucket: { denied: ["s3:GetObject"] } };
    const found = await bench.judged("os-bucket-rights", one);
    expect(found.steps?.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      "location: done",
      "list: done",
      "put: done",
      "get: failed",
      "multipart: done",
      "delete: done",
    ]);
    expect(adviceFor("os-bucket-rights", await bench.situation(one), found).artefact).toBe("A17");
  });
});
