import { describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { judgedAs, judgementsOf, windows } from "@/test/terminal/machines";
import type { TrialHead, TrialItem } from "@/test/terminal/results";

const GIB = 1024 ** 3;

describe("ts-os-version (S43)", () => {
  test.each<[string, string[], Answers?]>([
    ["Server 2012 R2", ["fail version-low"]],
    ["Server 2016, German", ["warn version-low"]],
    ["Server 2019, Turkish", ["warn version-low"]],
    ["Server 2022", ["pass ok"]],
    ["Server 2022 Core", ["warn unsupported"]],
    ["Server 2025", ["pass ok"]],
    ["Windows 10, German", ["warn version-low"]],
    ["Windows 11", ["pass ok"]],
    ["Windows 10 of 32 bit", ["warn version-low"]],
    ["Windows 8.1", ["fail version-low"]],
  ])("%s is %j", (name, expected) => {
    expect(judgedAs("ts-os-version", { items: [windows(name)] })).toEqual(expected);
  });

  test("Server 2016 is warned of its end only where that falls into the project", () => {
    const said = (end: string) =>
      judgementsOf("ts-os-version", {
        items: [windows("Server 2016, German")],
        answers: { "project.installEnd": end },
      })[0]?.message;
    expect(said("2027-01-22")).toContain("ends on 2027-01-12, within the project");
    expect(said("2026-12-22")).not.toContain("2027-01-12");
  });

  test("the build counts and not the name: Windows 11 calls itself Windows 10 in the registry", () => {
    const item = windows("Windows 11");
    const lying = { ...item, detail: { ...item.detail, caption: "Windows 10 Enterprise" } };
    expect(judgedAs("ts-os-version", { items: [lying] })).toEqual(["pass ok"]);
  });

  test.each<[string, TrialItem]>([
    [
      "nothing could be read",
      { check: "ts-os-version", target: "Windows", state: "unknown", detail: { reason: "Access denied" } },
    ],
    [
      "the build is no number",
      { check: "ts-os-version", target: "Windows", state: "seen", detail: { build: "x", productType: "3" } },
    ],
    [
      "neither kind nor installation is known",
      { check: "ts-os-version", target: "Windows", state: "seen", detail: { build: "20348" } },
    ],
  ])("where %s it could not tell", (_what, item) => {
    expect(judgedAs("ts-os-version", { items: [item] })).toEqual(["could-not-tell error"]);
  });
});

describe("ts-host (S9, S13, S17)", () => {
  const machine = (detail: Record<string, string>): TrialItem => ({
    check: "ts-host",
    target: "machine",
    state: "seen",
    detail: {
      name: "SESTEK-TS01",
      model: "VMware, Inc. VMware7,1",
      addresses: "10.2.0.9",
      productType: "3",
      ...detail,
    },
  });
  const named: Answers = {
    "ts.host": "sestek-ts01.corp.example",
    "ts.kind": "dedicated-vm",
    "ts.os": "windows-server",
  };

  test.each<[string, Answers, Record<string, string>, string[]]>([
    ["a dedicated virtual machine of that name", named, {}, ["pass ok"]],
    ["named by its address", { ...named, "ts.host": "10.2.0.9" }, {}, ["pass ok"]],
    [
      "a dedicated server that is one",
      { ...named, "ts.kind": "dedicated-server" },
      { model: "Dell Inc. PowerEdge R650" },
      ["pass ok"],
    ],
    ["a server that is virtual", { ...named, "ts.kind": "dedicated-server" }, {}, ["warn answer-mismatch"]],
    [
      "a workstation, as stated",
      { ...named, "ts.kind": "workstation" },
      { productType: "1" },
      ["warn answer-mismatch"],
    ],
    ["a workstation's Windows, called a server", named, { productType: "1" }, ["warn answer-mismatch"]],
    ["a domain controller", named, { productType: "2" }, ["warn answer-mismatch"]],
    ["another machine", named, { name: "LAPTOP-7" }, ["warn answer-mismatch"]],
    ["Linux", { ...named, "ts.os": "linux" }, { productType: "linux" }, ["warn answer-mismatch"]],
    ["not named yet", {}, {}, ["could-not-tell answer-missing"]],
    ["not named ten days before", { "project.installStart": "2026-12-01" }, {}, ["fail answer-missing"]],
  ])("%s", (_what, answers, detail, expected) => {
    expect(judgedAs("ts-host", { answers, items: [machine(detail)] })).toEqual(expected);
  });

  test("the letters I and \u0130 of Turkish names do not part one machine into two", () => {
    const answers = { ...named, "ts.host": "istanbul-ts1.corp.example" };
    expect(judgedAs("ts-host", { answers, items: [machine({ name: "ISTANBUL-TS1" })] })).toEqual(["pass ok"]);
  });
});

describe("ts-admin-rights (S40)", () => {
  const account = (state: string, detail: Record<string, string> = {}): TrialItem => ({
    check: "ts-admin-rights",
    target: "account",
    state,
    detail: { account: "CORP\\engineer", uac: "1", prompt: "3", ...detail },
  });
  test.each<[string, TrialItem, string[]]>([
    ["elevated", account("elevated"), ["pass ok"]],
    ["member that may elevate", account("member"), ["pass ok"]],
    ["member whose elevation a policy denies", account("member", { prompt: "0" }), ["warn forbidden"]],
    ["member where nobody is asked, as UAC is off", account("member", { prompt: "0", uac: "0" }), ["pass ok"]],
    ["no member", account("absent"), ["fail forbidden"]],
    ["whoami is forbidden", account("unknown", { reason: "blocked" }), ["could-not-tell error"]],
  ])("%s", (_what, item, expected) => {
    expect(judgedAs("ts-admin-rights", { items: [item] })).toEqual(expected);
  });
});

describe("ts-disk-free (S42, D39)", () => {
  const disk = (free: number | string, state = "seen"): TrialItem => ({
    check: "ts-disk-free",
    target: "C:",
    state,
    detail: { free: String(free), uses: "system" },
  });
  test.each<[string, TrialItem, string[]]>([
    ["exactly 2 GiB", disk(2 * GIB), ["pass ok"]],
    ["a byte less", disk(2 * GIB - 1), ["warn unsupported"]],
    ["exactly 1 GiB", disk(GIB), ["warn unsupported"]],
    ["less than 1 GiB", disk(GIB - 1), ["fail unsupported"]],
    ["2 GB of a disk seller", disk(2_000_000_000), ["warn unsupported"]],
    ["a number with a thousands mark", disk("2.147.483.648"), ["could-not-tell error"]],
    ["a network drive", disk("", "unknown"), ["could-not-tell error"]],
  ])("%s", (_what, item, expected) => {
    expect(judgedAs("ts-disk-free", { items: [item] })).toEqual(expected);
  });
});

describe("ts-maestro-zip (S44 to S46)", () => {
  const SHA = "a".repeat(64);
  const zip = (detail: Record<string, string> = {}, state = "found"): TrialItem => ({
    check: "ts-maestro-zip",
    target: "Maestro package",
    state,
    detail: {
      path: "C:\\K\\maestro.windows-latest.zip",
      name: "maestro.windows-latest.zip",
      size: "1000",
      written: "2026-11-20T10:00:00Z",
      sha256: SHA,
      head: "504b0304",
      marked: "no",
      entries: "12",
      programs: "1",
      ...detail,
    },
  });
  const known: Answers = { "ts.maestroSha256": SHA, "ts.maestroPath": "C:\\K\\maestro.windows-latest.zip" };
  const restricted: TrialHead = { shell: "PowerShell 5.1, ConstrainedLanguage, 64 bit" };

  test.each<[string, Answers, TrialItem, string[]]>([
    ["the named file", known, zip(), ["pass ok"]],
    ["a second download", known, zip({ name: "maestro.windows-latest (1).zip" }), ["pass ok"]],
    ["hash unknown", {}, zip(), ["warn unsupported"]],
    ["marked as from the web", known, zip({ marked: "yes" }), ["warn unsupported"]],
    [
      "older than 30 days at the start",
      { ...known, "project.installStart": "2026-12-25" },
      zip(),
      ["warn unsupported"],
    ],
    ["another hash", known, zip({ sha256: "b".repeat(64) }), ["fail answer-mismatch"]],
    ["for Linux", known, zip({ name: "maestro.linux-latest.zip" }), ["fail answer-mismatch"]],
    ["without a program for Windows", known, zip({ programs: "0" }), ["fail answer-mismatch"]],
    ["a log-in page saved as zip", known, zip({ head: "3c21444f", entries: "unreadable" }), ["fail error"]],
    ["cut off", known, zip({ entries: "unreadable" }), ["fail error"]],
    ["empty", known, zip({ size: "0", head: "" }), ["fail error"]],
    ["absent", known, zip({}, "missing"), ["fail not-found"]],
    ["no path answered", {}, zip({}, "not-asked"), ["could-not-tell answer-missing"]],
    ["not readable", known, zip({}, "unknown"), ["could-not-tell error"]],
    ["the hash could not be computed", known, zip({ sha256: "unknown" }), ["could-not-tell unsupported"]],
    [
      "a Linux server with the Linux file",
      { ...known, "ts.os": "linux" },
      zip({ name: "maestro.linux-latest.zip", programs: "unknown" }),
      ["pass ok"],
    ],
  ])("%s", (_what, answers, item, expected) => {
    expect(judgedAs("ts-maestro-zip", { answers, items: [item] })).toEqual(expected);
  });

  test("in constrained language mode the contents are not listed: an equal hash settles it, else it could not tell", () => {
    const item = zip({ entries: "unknown", programs: "unknown" });
    expect(judgedAs("ts-maestro-zip", { answers: known, head: restricted, items: [item] })).toEqual(["pass ok"]);
    expect(judgedAs("ts-maestro-zip", { head: restricted, items: [item] })).toEqual(["could-not-tell unsupported"]);
  });
});
