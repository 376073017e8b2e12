import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { CATALOGUE_VERSION } from "@/lib/requirements/catalogue";

import { observationsOf, readOfflineResult } from "./result-file";
import { isSignedWith, signed } from "./signature";

const KEY = Buffer.alloc(32, 7).toString("base64url");
const AT = "2026-11-25T10:00:00.000Z";
const seen = {
  target: "cluster",
  vantage: "app",
  verdict: "pass",
  reasonCode: "ok",
  message: "Version 1.34.",
  evidence: { version: "1.34", nodes: [{ name: "worker-1" }] },
  observedAt: AT,
  durationMs: 3,
};
const content = {
  schema: "knovvu-readiness/result@1",
  vantage: "app",
  catalogue: CATALOGUE_VERSION,
  startedAt: AT,
  finishedAt: AT,
  summary: {
    ready: false,
    blockers: 1,
    counts: { pass: 1, warn: 0, fail: 0, "could-not-tell": 89, "not-applicable": 0 },
  },
  requirements: [
    {
      id: "k8s-version-window",
      severity: "blocker",
      verdict: "pass",
      reasonCode: "ok",
      message: "Version 1.34.",
      observations: [seen],
    },
  ],
  errand: "c123",
  project: "p123",
  host: "bastion-1",
  plan: "a".repeat(64),
};
const text = JSON.stringify(signed(content, KEY));
const read = (given: unknown) => readOfflineResult(JSON.stringify(given));

describe("a result from a closed network", () => {
  test("is read, and its signature holds whatever the layout of the file", () => {
    const laidOut = readOfflineResult(`\ufeff\r\n${JSON.stringify(JSON.parse(text), null, 4)}\r\n`);
    expect(laidOut.ok && isSignedWith(laidOut.result, KEY)).toBe(true);
  });

  test("with any one character changed is no longer signed, or is no result", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
        fc.pre(text[at] !== other);
        const changed = readOfflineResult(text.slice(0, at) + other + text.slice(at + 1));
        // White space outside of texts says nothing; everything else is signed.
        const same = changed.ok && JSON.stringify(changed.result) === JSON.stringify(JSON.parse(text));
        expect(changed.ok && !same && isSignedWith(changed.result, KEY)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("with another spelling of the same signature is no longer signed", () => {
    const { signature, ...rest } = JSON.parse(text) as { signature: string };
    const spellings = ["A", "B", "C", "D", "=", "=="].map((end) => `${signature.slice(0, -1)}${end}`);
    const others = [...spellings, `${signature}=`, `${signature} `].filter((one) => one !== signature);
    for (const other of others) expect(isSignedWith({ ...rest, signature: other }, KEY)).toBe(false);
    expect(isSignedWith({ ...rest, signature }, KEY)).toBe(true);
  });

  test("any text at all is read to a sentence or to a result, never to an error", () => {
    const mutated = fc
      .tuple(fc.nat(text.length), fc.nat({ max: 200 }), fc.string({ unit: "binary", maxLength: 50 }))
      .map(([at, length, other]) => text.slice(0, at) + other + text.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), mutated), (any) => {
        const one = readOfflineResult(any);
        expect(one.ok || one.because.endsWith(".")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, () => string]>([
    ["brackets without end", () => "[".repeat(200_000)],
    ["a nest of lists", () => `{"requirements":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["a nest inside the evidence", () => text.replace('"1.34"', `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`)],
    ["a text of a million letters", () => text.replace("bastion-1", "x".repeat(1_000_000))],
    ["a million observations", () => text.replace("[{", `[{"observations":[${"0,".repeat(999_999)}0]},{`)],
    ["a key that nobody asked for", () => text.replace('"host"', '"admin":true,"host"')],
    ["the root of all objects", () => text.replace('"host"', '"__proto__":{"x":1},"host"')],
  ])("%s is refused quickly and with a sentence", (_what, make) => {
    const started = performance.now();
    expect(readOfflineResult(make())).toMatchObject({ ok: false, because: expect.stringMatching(/\.$/) as string });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test("HTML and escape codes in it become inert text", () => {
    const evil = "\u001b[31m<script>\u202e\u0000";
    const one = read(
      signed(
        {
          ...content,
          requirements: [
            { ...content.requirements[0], observations: [{ ...seen, target: evil, evidence: { [evil]: [evil] } }] },
          ],
        },
        KEY,
      ),
    );
    const [requirement] = one.ok ? one.result.requirements : [];
    expect(requirement && observationsOf(requirement)).toMatchObject([
      { target: "[31m<script>", evidence: { "[31m<script>": ["[31m<script>"] } },
    ]);
  });
});
