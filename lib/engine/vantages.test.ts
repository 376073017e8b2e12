import { describe, expect, test } from "vitest";

import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts, Requirement } from "@/lib/requirements/types";
import type { Vantage } from "@/lib/requirements/vocabulary";

import { fold, type StoredObservation } from "./fold";
import type { AttestationRecord, BoardRow } from "./types";

const NOW = new Date("2026-11-23T12:00:00Z");
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY).toISOString();
const facts: Facts = { answers: {}, secretsSet: new Set(), policy: DEFAULT_POLICY, today: "2026-11-23" };

const STATES = ["absent", "pass", "warn", "fail", "unseen", "old pass", "old fail"] as const;
type State = (typeof STATES)[number];
const WORDS = ["absent", "holds", "denied", "over"] as const;
type Word = (typeof WORDS)[number];
const TOO_OLD: Record<Vantage, number> = { app: 2, cluster: 8, terminal: 8, person: 31 };

function seen(vantage: Vantage, state: State): StoredObservation[] {
  if (state === "absent") return [];
  const old = state.startsWith("old ");
  const verdict = state === "unseen" ? "could-not-tell" : (state.replace("old ", "") as "pass" | "warn" | "fail");
  return [
    {
      requirementId: "x",
      target: "a",
      vantage,
      verdict,
      reasonCode: verdict === "pass" ? "ok" : "refused",
      message: `${vantage} says ${verdict}.`,
      evidence: {},
      observedAt: ago(old ? TOO_OLD[vantage] : 0.5),
      durationMs: 5,
    },
  ];
}

function word(state: Word): AttestationRecord | undefined {
  if (state === "absent") return undefined;
  return {
    id: "1",
    requirementId: "x",
    statement: "s",
    holds: state !== "denied",
    person: "Jane",
    role: "customer",
    at: ago(0.25),
    expiresAt: state === "over" ? ago(0.1) : ago(-30),
  };
}

/** The same requirement, with the rules of each kind of it. */
const KINDS = {
  "only the workers can prove it": { fromApp: "hint", fromCluster: "decides" },
  "the app sees what is wrong": { fromApp: "faults", fromCluster: "decides" },
  "each may settle it": { fromApp: "decides", fromCluster: "decides" },
  "each proves its half": { fromApp: "faults", fromCluster: "completes" },
} as const satisfies Record<string, Partial<Requirement>>;
type Kind = keyof typeof KINDS;

interface Seen {
  app: State;
  cluster: State;
  terminal: State;
  person: Word;
}
function row(kind: Kind, { app, cluster, terminal, person }: Seen, change: Partial<Requirement> = {}): BoardRow {
  const attestation = word(person);
  return fold({
    requirement: { ...requirement("net-license-port"), needs: [], ...KINDS[kind], ...change },
    facts,
    observations: [...seen("app", app), ...seen("cluster", cluster), ...seen("terminal", terminal)],
    checkable: true,
    now: NOW,
    ...(attestation ? { attestation } : {}),
  });
}

const ORDER = ["fail", "warn", "pass"] as const;
type Told = (typeof ORDER)[number];
const fresh = (state: State): Told | undefined => ORDER.find((one) => one === state);
const worse = (...all: (Told | undefined)[]) => ORDER.find((one) => all.includes(one));
const fine = (told: Told | undefined) => told === "pass" || told === "warn";

/** The catalogue's sentences, read once more and without the code's help: what the row must say. */
function expected(kind: Kind, { app, cluster, terminal, person }: Seen): BoardRow["verdict"] {
  const [r, p, t] = [fresh(app), fresh(cluster), fresh(terminal)];
  const byWord = person === "holds" ? "pass" : person === "denied" ? "fail" : undefined;
  const nothing = [app, cluster, terminal].every((one) => one === "absent") ? undefined : "could-not-tell";
  const told = {
    "only the workers can prove it": () => worse(p, t),
    "the app sees what is wrong": () => worse(r === "fail" ? r : undefined, p, t),
    "each may settle it": () => (p ? worse(p, t) : worse(r, t)),
    "each proves its half": () => {
      if (r === "fail" || p === "fail" || t === "fail") return "fail" as const;
      const halves = fine(p) && fine(r) ? worse(p, r) : fine(p) && person === "holds" ? p : undefined;
      return worse(halves, t);
    },
  }[kind]();
  return told ?? byWord ?? (person === "over" ? "could-not-tell" : nothing);
}

const combinations: Seen[] = STATES.flatMap((app) =>
  STATES.flatMap((cluster) =>
    STATES.flatMap((terminal) => WORDS.map((person) => ({ app, cluster, terminal, person }))),
  ),
);

describe.each(Object.keys(KINDS) as Kind[])("four vantages, where %s", (kind) => {
  test(`fold to what the catalogue says, in all ${combinations.length} combinations of verdict, absence and age`, () => {
    const wrong = combinations.flatMap((one) => {
      const { verdict } = row(kind, one);
      return verdict === expected(kind, one) ? [] : [{ ...one, verdict, expected: expected(kind, one) }];
    });
    expect(wrong).toEqual([]);
  });

  test("show each place's own view, and at most one of them decides", () => {
    for (const one of combinations) {
      const { views, verdict, vantage } = row(kind, one);
      const looked = (["app", "cluster", "terminal"] as const).filter((place) => one[place] !== "absent");
      expect(views.map((view) => view.vantage)).toEqual([...looked, ...(one.person === "absent" ? [] : ["person"])]);
      const deciding = views.filter(({ decides }) => decides);
      expect(deciding.length).toBeLessThanOrEqual(1);
      if (verdict) expect(deciding.map((view) => view.vantage)).toEqual([vantage]);
    }
  });

  test("never show a stale look as settled, and keep what it last said", () => {
    for (const app of ["old pass", "old fail"] as const)
      for (const cluster of ["absent", "old pass", "old fail"] as const) {
        const found = row(kind, { app, cluster, terminal: "absent", person: "absent" });
        expect(found.verdict).toBe("could-not-tell");
        expect(found.views.every(({ stale, counts }) => stale && counts === "could-not-tell")).toBe(true);
        expect(found.stale?.last).toBeDefined();
      }
  });
});

describe("ages", () => {
  test.each([
    ["app", 0.99, "pass"],
    ["app", 1.01, "could-not-tell"],
    ["cluster", 6.9, "pass"],
    ["cluster", 7.1, "could-not-tell"],
    ["terminal", 6.9, "pass"],
    ["terminal", 7.1, "could-not-tell"],
  ] as const)("a look of the %s is %s days old: %s", (vantage, days, verdict) => {
    const [one] = seen(vantage, "pass");
    const found = fold({
      requirement: { ...requirement("net-license-port"), needs: [], fromApp: "decides" },
      facts,
      observations: one ? [{ ...one, observedAt: ago(days) }] : [],
      checkable: true,
      now: NOW,
    });
    expect(found.verdict).toBe(verdict);
  });

  test.each([
    [29, "pass"],
    [31, "could-not-tell"],
  ] as const)("a person's word is %s days old, whatever end it was given: %s", (days, verdict) => {
    const found = fold({
      requirement: { ...requirement("net-license-port"), needs: [] },
      facts,
      observations: [],
      attestation: { ...(word("holds") as AttestationRecord), at: ago(days), expiresAt: ago(-300) },
      checkable: true,
      now: NOW,
    });
    expect(found.verdict).toBe(verdict);
  });
});

describe("a person's word and an old fail", () => {
  const attestation = word("holds") as AttestationRecord;
  const after = (at: string) =>
    fold({
      requirement: { ...requirement("net-license-port"), needs: [] },
      facts,
      observations: seen("cluster", "old fail"),
      attestation: { ...attestation, at },
      checkable: true,
      now: NOW,
    }).verdict;

  test("given after the fail was seen, the word counts once the fail is too old", () => {
    expect(after(ago(1))).toBe("pass");
  });

  test("given before it, the word does not come back when the fail grows old", () => {
    expect(after(ago(9))).toBe("could-not-tell");
  });
});

test("where workers and terminal server resolve a name differently it is a warning, and says who saw what", () => {
  const divided = { divided: "warn" } as const;
  const found = row(
    "only the workers can prove it",
    { app: "absent", cluster: "fail", terminal: "pass", person: "absent" },
    divided,
  );
  expect(found).toMatchObject({ verdict: "warn", vantage: "cluster" });
  expect(found.message).toContain("terminal server");
  const agreed = row(
    "only the workers can prove it",
    { app: "absent", cluster: "fail", terminal: "fail", person: "absent" },
    divided,
  );
  expect(agreed.verdict).toBe("fail");
});

test("'only from this application' ends when the workers have shown the way", () => {
  const [app] = seen("app", "warn");
  const found = fold({
    requirement: { ...requirement("obs-tracing"), needs: [], applies: () => ({ applies: true }) },
    facts,
    observations: [...(app ? [{ ...app, reasonCode: "app-unreachable" as const }] : []), ...seen("cluster", "pass")],
    checkable: true,
    now: NOW,
  });
  expect(found.verdict).toBe("pass");
});

test("names that are unknown to this application alone settle nothing: the workers may have name servers of their own", () => {
  const dns = (states: { app?: State; cluster?: State; terminal?: State }) =>
    fold({
      requirement: { ...requirement("net-dns"), needs: [], applies: () => ({ applies: true }) },
      facts,
      observations: [
        ...seen("app", states.app ?? "absent"),
        ...seen("cluster", states.cluster ?? "absent"),
        ...seen("terminal", states.terminal ?? "absent"),
      ],
      checkable: true,
      now: NOW,
    });
  const alone = dns({ app: "fail" });
  expect(alone).toMatchObject({ verdict: "could-not-tell", reasonCode: "unsupported" });
  expect(alone.message).toContain("Seen from this application only");
  expect(dns({ app: "pass" }).verdict).toBe("could-not-tell");
  const brought = seen("app", "pass").map((one) => ({ ...one, host: "jump-01" }));
  const there = fold({
    requirement: { ...requirement("net-dns"), needs: [], applies: () => ({ applies: true }) },
    facts,
    observations: brought,
    checkable: true,
    now: NOW,
  });
  expect(there.message).toContain("Seen from jump-01 only");
  expect(dns({ app: "fail", cluster: "pass", terminal: "pass" }).verdict).toBe("pass");
  expect(dns({ app: "pass", cluster: "fail", terminal: "fail" }).verdict).toBe("fail");
  expect(dns({ app: "fail", cluster: "pass", terminal: "fail" }).verdict).toBe("warn");
});
