import { expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { decidedPolicy } from "@/lib/requirements/decisions";
import { DEFAULT_POLICY, type Policy } from "@/lib/requirements/policy";
import { judgedAs, windows } from "@/test/terminal/machines";
import type { TrialItem } from "@/test/terminal/results";

const item = (check: string, target: string, state: string, detail: Record<string, string> = {}): TrialItem => ({
  check,
  target,
  state,
  detail,
});
const linux = item("ts-host", "machine", "seen", { name: "SESTEK-TS01", model: "KVM", productType: "linux" });
const absent = item("ts-app-windows-terminal", "Windows Terminal", "missing");
const drive = item("ts-disk-free", "C:", "seen", { free: String(3 * 1024 ** 3) });
const license: TrialItem[] = [
  { ...windows("Server 2019, Turkish"), check: "lic-host" },
  item("lic-host", "machine", "seen", { addresses: "10.4.0.9", dhcp: "no", administrator: "yes" }),
];
const named: Answers = { "ts.host": "sestek-ts01", "ts.kind": "dedicated-vm", "ts.os": "linux" };

/** What the proposal says of a machine, and what another decision of SESTEK says of the same one. */
test.each<[id: string, check: string, items: TrialItem[], proposed: string, value: unknown, changed: string]>([
  ["D1", "ts-host", [linux], "warn answer-mismatch", { linux: "refuse" }, "fail unsupported"],
  [
    "D3",
    "ts-app-windows-terminal",
    [windows("Server 2019, Turkish"), absent],
    "warn version-low",
    { olderConsole: "fail" },
    "fail version-low",
  ],
  [
    "D3",
    "ts-app-windows-terminal",
    [windows("Server 2019, Turkish"), absent],
    "warn version-low",
    { windowsTerminalBuild: 17_000 },
    "fail not-found",
  ],
  ["D26", "lic-host", license, "pass ok", { licenseServerOldest: 2022 }, "warn answer-mismatch"],
  ["D39", "ts-disk-free", [drive], "pass ok", { diskWarnGiB: 4 }, "warn unsupported"],
  ["D39", "ts-disk-free", [drive], "pass ok", { diskWarnGiB: 8, diskFailGiB: 4 }, "fail unsupported"],
])("%s decided anew changes what %s is judged as", (id, check, items, proposed, value, changed) => {
  const answers = check === "lic-host" ? {} : named;
  const said = (policy: Policy) =>
    judgedAs(check, {
      answers,
      items,
      change: { facts: { answers, secretsSet: new Set(), policy, today: "2026-11-25" } },
    });
  expect(said(DEFAULT_POLICY)).toEqual([proposed]);
  expect(said(decidedPolicy(DEFAULT_POLICY, [{ id, value }]))).toEqual([changed]);
});
