import { describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { judgedAs, WINDOWS } from "@/test/terminal/machines";
import type { TrialItem } from "@/test/terminal/results";

const SHA = "a".repeat(64);
const HEAD = { host: "LIC01", role: "license" };

describe("lic-host (S179, D26)", () => {
  const answers: Answers = { "lic.host": "lic01.corp.example", "ts.host": "sestek-ts01.corp.example" };
  const machine = (detail: Record<string, string> = {}): TrialItem => ({
    check: "lic-host",
    target: "machine",
    state: "seen",
    detail: { name: "LIC01", addresses: "10.2.0.8", dhcp: "no", administrator: "yes", free: "90000000000", ...detail },
  });
  const of = (name: string): TrialItem => ({
    check: "lic-host",
    target: "Windows",
    state: "seen",
    detail: WINDOWS[name] ?? {},
  });

  test.each<[string, Answers, TrialItem[], string]>([
    ["Windows Server, fixed address, administrator", answers, [of("Server 2022"), machine()], "pass ok"],
    ["Server Core", answers, [of("Server 2022 Core"), machine()], "pass ok"],
    ["a workstation's Windows", answers, [of("Windows 11"), machine()], "warn answer-mismatch"],
    [
      "also the terminal server",
      { ...answers, "ts.host": "lic01" },
      [of("Server 2022"), machine()],
      "warn answer-mismatch",
    ],
    [
      "also the terminal server, by its address",
      { ...answers, "ts.host": "10.2.0.8" },
      [of("Server 2022"), machine()],
      "warn answer-mismatch",
    ],
    ["an address lent by DHCP", answers, [of("Server 2022"), machine({ dhcp: "yes" })], "warn answer-mismatch"],
    ["older than 2016", answers, [of("Server 2012 R2"), machine()], "warn answer-mismatch"],
    [
      "another machine",
      { ...answers, "lic.host": "lic02.corp.example" },
      [of("Server 2022"), machine()],
      "warn answer-mismatch",
    ],
    [
      "no administrator seen or answered",
      answers,
      [of("Server 2022"), machine({ administrator: "no" })],
      "could-not-tell forbidden",
    ],
    [
      "administrator answered",
      { ...answers, "lic.adminAccess": { access: "yes" } },
      [of("Server 2022"), machine({ administrator: "no" })],
      "pass ok",
    ],
    ["DHCP not told", answers, [of("Server 2022"), machine({ dhcp: "unknown" })], "could-not-tell error"],
    ["Windows not told", answers, [{ ...of("Server 2022"), state: "unknown" }, machine()], "could-not-tell error"],
  ])("%s", (_what, given, items, expected) => {
    expect(judgedAs("lic-host", { answers: given, items, head: HEAD })).toEqual([expected]);
  });

  test("a clock that is off is a warning, where the result came straight from the machine", () => {
    const items = [of("Server 2022"), machine()];
    const skewed = (skewMs: number) => judgedAs("lic-host", { answers, items, head: HEAD, change: { skewMs } });
    expect(skewed(2 * 3_600_000)).toEqual(["warn answer-mismatch"]);
    expect(skewed(60_000)).toEqual(["pass ok"]);
  });
});

describe("lic-installer (S179, D12)", () => {
  const named: Answers = { "lic.installer": { fileName: "license.exe", sha256: SHA } };
  const file = (detail: Record<string, string> = {}, state = "found"): TrialItem => ({
    check: "lic-installer",
    target: "license.exe",
    state,
    detail: { path: "C:\\license.exe", sha256: SHA, marked: "no", signature: "Valid", signer: "CN=SESTEK", ...detail },
  });
  test.each<[string, Answers, TrialItem, string]>([
    ["the named file", named, file(), "pass ok"],
    ["another file", named, file({ sha256: "b".repeat(64) }), "fail answer-mismatch"],
    ["absent", named, file({}, "missing"), "fail not-found"],
    ["unsigned", named, file({ signature: "NotSigned" }), "warn unsupported"],
    ["a broken signature", named, file({ signature: "HashMismatch" }), "warn unsupported"],
    ["marked as from the web", named, file({ marked: "yes" }), "warn unsupported"],
    ["SESTEK has not named it", {}, file({}, "not-asked"), "could-not-tell answer-missing"],
    ["its hash could not be computed", named, file({ sha256: "unknown" }), "could-not-tell error"],
    ["not told", named, file({}, "unknown"), "could-not-tell error"],
  ])("%s", (_what, answers, item, expected) => {
    expect(judgedAs("lic-installer", { answers, items: [item], head: HEAD })).toEqual([expected]);
  });
});

describe("lic-port (S142)", () => {
  const port = (detail: Record<string, string> = {}, state = "seen"): TrialItem => ({
    check: "lic-port",
    target: "port 30113",
    state,
    detail: { listening: "", process: "", firewall: "blocks", rule: "allow", profile: "Domain", ...detail },
  });
  const before: Answers = { "lic.installed": "no" };
  const after: Answers = { "lic.installed": "yes" };
  const own = { listening: "0.0.0.0", process: "SestekLicense" };
  test.each<[string, Answers, TrialItem, string]>([
    ["before: free and allowed", before, port(), "pass ok"],
    ["before: no rule, and the profile blocks", before, port({ rule: "none" }), "fail refused"],
    ["before: no rule, but the firewall is off", before, port({ rule: "none", firewall: "open" }), "warn unsupported"],
    [
      "before: another program listens",
      before,
      port({ listening: "0.0.0.0", process: "nginx" }),
      "warn answer-mismatch",
    ],
    ["before: a rule blocks it", before, port({ rule: "block" }), "fail refused"],
    ["after: listening on all addresses", after, port(own), "pass ok"],
    ["after: listening on the LAN address", after, port({ ...own, listening: "10.2.0.8" }), "pass ok"],
    ["after: not listening", after, port(), "fail refused"],
    ["after: on 127.0.0.1 only", after, port({ ...own, listening: "127.0.0.1, ::1" }), "fail refused"],
    ["after: another process", after, port({ listening: "0.0.0.0", process: "nginx" }), "warn answer-mismatch"],
    ["after: rule missing", after, port({ ...own, rule: "none" }), "fail refused"],
    [
      "the firewall could not be read",
      before,
      port({ firewall: "unknown", rule: "unknown" }),
      "could-not-tell forbidden",
    ],
    ["only the rules could not be read", before, port({ rule: "unknown" }), "could-not-tell forbidden"],
    ["not told", before, port({}, "unknown"), "could-not-tell error"],
  ])("%s", (_what, answers, item, expected) => {
    expect(judgedAs("lic-port", { answers, items: [item], head: HEAD })).toEqual([expected]);
  });
});
