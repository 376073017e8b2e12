import { describe, expect, test } from "vitest";

import { fold } from "@/lib/engine/fold";
import type { BoardRow } from "@/lib/engine/types";
import { translator } from "@/lib/messages";
import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";

import { deskMail, deskMarkdown, deskText, type Speech, type TextPlace } from "./desk-text";
import { type Desk, desks } from "./desks";

const facts: Facts = { answers: {}, secretsSet: new Set(), policy: DEFAULT_POLICY, today: "2026-11-25" };
const now = new Date("2026-11-25T10:00:00Z");
const place: TextPlace = {
  project: "Acme Bank · Production",
  home: "https://ready.example/projects/c1",
  files: "https://ready.example/api/projects/c1/artefacts",
  now,
};
const speech = (locale: "en" | "tr"): Speech => ({
  t: translator(locale, "work"),
  words: translator(locale, "words"),
  say: (sentence) => sentence,
});

/** A row of the board as a check that saw this would make it. */
function row(
  id: string,
  verdict: "pass" | "fail" | "could-not-tell" | undefined,
  change: Partial<BoardRow> = {},
): BoardRow {
  const folded = fold({
    requirement: { ...requirement(id), needs: [], applies: () => ({ applies: true }) },
    facts,
    observations: verdict
      ? [
          {
            requirementId: id,
            target: "worker-2",
            vantage: "cluster",
            verdict,
            reasonCode: verdict === "pass" ? "ok" : "timeout",
            message: `worker-2 says ${verdict}.`,
            evidence: {},
            observedAt: now.toISOString(),
            durationMs: 1,
          },
        ]
      : [],
    checkable: true,
    now,
  });
  return { ...folded, ...change };
}
const only = (rows: BoardRow[]): Desk => {
  const [desk] = desks(rows, [{ name: "Jane Doe", email: "jane@acme.example", role: "network" }]);
  if (!desk) throw new Error("nobody has to act");
  return desk;
};

describe("who must act", () => {
  test("gets what fails, what could not be told and what waits, blockers first, and nothing that is settled", () => {
    const all = desks(
      [
        row("ns-exist", "pass"),
        row("net-license-port", "could-not-tell", { whoActs: "network" }),
        row("net-db-port", "fail", { whoActs: "network" }),
        row("ns-quota", undefined, { progress: "waiting", missing: ["ns.list"] }),
        row("ns-names", undefined),
      ],
      [],
    );
    expect(all.map(({ who, rows }) => [who, rows.map((one) => `${one.row.id} ${one.state}`)])).toEqual([
      ["k8s", ["ns-quota waiting"]],
      ["network", ["net-db-port fail", "net-license-port could-not-tell"]],
    ]);
  });

  test("is the team that a row was given to, before the one that usually settles it", () => {
    const given = row("net-license-port", "fail", { work: { assignee: { kind: "role", role: "security" } } });
    expect(desks([given], []).map(({ who }) => who)).toEqual(["security"]);
  });

  test("is not bothered with a row that only waits for another one: it is counted there", () => {
    const blocked = row("db-login", "could-not-tell", { blockedBy: "db-endpoint", whoActs: "db" });
    const [desk] = desks([row("db-endpoint", "fail", { whoActs: "network" }), blocked], []);
    expect(desk).toMatchObject({ who: "network", rows: [{ dependents: 1 }] });
  });
});

describe("the text for a team", () => {
  const failing = row("net-license-port", "fail", {
    whoActs: "network",
    remedy: { summary: "Open the port.", command: "nc -vz license 30113", artefact: "A4" },
    work: { assignee: { kind: "person", id: "1", name: "Jane Doe" }, dueOn: "2026-12-18" },
  });

  test("says what was found, what to do with which command and file, who and until when, and where", () => {
    const text = deskText(only([failing]), place, speech("en"));
    for (const part of [
      "Acme Bank · Production, one requirement must be settled by you (Network team). As of Nov 25, 2026.",
      `1. ${failing.statement} [does not hold, blocks the installation]`,
      "Found: worker-2 says fail.",
      "To do: Open the port.",
      "     nc -vz license 30113",
      "File: https://ready.example/api/projects/c1/artefacts/A4",
      "Looked after by Jane Doe",
      "Due Dec 18, 2026",
      "https://ready.example/projects/c1/checklist#net-license-port",
    ])
      expect(text).toContain(part);
  });

  test("speaks Turkish to a Turkish reader", () => {
    const text = deskText(only([failing]), place, speech("tr"));
    expect(text).toContain("Ağ ekibi");
    expect(text).toContain("Bulunan: worker-2 says fail.");
    expect(text).toContain("Son gün 18 Ara 2026");
  });

  test("bar 65: as Markdown, nothing that a system or a person said is read as Markdown or HTML", () => {
    const hostile = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **bold**\n# heading\n```";
    const bad = row("net-license-port", "fail", {
      whoActs: "network",
      message: hostile,
      remedy: { summary: "Do it.", command: "echo '```'\n<script>alert(1)</script>" },
    });
    const markdown = deskMarkdown(only([bad]), place, speech("en"));
    expect(markdown).toContain(
      "\\<img src=x onerror=alert(1)\\> \\[x\\](javascript:alert(1)) \\*\\*bold\\*\\* \\# heading",
    );
    expect(markdown).toContain("````\necho '```'\n<script>alert(1)</script>\n````");
    expect(markdown.match(/^# /gm)).toBeNull();
    expect(markdown).toContain("https://ready.example/projects/c1/checklist#net-license-port");
  });

  test("as a mail goes to the contact persons, and a long one is cut between entries and says where the rest is", () => {
    const short = deskMail(only([failing]), place, speech("en"));
    expect(short).toMatch(/^mailto:jane@acme\.example\?subject=Acme%20Bank/);
    expect(decodeURIComponent(short)).toContain("nc -vz license 30113");
    const many = only(Array.from({ length: 12 }, () => failing));
    const long = deskMail(many, place, speech("en"));
    expect(long.length).toBeLessThan(2_000);
    expect(decodeURIComponent(long)).toContain("12 requirements must be settled by you");
    expect(decodeURIComponent(long)).toContain("The whole list: https://ready.example/projects/c1/next?who=network");
  });
});
