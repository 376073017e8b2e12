import { describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { judgedAs, windows } from "@/test/terminal/machines";
import type { TrialItem } from "@/test/terminal/results";

const HALF = { shell: "PowerShell 5.1.17763.1, FullLanguage, 32 on 64 bit" };

function table(id: string, target: string, rows: readonly [string, string, Record<string, string>, string, object?][]) {
  test.each(rows)("%s", (_what, state, detail, expected, more = {}) => {
    const item: TrialItem = { check: id, target, state, detail };
    const { answers = {}, head = {}, os } = more as { answers?: Answers; head?: Record<string, string>; os?: string };
    expect(judgedAs(id, { answers, head, items: [item, ...(os ? [windows(os)] : [])] })).toEqual([expected]);
  });
}

describe("ts-app-openssh (S29, S31)", () =>
  table("ts-app-openssh", "OpenSSH client", [
    [
      "of Windows",
      "found",
      { path: "C:\\Windows\\System32\\OpenSSH\\ssh.exe", version: "OpenSSH_for_Windows_8.6p1", onPath: "yes" },
      "pass ok",
    ],
    [
      "seen from a 32-bit shell",
      "found",
      { path: "C:\\Windows\\Sysnative\\OpenSSH\\ssh.exe", version: "OpenSSH_for_Windows_8.6p1", onPath: "yes" },
      "pass ok",
    ],
    [
      "not on the path",
      "found",
      { path: "C:\\Program Files\\OpenSSH\\ssh.exe", version: "OpenSSH_for_Windows_9.5", onPath: "no" },
      "warn unsupported",
    ],
    ["only Git's", "other", { path: "C:\\Program Files\\Git\\usr\\bin\\ssh.exe", onPath: "yes" }, "warn unsupported"],
    [
      "does not start",
      "found",
      { path: "C:\\Windows\\System32\\OpenSSH\\ssh.exe", version: "", onPath: "yes" },
      "could-not-tell error",
    ],
    ["none, as on Server 2016", "missing", {}, "fail not-found"],
    ["not told", "unknown", { reason: "denied" }, "could-not-tell error"],
  ]));

describe("ts-app-windows-terminal (S32, D3)", () =>
  table("ts-app-windows-terminal", "Windows Terminal", [
    ["on Windows 11", "found", { version: "1.21.2911.0" }, "pass ok", { os: "Windows 11" }],
    ["missing on Server 2016", "missing", {}, "warn version-low", { os: "Server 2016, German" }],
    ["missing on Server 2019", "missing", {}, "warn version-low", { os: "Server 2019, Turkish" }],
    ["missing on Server 2022", "missing", {}, "fail not-found", { os: "Server 2022" }],
    ["missing on Server Core 2022", "missing", {}, "fail not-found", { os: "Server 2022 Core" }],
    ["missing on an unknown Windows", "missing", {}, "could-not-tell unsupported"],
    ["not told", "unknown", {}, "could-not-tell error", { os: "Server 2022" }],
  ]));

describe("ts-app-notepadpp (S33)", () =>
  table("ts-app-notepadpp", "Notepad++", [
    [
      "installed",
      "found",
      { path: "C:\\Program Files\\Notepad++\\notepad++.exe", version: "8.7", entry: "Notepad++ (64-bit x64)" },
      "pass ok",
    ],
    [
      "a portable copy",
      "found",
      { path: "C:\\Program Files\\Notepad++\\notepad++.exe", entry: "" },
      "warn unsupported",
    ],
    [
      "a file whose entry a 32-bit shell cannot see",
      "found",
      { path: "C:\\Program Files\\Notepad++\\notepad++.exe", entry: "" },
      "pass ok",
      { head: HALF },
    ],
    ["none, without winget as well", "missing", {}, "fail not-found"],
    ["not found by a 32-bit shell", "missing", {}, "could-not-tell unsupported", { head: HALF }],
    ["not told", "unknown", {}, "could-not-tell error"],
  ]));

describe("ts-app-postman (S34)", () =>
  table("ts-app-postman", "Postman", [
    [
      "for the account",
      "found",
      { path: "C:\\Users\\e\\AppData\\Local\\Postman\\Postman.exe", version: "11.2" },
      "pass ok",
    ],
    [
      "for another account only",
      "other-account",
      { path: "C:\\Users\\x\\AppData\\Local\\Postman\\Postman.exe" },
      "warn unsupported",
    ],
    ["none", "missing", {}, "fail not-found"],
    ["not told", "unknown", {}, "could-not-tell error"],
  ]));

describe("ts-app-ssms (S35)", () =>
  table("ts-app-ssms", "SQL Server Management Studio", [
    [
      "18",
      "found",
      {
        path: "C:\\Program Files (x86)\\Microsoft SQL Server Management Studio 18\\Common7\\IDE\\Ssms.exe",
        version: "15.0.18424.0",
      },
      "pass ok",
    ],
    [
      "21 of 64 bit",
      "found",
      {
        path: "C:\\Program Files\\Microsoft SQL Server Management Studio 21\\Release\\Common7\\IDE\\Ssms.exe",
        version: "21.0.1",
      },
      "pass ok",
    ],
    ["17, told by its file", "found", { path: "C:\\SSMS\\Ssms.exe", version: "14.0.17289.0" }, "warn version-low"],
    [
      "18 with Server 2022",
      "found",
      { path: "C:\\Program Files (x86)\\Microsoft SQL Server Management Studio 18\\Common7\\IDE\\Ssms.exe" },
      "warn version-low",
      { answers: { "db.version": "2022" } },
    ],
    [
      "19 with 16.x",
      "found",
      { path: "C:\\Program Files (x86)\\Microsoft SQL Server Management Studio 19\\Common7\\IDE\\Ssms.exe" },
      "pass ok",
      { answers: { "db.version": "16.0.4135" } },
    ],
    ["a version that nobody can read", "found", { path: "C:\\SSMS\\Ssms.exe", version: "" }, "could-not-tell error"],
    [
      "a helper's entry only",
      "entry-only",
      { entry: "SQL Server Management Studio Language Pack" },
      "could-not-tell not-found",
    ],
    ["none", "missing", {}, "fail not-found"],
    ["not found by a 32-bit shell", "missing", {}, "could-not-tell unsupported", { head: HALF }],
  ]));

describe("ts-app-pgadmin (S36)", () =>
  table("ts-app-pgadmin", "pgAdmin 4", [
    ["4", "found", { path: "C:\\Program Files\\pgAdmin 4\\runtime\\pgAdmin4.exe", version: "8.12" }, "pass ok"],
    ["III only", "old", { path: "C:\\Program Files\\pgAdmin III\\1.22\\pgAdmin3.exe" }, "warn version-low"],
    ["none", "missing", {}, "fail not-found"],
    ["not told", "unknown", {}, "could-not-tell error"],
  ]));
