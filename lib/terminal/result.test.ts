import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import { type TrialItem, trialHead, trialResult } from "@/test/terminal/results";

import { askedFor, judgeResult } from "./judge-result";
import { momentOf } from "./moment";
import { CHECKS_OF } from "./plan";
import { decodeResult, LARGEST_RESULT, readResult } from "./result";
import { asciiJson, sealOf, sha256 } from "./seal";
import { openPlan } from "./without-code";

const HOUR_MS = 3_600_000;
const states = ["seen", "found", "missing", "http", "held", "timeout", "dns", "unknown", "answered", "refused", "ok"];
const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("9".repeat(40), "-1", "NaN", "__proto__", "</script>", "\u202e", "\u001b[2J", "2026-99-99", "{}", ""),
);
const hostileItem: fc.Arbitrary<TrialItem> = fc.record({
  check: fc.constantFrom(...CHECKS_OF.terminal, ...CHECKS_OF.license),
  target: fc.oneof(
    fc.constantFrom(
      "Windows",
      "machine",
      "account",
      "C:",
      "Maestro package",
      "API server api.acme.test:6443",
      "pg01.acme.test",
    ),
    hostileText,
  ),
  state: fc.oneof(fc.constantFrom(...states), hostileText),
  detail: fc.dictionary(
    fc.oneof(
      fc.constantFrom(
        "build",
        "productType",
        "free",
        "status",
        "issuer",
        "notAfter",
        "sent",
        "lost",
        "p95",
        "addresses",
        "sha256",
        "size",
      ),
      hostileText,
    ),
    hostileText,
    { maxKeys: 8 },
  ),
});

describe("bar 10: the parser of results", () => {
  test("never throws and never takes long, whatever bytes come", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const begun = process.cpuUsage();
        expect(readResult(decodeResult(bytes)).ok).toBe(false);
        expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(100);
      }),
      { numRuns: 5_000 },
    );
  });

  test("never throws on JSON of any shape, and changes no prototype", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.anything(), (text, value) => {
        expect(readResult(text).ok).toBe(false);
        const written = JSON.stringify({ ...trialHead(), count: "1", items: [value], seal: "" });
        expect(readResult(written)).toHaveProperty("ok");
      }),
      { numRuns: 5_000 },
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("what a sealed result says is judged without a throw, each text inert, and told for known requirements only", () => {
    const answers = {
      "db.engine": "postgresql",
      "db.host": "pg01.acme.test",
      "db.port": 5432,
      "net.baseDomain": "k.acme.test",
    } as const;
    const plan = openPlan("p1", "terminal", { answers, kubeconfig: { server: "https://api.acme.test:6443" } as never });
    fc.assert(
      fc.property(fc.array(hostileItem, { maxLength: 12 }), (items) => {
        const read = readResult(trialResult("code", {}, items));
        if (!read.ok) throw new Error(read.because);
        expect(read.result.seal).toBe(sealOf(sha256("code"), read.result.digest));
        expect(read.result.findings.length + read.result.refused.length).toBe(items.length);
        const observations = judgeResult({
          answers,
          facts: { answers, secretsSet: new Set(), policy: DEFAULT_POLICY, today: "2026-11-25" },
          now: new Date("2026-11-25T12:00:00Z"),
          plan,
          head: read.result.head,
          findings: askedFor(read.result.findings, plan).kept,
        });
        for (const one of observations) {
          expect(one.message).not.toContain("could not be judged");
          // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is proved.
          expect(JSON.stringify(one)).not.toMatch(/[\u0000-\u001f\u202a-\u202e]|\\u00[01]|\\u001b/);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("a text is written in ASCII and read back the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const written = asciiJson(text);
        expect(written).toMatch(/^[ -~]*$/);
        expect(JSON.parse(written)).toBe(text);
      }),
    );
  });

  test.each<[string, string, string]>([
    ["a million findings", `{"items":[${"0,".repeat(LARGEST_RESULT / 2)}0]}`, "larger than any script"],
    [
      "more findings than a script writes",
      trialResult(
        "c",
        {},
        Array.from({ length: 1_001 }, () => ({ check: "ts-host", target: "m", state: "seen" })),
      ),
      "1001 findings",
    ],
    [
      "fewer findings than it says",
      JSON.stringify({ ...trialHead(), count: "9", items: [], seal: "" }),
      "0 of 9 findings",
    ],
    ["a depth of 100 000", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "no result of the script"],
    [
      "a role that there is not",
      JSON.stringify({ ...trialHead({ role: "admin" }), count: "0", items: [], seal: "" }),
      "no result of the script",
    ],
  ])("%s is refused with a sentence", (_what, text, sentence) => {
    expect(readResult(text)).toMatchObject({ ok: false, because: expect.stringContaining(sentence) });
  });
});

describe("the time of a look", () => {
  const received = new Date("2026-11-25T12:00:00Z");
  const iso = (hours: number) => `${new Date(received.getTime() + hours * HOUR_MS).toISOString().slice(0, 19)}Z`;
  const place = (started: number, finished: number, straight: boolean, handedOutHoursAgo?: number) =>
    momentOf(
      { host: "TS01", startedAt: iso(started), finishedAt: iso(finished) },
      {
        received,
        straight,
        freshDays: 7,
        ...(handedOutHoursAgo === undefined
          ? {}
          : { handedOut: new Date(received.getTime() - handedOutHoursAgo * HOUR_MS) }),
      },
    );

  test.each<[string, ReturnType<typeof place>, string | undefined]>([
    ["sent at once", place(-0.02, 0, true), "2026-11-25T11:58:48.000Z"],
    ["sent by a clock two hours ahead", place(1.98, 2, true), "2026-11-25T11:58:48.000Z"],
    ["sent by a clock two hours behind", place(-2.02, -2, true), "2026-11-25T11:58:48.000Z"],
    ["uploaded a day later", place(-24, -23.9, false, 30), "2026-11-24T12:00:00.000Z"],
    ["uploaded with a clock two hours ahead", place(2, 2, false, 30), "2026-11-25T12:00:00.000Z"],
    ["uploaded with a clock two hours behind", place(-2, -2, false, 1), "2026-11-25T11:00:00.000Z"],
    ["sent by a clock days off", place(-72, -72, true), undefined],
    ["uploaded from tomorrow and later", place(30, 30, false, 1), undefined],
    ["from before it was handed out", place(-72, -72, false, 1), undefined],
    ["from last month", place(-720, -720, false), undefined],
  ])("%s is %s", (_what, moment, expected) => {
    expect(moment.ok ? moment.observedAt.toISOString() : undefined).toBe(expected);
  });

  test("no look lies in the future or before its script, whatever the clocks say", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -200, max: 200, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.boolean(),
        fc.double({ min: 0, max: 168, noNaN: true }),
        (started, lasted, straight, ago) => {
          const moment = place(started, started + lasted, straight, ago);
          if (moment.ok) expect(moment.observedAt.getTime()).toBeLessThanOrEqual(received.getTime());
        },
      ),
    );
  });
});

describe("where Maestro runs on a machine of its own", () => {
  const answers = { "ts.maestroHost": { where: "client-machine" as const, host: "laptop7.corp.example" } };
  const told = (host: string) => {
    const read = readResult(
      trialResult("c", { host }, [
        { check: "ts-maestro-zip", target: "Maestro package", state: "not-asked" },
        { check: "ts-disk-free", target: "C:", state: "seen", detail: { free: "1" } },
      ]),
    );
    if (!read.ok) throw new Error(read.because);
    const plan = openPlan("p1", "terminal", { answers });
    const facts = { answers, secretsSet: new Set<never>(), policy: DEFAULT_POLICY, today: "2026-11-25" };
    const { head, findings } = read.result;
    return judgeResult({ answers, facts, now: new Date(), plan, head, findings }).map((one) => one.requirementId);
  };

  test("that one speaks for the package, and the terminal server for everything else", () => {
    expect(told("LAPTOP7")).toEqual(["ts-maestro-zip"]);
    expect(told("SESTEK-TS01")).toEqual(["ts-disk-free", "ts-net-cluster"]);
  });
});
