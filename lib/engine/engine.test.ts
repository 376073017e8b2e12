import { describe, expect, test } from "vitest";

import type { AnyCheck } from "@/lib/checks/define-check";
import { group, source } from "@/lib/requirements/build";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts, Requirement } from "@/lib/requirements/types";

import { capped, scrubber } from "./evidence";
import { execute } from "./execute";
import { plan } from "./plan";
import type { Observation } from "./types";

function catalogueOf(...drafts: { id: string; after?: string[]; needs?: Requirement["needs"] }[]): Requirement[] {
  return group(
    "kubernetes",
    drafts.map((draft) => ({
      severity: "blocker",
      statement: `${draft.id} holds`,
      why: "Because.",
      source: source("Heading", "S1"),
      vantages: ["app"],
      whoActs: "k8s",
      remedy: "Do it.",
      ...draft,
    })),
  );
}
const facts = (limits: Partial<Facts["policy"]["limits"]> = {}): Facts => ({
  answers: {},
  secretsSet: new Set(),
  policy: { ...DEFAULT_POLICY, limits: { ...DEFAULT_POLICY.limits, ...limits } },
  today: "2026-11-23",
});
const says = (
  id: string,
  verdict: "pass" | "warn" | "fail" | "could-not-tell",
  before: () => unknown = () => undefined,
): AnyCheck => ({
  id,
  needs: [],
  run: async () => before(),
  verdict: () => [
    { target: id, verdict, reasonCode: verdict === "pass" ? "ok" : "refused", message: `${id} ${verdict}.` },
  ],
});

async function run(
  catalogue: Requirement[],
  list: AnyCheck[],
  options: { facts?: Facts; signal?: AbortSignal; onObservations?: (id: string) => void } = {},
) {
  const checks = new Map(list.map((check) => [check.id, check]));
  const given = options.facts ?? facts();
  const seen = new Map<string, Observation[]>();
  const defects: string[] = [];
  await execute({
    rows: plan({ catalogue, checks, facts: given, scope: { kind: "all" } }),
    catalogue,
    checks,
    facts: given,
    probes: {},
    signal: options.signal ?? new AbortController().signal,
    scrub: (value) => value,
    onObservations: (id, observations) => {
      seen.set(id, observations);
      options.onObservations?.(id);
    },
    onDefect: (id) => defects.push(id),
  });
  return { seen, defects, of: (id: string) => seen.get(id)?.[0] };
}

describe("a run", () => {
  test("looks at what must hold first before it looks at what needs it", async () => {
    const order: string[] = [];
    const note = (id: string) => () => order.push(id);
    await run(catalogueOf({ id: "second", after: ["first"] }, { id: "first" }), [
      says("second", "pass", note("second")),
      says("first", "pass", note("first")),
    ]);
    expect(order).toEqual(["first", "second"]);
  });

  test("shows one dead system as one red row: what needs it is blocked by it, down to the last", async () => {
    const catalogue = catalogueOf({ id: "root" }, { id: "middle", after: ["root"] }, { id: "leaf", after: ["middle"] });
    const { of } = await run(catalogue, [says("root", "fail"), says("middle", "pass"), says("leaf", "pass")]);
    expect(of("root")?.verdict).toBe("fail");
    expect(of("middle")).toMatchObject({ verdict: "could-not-tell", blockedBy: "root", reasonCode: "refused" });
    expect(of("leaf")).toMatchObject({ verdict: "could-not-tell", blockedBy: "root" });
  });

  test("goes on after a warning", async () => {
    const { of } = await run(catalogueOf({ id: "first" }, { id: "second", after: ["first"] }), [
      says("first", "warn"),
      says("second", "pass"),
    ]);
    expect(of("second")?.verdict).toBe("pass");
  });

  test("names the missing answer behind a blocked row", async () => {
    const { of } = await run(
      catalogueOf({ id: "first", needs: ["k8s.kubeconfig"] }, { id: "second", after: ["first"] }),
      [says("first", "pass"), says("second", "pass")],
    );
    expect(of("second")).toMatchObject({ verdict: "could-not-tell", reasonCode: "answer-missing", blockedBy: "first" });
  });

  test("names what is not settled with the numbers in force", async () => {
    const [first, second] = catalogueOf({ id: "first" }, { id: "second", after: ["first"] });
    if (!first || !second) throw new Error("The catalogue of this test has two rows.");
    const numbered = {
      ...first,
      statementFor: ({ policy }: Pick<Facts, "policy">) => `Room for ${policy.quotaPercent} %`,
    };
    const { of } = await run([numbered, second], [says("first", "fail"), says("second", "pass")]);
    expect(of("second")?.message).toBe("Not looked at, because this is not settled: Room for 130 %.");
  });

  test("says could not tell when a check is broken, and the others are judged all the same", async () => {
    const broken: AnyCheck = {
      id: "broken",
      needs: [],
      run: () => Promise.reject(new Error("boom")),
      verdict: () => [],
    };
    const { of, defects } = await run(catalogueOf({ id: "broken" }, { id: "sound" }), [broken, says("sound", "pass")]);
    expect(of("broken")).toMatchObject({ verdict: "could-not-tell", reasonCode: "error" });
    expect(of("sound")?.verdict).toBe("pass");
    expect(defects).toEqual(["broken"]);
  });

  test("says could not tell when a check never answers, within its deadline", async () => {
    const silent: AnyCheck = { id: "silent", needs: [], run: () => new Promise(() => undefined), verdict: () => [] };
    const { of } = await run(catalogueOf({ id: "silent" }), [silent], { facts: facts({ checkMs: 50 }) });
    expect(of("silent")).toMatchObject({ verdict: "could-not-tell", reasonCode: "timeout" });
  });

  test("says could not tell when the access that a check needs is not there", async () => {
    const { of } = await run(catalogueOf({ id: "needy" }), [{ ...says("needy", "pass"), needs: ["kubernetes"] }]);
    expect(of("needy")).toMatchObject({ verdict: "could-not-tell", reasonCode: "answer-missing" });
  });

  test("records nothing after it was stopped", async () => {
    const stop = new AbortController();
    const slow: AnyCheck = { id: "slow", needs: [], run: () => new Promise(() => undefined), verdict: () => [] };
    const { seen } = await run(catalogueOf({ id: "quick" }, { id: "slow" }), [says("quick", "pass"), slow], {
      signal: stop.signal,
      onObservations: () => stop.abort(),
    });
    expect([...seen.keys()]).toEqual(["quick"]);
  });

  test("never has more checks at work than it may", async () => {
    let working = 0;
    let most = 0;
    const busy = (id: string): AnyCheck => ({
      ...says(id, "pass"),
      run: async () => {
        most = Math.max(most, ++working);
        await new Promise((resolve) => setImmediate(resolve));
        working--;
      },
    });
    const ids = Array.from({ length: 20 }, (_, at) => `check-${at}`);
    await run(catalogueOf(...ids.map((id) => ({ id }))), ids.map(busy), { facts: facts({ perRun: 3 }) });
    expect(most).toBe(3);
  });
});

describe("evidence", () => {
  test("never carries a secret: not as it is, not encoded, not inside a key", () => {
    const password = 'p@ss "wörd"/+=';
    const scrub = scrubber({
      "db.password": password,
      "reg.aws": { region: "eu-central-1", accessKeyId: "AKIAEXAMPLE", secretAccessKey: "very-secret-key" },
    });
    const forms = [
      password,
      encodeURIComponent(password),
      Buffer.from(password).toString("base64"),
      Buffer.from(password).toString("base64url"),
      JSON.stringify(password),
      "very-secret-key",
    ];
    const text = JSON.stringify(scrub({ nested: [{ [`k ${password}`]: forms.join(" | ") }], plain: "eu-central-1" }));
    for (const form of forms) expect(text).not.toContain(form);
    expect(text).toContain("eu-central-1");
  });

  test("is cut to what is worth keeping", () => {
    const cut = capped(
      { text: "x".repeat(900), list: Array.from({ length: 80 }, (_, at) => at), deep: { a: { b: { c: { d: 1 } } } } },
      512,
    ) as { text: string; list: unknown[] };
    expect(cut.text).toHaveLength(513);
    expect(cut.list).toHaveLength(51);
    expect(JSON.stringify(cut)).toContain("…");
  });
});
